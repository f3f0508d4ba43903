"""What happens when a user clicks, types or sends something in the chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.asking import Asking
from qa.web.chat import Session
from qa.web.handlers import Updates, handler
from qa.web.pages import Pages, page_filters
from qa.web.visits import Visits

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.web.conversations import Conversations
    from qa.web.drawing import Drawing
    from qa.web.layout import Sidebar, Talk
    from qa.web.records import Thumb
    from qa.web.running import RunningAnswers
    from qa.web.suggestions import Suggestions

__all__ = ["Events"]

# Pages for which questions are tried at the same time; one waits for the other anyway.
_TRYING = 2
_THUMBS: Mapping[str, Thumb] = MappingProxyType({"up": 1, "down": -1})


class Events:
    """Handles the events of the chat's components.

    Args:
        assistant: Answers the questions.
        conversations: Stores the conversations; each user has their own.
        sidebar: The components of the list of conversations.
        talk: The components of the chat.
        drawing: Fills the components of both.
        running: Runs the answers, so that they can be stopped.
        suggestions: Finds questions to offer.
        answers: How many questions are answered at the same time.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        sidebar: Sidebar,
        talk: Talk,
        drawing: Drawing,
        running: RunningAnswers,
        suggestions: Suggestions,
        *,
        answers: int,
    ) -> None:
        self._pages = Pages(assistant, conversations, drawing, running, Visits())
        self._asking = Asking(self._pages, suggestions)
        self._listen_to_talk(talk, sidebar, answers)
        self._listen_to_sidebar(talk, sidebar)

    def _listen_to_talk(self, talk: Talk, sidebar: Sidebar, answers: int) -> None:
        filters: list[Any] = [talk.articles, talk.since, talk.until]
        common: dict[str, Any] = {
            "outputs": self._pages.drawing.outputs,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        asking: dict[str, Any] = common | {
            "concurrency_id": "answers",
            "concurrency_limit": answers,
        }
        rest = [talk.session, sidebar.words, *filters]
        here = [talk.session, sidebar.words]
        # A question that is sent while an answer is being made must reach the server, where it
        # waits.
        asked = talk.ask.click(
            self._asking.ask, [talk.command, *rest], trigger_mode="multiple", **asking
        )
        # As for questions: Gradio would drop a click while an earlier one is still being answered.
        acted = talk.act.click(self.act, [talk.command, *here], trigger_mode="multiple", **common)
        # Follow-up questions are tried once an answer is there, and never delay one.
        trying = common | {
            "outputs": talk.thread,
            "concurrency_id": "trying",
            "concurrency_limit": _TRYING,
        }
        for before in (asked, acted):
            before.then(self._asking.suggest_next, [talk.session, *filters], **trying)
        # Gradio's `cancels` is not used: a page that has cancelled an event never sends it again.
        talk.composer.stop(self._asking.stop, None, None, queue=False, api_visibility="private")
        talk.leave.click(self.leave, here, **common)
        gr.on(
            [talk.send_comment.click, talk.comment.submit],
            self.comment,
            [talk.comment, *here],
            **common,
        )
        talk.no_comment.click(self.leave, here, **common)
        gr.on([one.change for one in filters], self.filter, filters, **common)
        talk.clear_filters.click(self.clear_filters, None, **common)

    def _listen_to_sidebar(self, talk: Talk, sidebar: Sidebar) -> None:
        common: dict[str, Any] = {
            "outputs": self._pages.drawing.outputs,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        here = [talk.session, sidebar.words]
        sidebar.new.click(self.begin, here, **common)
        sidebar.words.change(self.list_conversations, here, trigger_mode="always_last", **common)
        gr.on(
            [sidebar.name.submit, sidebar.name.blur], self.rename, [sidebar.name, *here], **common
        )
        sidebar.delete.click(self.consider_deleting, None, **common)
        sidebar.keep.click(self.list_conversations, here, **common)
        sidebar.really.click(self.delete, here, **common)

    # Handlers: all are generators, and each yields what is to be shown.

    @property
    def asking(self) -> Asking:
        """Handles the events that ask."""
        return self._asking

    @handler
    def open(self, request: gr.Request) -> Iterator[Updates]:
        """Show the page as it opens, with the conversation that its address names."""
        named = dict(request.query_params).get("conversation")
        kept = self._pages.kept(request).get(named)
        session = Session(kept.id if kept else None)
        self._pages.visits.go(request.session_hash or "", session.conversation)
        yield self._pages.drawing.greeting()
        yield self._pages.everything(self._pages.chat(request).show(session), "", request)

    @handler
    def greet(self) -> Iterator[Updates]:
        """Show the articles that can be asked, which may have changed."""
        yield self._pages.drawing.greeting()

    @handler
    def act(
        self, command: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Do what a button or a link asks for, such as ``delete 7``."""
        action, _, argument = command.partition(" ")
        chat = self._pages.chat(request)
        if action == "open":
            yield self._pages.leave_for(argument, session, words, request)
        elif action == "only":
            yield self._pages.drawing.only(argument.split(","))
        elif not argument.isdecimal():
            return
        elif action == "edit":
            view, question = chat.edit(int(argument), session)
            yield self._pages.drawing.view(view, question)
        elif action == "delete":
            yield self._pages.everything(chat.delete(int(argument), session), words, request)
        elif action in _THUMBS:
            yield self._pages.drawing.view(chat.judge(int(argument), _THUMBS[action], session))

    def leave_page(self, request: gr.Request) -> None:
        """Forget a page that is closed, and stop its answer; what has come is kept."""
        self._pages.chat(request).stop()
        self._pages.visits.forget(request.session_hash or "")

    @handler
    def leave(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Leave editing or commenting."""
        del words
        view = self._pages.chat(request).show(Session(session.conversation))
        yield self._pages.drawing.view(view, None if session.editing is None else "")

    @handler
    def comment(
        self, text: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Store a comment."""
        del words
        yield self._pages.drawing.view(self._pages.chat(request).comment(text, session))

    @handler
    def filter(
        self, articles: list[str], since: str | None, until: str | None
    ) -> Iterator[Updates]:
        """Say what the filters restrict questions to."""
        yield self._pages.drawing.filtered(page_filters(articles, since, until))

    @handler
    def clear_filters(self) -> Iterator[Updates]:
        """Take all filters off."""
        yield self._pages.drawing.no_filters()

    @handler
    def begin(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Begin a new conversation."""
        yield self._pages.leave_for(None, session, words, request)

    @handler
    def list_conversations(
        self, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """List the conversations that contain these words."""
        yield self._pages.drawing.conversations(
            self._pages.kept(request), session.conversation, words
        )

    @handler
    def rename(
        self, name: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Rename the conversation shown."""
        kept = self._pages.kept(request)
        if session.conversation is not None:
            kept.rename(session.conversation, name)
        yield self._pages.drawing.conversations(kept, session.conversation, words)

    @handler
    def consider_deleting(self) -> Iterator[Updates]:
        """Ask whether the conversation is to be deleted for good."""
        yield self._pages.drawing.sure()

    @handler
    def delete(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Delete the conversation shown."""
        if session.conversation is not None:
            self._pages.kept(request).delete(session.conversation)
        self._pages.visits.go(request.session_hash or "", None)
        yield self._pages.everything(self._pages.chat(request).show(Session()), words, request)
