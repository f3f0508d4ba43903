"""Asking: answers are shown as they grow, and questions that may follow are tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.chat import PageFilters, Session
from qa.web.handlers import Updates, handler
from qa.web.pages import Pages, page_filters
from qa.web.running import Turns
from qa.web.visits import Visit

if TYPE_CHECKING:
    from qa.web.chat import View
    from qa.web.suggestions import Suggestions

__all__ = ["Asking"]


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


class Asking:
    """Handles the events that ask.

    Args:
        pages: The open pages.
        suggestions: Finds questions to offer.
    """

    def __init__(self, pages: Pages, suggestions: Suggestions) -> None:
        self._pages = pages
        self._suggestions = suggestions
        self._turns: Turns[_Sent] = Turns()

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
        filters = page_filters(articles, since, until)
        visit = self._pages.visits.now(request.session_hash or "")
        if action == "ask" and argument.strip():
            sent = _Sent(argument, None, False, filters, session, visit)
            yield from self._answer(sent, words, request)
        elif action in {"retry", "written"} and argument.isdecimal():
            as_written = action == "written"
            sent = _Sent("", int(argument), as_written, filters, session, visit)
            yield from self._answer(sent, words, request)

    @handler
    def suggest_first(self) -> Iterator[Updates]:
        """Find the topics and try the questions to begin with, and show them."""
        yield from self._pages.drawing.complete_greeting()

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
        visit = self._pages.visits.now(page)
        chat = self._pages.chat(request)
        turns = chat.show(session).turns
        if not turns or self._turns.busy(page):
            return
        answer, asked = turns[-1].answer, [turn.question for turn in turns]
        if self._suggestions.known_after(answer):
            return
        found = self._suggestions.after(answer, asked, page_filters(articles, since, until))
        if found and self._pages.visits.now(page) == visit and not self._turns.busy(page):
            yield self._pages.drawing.thread(chat.show(session))

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that is being made; the event that shows it then ends by itself."""
        self._pages.chat(request).stop()

    def _answer(self, sent: _Sent, words: str, request: gr.Request) -> Iterator[Updates]:
        """Show an answer as it grows, then the answers to questions that were sent meanwhile.

        While the page shows another conversation, the answer is stored and not shown.

        Args:
            sent: The question.
            words: The search in the list of conversations.
            request: Says whose conversations they are.
        """
        chat, page = self._pages.chat(request), request.session_hash or ""
        turns = self._turns.take(page, sent)
        if turns is None:
            yield self._waiting(page)
            return
        session = sent.session
        with closing(turns):
            for one in turns:
                first = self._waiting(page) | self._pages.drawing.returned("")
                if one.visit != sent.visit:
                    session = one.session
                sent = one
                if one.turn_id is None:
                    views = chat.ask(one.question, session, one.filters)
                else:
                    views = chat.retry(one.turn_id, session, one.filters, as_written=one.as_written)
                shown: Updates = {}
                for view in views:
                    session = Session(view.session.conversation)
                    updates = self._progress(view, one, words, request)
                    # Gradio takes milliseconds for each component, though it stays as it is. The
                    # end is sent whole: the page may have lost what came while it was busy.
                    sends = _changed(shown, updates) if view.busy else updates
                    if news := first | {part: updates[part] for part in sends}:
                        yield news
                    # A page that has been elsewhere in between is drawn anew.
                    shown, first = shown | updates if updates else {}, {}

    def _progress(self, view: View, sent: _Sent, words: str, request: gr.Request) -> Updates:
        """Show a version of an answer, unless the page has gone to another conversation."""
        page, conversation = request.session_hash or "", view.session.conversation
        drawing = self._pages.drawing
        if not self._pages.visits.shows(page, sent.visit, conversation):
            if view.busy:
                return {}
            elsewhere = self._pages.visits.now(page).conversation
            return drawing.conversations(self._pages.kept(request), elsewhere, words)
        if view.busy:
            return drawing.view(view)
        return self._pages.everything(view, words, request) | drawing.returned(view.unanswered)

    def _waiting(self, page: str) -> Updates:
        return self._pages.drawing.waiting([sent.question for sent in self._turns.waiting(page)])


def _changed(before: Updates, now: Updates) -> Iterator[Any]:
    """Yield the components to send again: not the large ones, the thread and sources, in vain.

    Whether there is a Stop button is sent each time: the events of a question that waits, which
    run at the same time, may undo it on the page.
    """
    return (
        part
        for part, value in now.items()
        if isinstance(value, dict) or part not in before or before[part] != value
    )
