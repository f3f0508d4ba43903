"""What happens when a user clicks, types or sends something in the chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.chat import Chat, PageFilters, Session
from qa.web.handlers import Updates, handler
from qa.web.running import Turns
from qa.web.visits import Visit, Visits

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.web.chat import View
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


@dataclass(frozen=True, slots=True)
class _Sent:
    """A question that was sent.

    Attributes:
        question: As typed; empty if a turn's question is asked again.
        turn_id: The turn whose question is asked again.
        as_written: Whether that question is not understood from those before it.
        filters: What it is restricted to.
        session: The state of the page when it was sent.
        visit: What the page showed when it was sent.
    """

    question: str
    turn_id: int | None
    as_written: bool
    filters: PageFilters
    session: Session
    visit: Visit


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
        self._assistant = assistant
        self._conversations = conversations
        self._drawing = drawing
        self._running = running
        self._suggestions = suggestions
        self._visits = Visits()
        self._turns: Turns[_Sent] = Turns()
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
        # A question that is sent while an answer is being made must reach the server, where it
        # waits.
        asked = talk.ask.click(self.ask, [talk.command, *rest], trigger_mode="multiple", **asking)
        # As for questions: Gradio would drop a click while an earlier one is still being answered.
        acted = talk.act.click(self.act, [talk.command, *here], trigger_mode="multiple", **common)
        # Follow-up questions are tried once an answer is there, and never delay one.
        trying = common | {
            "outputs": talk.thread,
            "concurrency_id": "trying",
            "concurrency_limit": _TRYING,
        }
        for before in (asked, acted):
            before.then(self.suggest_next, [talk.session, *filters], **trying)
        # Gradio's `cancels` is not used: a page that has cancelled an event never sends it again.
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
        sidebar.new.click(self.begin, here, **common)
        sidebar.words.change(self.list_conversations, here, trigger_mode="always_last", **common)
        gr.on(
            [sidebar.name.submit, sidebar.name.blur], self.rename, [sidebar.name, *here], **common
        )
        sidebar.delete.click(self.consider_deleting, None, **common)
        sidebar.keep.click(self.list_conversations, here, **common)
        sidebar.really.click(self.delete, here, **common)

    # Handlers: all are generators, and each yields what is to be shown.

    @handler
    def open(self, request: gr.Request) -> Iterator[Updates]:
        """Show the page as it opens, with the conversation that its address names."""
        named = dict(request.query_params).get("conversation")
        kept = self._kept(request).get(named)
        session = Session(kept.id if kept else None)
        self._visits.go(request.session_hash or "", session.conversation)
        yield self._drawing.greeting()
        yield self._all(self._chat(request).show(session), "", request)

    @handler
    def greet(self) -> Iterator[Updates]:
        """Show the articles that can be asked, which may have changed."""
        yield self._drawing.greeting()

    @handler
    def ask(
        self,
        command: str,
        session: Session,
        words: str,
        articles: list[str],
        since: str | None,
        until: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Answer what was sent: ``ask`` and a question, or ``retry`` and a turn's number.

        ``written`` and a turn's number asks that question again without those before it.
        """
        action, _, argument = command.partition(" ")
        filters = _filters(articles, since, until)
        visit = self._visits.now(request.session_hash or "")
        if action == "ask" and argument.strip():
            sent = _Sent(argument, None, False, filters, session, visit)
            yield from self._answer(sent, words, request)
        elif action in {"retry", "written"} and argument.isdecimal():
            as_written = action == "written"
            sent = _Sent("", int(argument), as_written, filters, session, visit)
            yield from self._answer(sent, words, request)

    @handler
    def suggest_first(self) -> Iterator[Updates]:
        """Try the questions to begin with, and show them."""
        if self._suggestions.known_first() is None:
            self._suggestions.first()
            yield self._drawing.greeting()

    @handler
    def suggest_next(
        self,
        session: Session,
        articles: list[str],
        since: str | None,
        until: str | None,
        request: gr.Request,
    ) -> Iterator[Updates]:
        """Try follow-up questions to the last answer, and show them below it."""
        page = request.session_hash or ""
        visit = self._visits.now(page)
        chat = self._chat(request)
        turns = chat.show(session).turns
        if not turns or self._turns.busy(page):
            return
        answer, asked = turns[-1].answer, [turn.question for turn in turns]
        if self._suggestions.known_after(answer):
            return
        found = self._suggestions.after(answer, asked, _filters(articles, since, until))
        if found and self._visits.now(page) == visit and not self._turns.busy(page):
            yield self._drawing.thread(chat.show(session))

    @handler
    def act(
        self, command: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Do what a button or a link asks for, such as ``delete 7``."""
        action, _, argument = command.partition(" ")
        chat = self._chat(request)
        if action == "open":
            yield self._leave_for(argument, session, words, request)
        elif action == "only":
            yield self._drawing.only(argument.split(","))
        elif not argument.isdecimal():
            return
        elif action == "edit":
            view, question = chat.edit(int(argument), session)
            yield self._drawing.view(view, question)
        elif action == "delete":
            yield self._all(chat.delete(int(argument), session), words, request)
        elif action in _THUMBS:
            yield self._drawing.view(chat.judge(int(argument), _THUMBS[action], session))

    def leave_page(self, request: gr.Request) -> None:
        """Forget a page that is closed."""
        self._visits.forget(request.session_hash or "")

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that is being made; the event that shows it then ends by itself."""
        self._chat(request).stop()

    @handler
    def leave(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Leave editing or commenting."""
        del words
        view = self._chat(request).show(Session(session.conversation))
        yield self._drawing.view(view, None if session.editing is None else "")

    @handler
    def comment(
        self, text: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Store a comment."""
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
    def begin(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Begin a new conversation."""
        yield self._leave_for(None, session, words, request)

    @handler
    def list_conversations(
        self, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """List the conversations that contain these words."""
        yield self._drawing.conversations(self._kept(request), session.conversation, words)

    @handler
    def rename(
        self, name: str, session: Session, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Rename the conversation shown."""
        kept = self._kept(request)
        if session.conversation is not None:
            kept.rename(session.conversation, name)
        yield self._drawing.conversations(kept, session.conversation, words)

    @handler
    def consider_deleting(self) -> Iterator[Updates]:
        """Ask whether the conversation is to be deleted for good."""
        yield self._drawing.sure()

    @handler
    def delete(self, session: Session, words: str, request: gr.Request) -> Iterator[Updates]:
        """Delete the conversation shown."""
        if session.conversation is not None:
            self._kept(request).delete(session.conversation)
        self._visits.go(request.session_hash or "", None)
        yield self._all(self._chat(request).show(Session()), words, request)

    def _answer(self, sent: _Sent, words: str, request: gr.Request) -> Iterator[Updates]:
        """Show an answer as it grows, then the answers to questions that were sent meanwhile.

        While the page shows another conversation, the answer is stored and not shown.

        Args:
            sent: The question.
            words: The search in the list of conversations.
            request: Says whose conversations they are.
        """
        chat, page = self._chat(request), request.session_hash or ""
        turns = self._turns.take(page, sent)
        if turns is None:
            yield self._waiting(page)
            return
        session = sent.session
        with closing(turns):
            for one in turns:
                yield self._waiting(page) | self._drawing.returned("")
                if one.visit != sent.visit:
                    session = one.session
                sent = one
                if one.turn_id is None:
                    views = chat.ask(one.question, session, one.filters)
                else:
                    views = chat.retry(one.turn_id, session, one.filters, as_written=one.as_written)
                for view in views:
                    session = Session(view.session.conversation)
                    yield from self._progress(view, one, words, request)

    def _progress(
        self, view: View, sent: _Sent, words: str, request: gr.Request
    ) -> Iterator[Updates]:
        """Show a version of an answer, unless the page has gone to another conversation."""
        page, conversation = request.session_hash or "", view.session.conversation
        if not self._visits.shows(page, sent.visit, conversation):
            if not view.busy:
                elsewhere = self._visits.now(page).conversation
                yield self._drawing.conversations(self._kept(request), elsewhere, words)
        elif view.busy:
            yield self._drawing.view(view)
        else:
            returned = self._drawing.returned(view.unanswered)
            yield self._all(view, words, request) | returned

    def _waiting(self, page: str) -> Updates:
        return self._drawing.waiting([sent.question for sent in self._turns.waiting(page)])

    def _leave_for(
        self, conversation: str | None, session: Session, words: str, request: gr.Request
    ) -> Updates:
        """Show another conversation; a question that was being edited is left as it was."""
        self._visits.go(request.session_hash or "", conversation)
        view = self._chat(request).show(Session(conversation))
        return self._all(view, words, request, None if session.editing is None else "")

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
