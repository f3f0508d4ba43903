"""What happens when something in the chat is clicked, typed or sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.chat import Chat, PageFilters, Session
from qa.web.handlers import Updates, handler
from qa.web.running import RunningAnswers

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.web.chat import View
    from qa.web.conversations import Conversations
    from qa.web.drawing import Drawing
    from qa.web.layout import Sidebar, Talk
    from qa.web.records import Thumb

__all__ = ["Events"]

_THUMBS: Mapping[str, Thumb] = MappingProxyType({"up": 1, "down": -1})


class Events:
    """Listens to the components of the chat.

    Args:
        assistant: Answers.
        conversations: Keeps; each user has conversations of their own.
        sidebar: The conversations.
        talk: The chat.
        drawing: Fills both.
        answers: How many questions are answered at the same time.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        sidebar: Sidebar,
        talk: Talk,
        drawing: Drawing,
        *,
        answers: int,
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._drawing = drawing
        self._running = RunningAnswers()
        self._listen_to_talk(talk, sidebar, answers)
        self._listen_to_sidebar(talk, sidebar)

    def _listen_to_talk(self, talk: Talk, sidebar: Sidebar, answers: int) -> None:
        filters: list[Any] = [talk.articles, talk.since, talk.until]
        common: dict[str, Any] = {
            "outputs": self._drawing.outputs,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        asking: dict[str, Any] = common | {
            "concurrency_id": "answers",
            "concurrency_limit": answers,
        }
        rest = [talk.session, sidebar.words, *filters]
        here = [talk.session, sidebar.words]
        talk.composer.submit(self.send, [talk.composer, *rest], **asking)
        talk.run.click(self.command, [talk.command, *rest], **asking)
        talk.thread.example_select(self.example, None, **common).then(
            self.send, [talk.composer, *rest], **asking
        )
        # Not by Gradio's `cancels`: a page that has cancelled an event never sends it again.
        talk.composer.stop(self.stop, None, None, queue=False, api_visibility="private")
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
            "outputs": self._drawing.outputs,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        here = [talk.session, sidebar.words]
        sidebar.picker.input(self.pick, [sidebar.picker, sidebar.words], **common)
        sidebar.new.click(self.pick, [gr.State(None), sidebar.words], **common)
        sidebar.words.change(self.list_conversations, here, trigger_mode="always_last", **common)
        gr.on(
            [sidebar.name.submit, sidebar.name.blur], self.rename, [sidebar.name, *here], **common
        )
        sidebar.delete.click(self.consider_deleting, None, **common)
        sidebar.keep.click(self.list_conversations, here, **common)
        sidebar.really.click(self.delete, here, **common)

    # Handlers: generators all, each yielding what is to be shown.

    @handler
    def open(self, request: gr.Request) -> Iterator[Updates]:
        """Show the page as it opens, with the conversation that its address names."""
        named = dict(request.query_params).get("conversation")
        kept = self._kept(request).get(named)
        session = Session(kept.id if kept else None)
        yield self._drawing.greeting()
        yield self._all(self._chat(request).show(session), "", request)

    @handler
    def greet(self) -> Iterator[Updates]:
        """Show what there is to ask, which may have changed."""
        yield self._drawing.greeting()

    @handler
    def send(
        self,
        question: str,
        session: Session,
        words: str,
        articles: list[str],
        since: str | None,
        until: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Answer what was sent."""
        if not question.strip():
            return
        chat = self._chat(request)
        if chat.busy:
            gr.Info("An answer is under way: wait for it, or stop it.")
            return
        views = chat.ask(question, session, _filters(articles, since, until))
        yield from self._show(views, words, request, sent=question)

    @handler
    def example(self, chosen: gr.SelectData) -> Iterator[Updates]:
        """Take an example question up."""
        yield self._drawing.question(str(chosen.value["text"]))

    @handler
    def command(
        self,
        command: str,
        session: Session,
        words: str,
        articles: list[str],
        since: str | None,
        until: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Do what a button inside an answer asks for."""
        action, _, number = command.partition(" ")
        if not number.isdecimal():
            return
        chat, turn_id = self._chat(request), int(number)
        if action == "retry":
            views = chat.retry(turn_id, session, _filters(articles, since, until))
            yield from self._show(views, words, request)
        elif action == "edit":
            view, question = chat.edit(turn_id, session)
            yield self._drawing.view(view, question)
        elif action == "delete":
            yield self._all(chat.delete(turn_id, session), words, request)
        elif action in _THUMBS:
            yield self._drawing.view(chat.judge(turn_id, _THUMBS[action], session))

    def stop(self, request: gr.Request) -> None:
        """End the answer that is being made; the event that shows it ends by itself."""
        self._chat(request).stop()

    @handler
    def leave(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Put editing or commenting away."""
        del words
        view = self._chat(request).show(Session(session.conversation))
        yield self._drawing.view(view, None if session.editing is None else "")

    @handler
    def comment(
        self, text: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Keep a comment."""
        del words
        yield self._drawing.view(self._chat(request).comment(text, session))

    @handler
    def filter(
        self, articles: list[str], since: str | None, until: str | None
    ) -> Iterator[Updates]:
        """Say what the filters restrict questions to."""
        yield self._drawing.filtered(_filters(articles, since, until))

    @handler
    def clear_filters(self) -> Iterator[Updates]:
        """Take all filters off."""
        yield self._drawing.no_filters()

    @handler
    def pick(self, conversation: str | None, words: str, request: gr.Request) -> Iterator[Updates]:
        """Show another conversation; None begins a new one."""
        view = self._chat(request).show(Session(conversation))
        yield self._all(view, words, request, "")

    @handler
    def list_conversations(
        self, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """List the conversations that hold these words."""
        yield self._drawing.conversations(self._kept(request), session.conversation, words)

    @handler
    def rename(
        self, name: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Name the conversation shown."""
        kept = self._kept(request)
        if session.conversation is not None:
            kept.rename(session.conversation, name)
        yield self._drawing.conversations(kept, session.conversation, words)

    @handler
    def consider_deleting(self) -> Iterator[Updates]:
        """Ask whether the conversation is to go for good."""
        yield self._drawing.sure()

    @handler
    def delete(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Delete the conversation shown."""
        if session.conversation is not None:
            self._kept(request).delete(session.conversation)
        yield self._all(self._chat(request).show(Session()), words, request)

    def _show(
        self, views: Iterator[View], words: str, request: gr.Request, sent: str | None = None
    ) -> Iterator[Updates]:
        """Show an answer as it comes.

        Args:
            views: What the chat shows meanwhile.
            words: The search in the list of conversations.
            request: Says whose conversations they are.
            sent: The question in the composer, which is freed, and filled again where no answer
                came.
        """
        left = None if sent is None else ""
        for view in views:
            if view.busy:
                yield self._drawing.view(view, left)
            else:
                back = sent if view.unanswered else None
                yield self._all(view, words, request, back)

    def _all(
        self, view: View, words: str, request: gr.Request, question: str | None = None
    ) -> Updates:
        shown = view.session.conversation
        return self._drawing.view(view, question) | self._drawing.conversations(
            self._kept(request), shown, words
        )

    def _kept(self, request: gr.Request) -> Conversations:
        return self._conversations.of(request.username or "")

    def _chat(self, request: gr.Request) -> Chat:
        page = request.session_hash or ""
        return Chat(self._assistant, self._kept(request), self._running, page)


def _filters(articles: list[str] | None, since: str | None, until: str | None) -> PageFilters:
    return PageFilters(tuple(articles or ()), (since or "").strip(), (until or "").strip())
