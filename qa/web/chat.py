"""The chat without the page: it answers questions, and stores and changes turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from qa.web.failures import Failure, describe_failure
from qa.web.records import Scope, StoredTurn

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from threading import Event

    from qa.answers import Answer
    from qa.assistant import ArticleRecord, Assistant
    from qa.web.conversations import Conversations
    from qa.web.records import Thumb
    from qa.web.running import RunningAnswers

__all__ = ["Asked", "Chat", "PageFilters", "Session", "View"]


@dataclass(frozen=True, slots=True)
class PageFilters:
    """What the page restricts questions to.

    Attributes:
        articles: Article ids; empty for all articles.
        since: ISO date; empty if there is no lower bound.
        until: ISO date; empty if there is no upper bound.
    """

    articles: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def scope(self, articles: Sequence[ArticleRecord]) -> Scope:
        """Return what a question is asked of, given the live articles."""
        titles = {article.article_id: article.title for article in articles}
        return Scope(
            articles=len(articles),
            only=tuple(titles.get(chosen, chosen) for chosen in self.articles),
            since=self.since or None,
            until=self.until or None,
        )


@dataclass(frozen=True, slots=True)
class Session:
    """The state of one open page.

    Attributes:
        conversation: Id of the conversation shown; None for a new one.
        editing: The turn whose question is being edited in the composer.
        commenting: The turn whose thumb the user can comment on.
    """

    conversation: str | None = None
    editing: int | None = None
    commenting: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without an answer: the answer is still being made, or it failed.

    Attributes:
        question: As asked.
        place: How many turns come before it.
        replaced: Whether it replaces the turn at that place.
        scope: What is searched.
        failure: Why there is no answer.
    """

    question: str
    place: int
    replaced: bool
    scope: Scope
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows.

    Attributes:
        session: The state of the page.
        turns: The turns of the conversation, oldest first.
        asked: A question that is being answered, or one without an answer.
        busy: Whether an answer is being made.
        unanswered: The question sent, if it was stopped or failed, so that it can be sent again.
    """

    session: Session
    turns: tuple[StoredTurn, ...]
    asked: Asked | None = None
    busy: bool = False
    unanswered: str = ""


class Chat:
    """One page's conversations with the assistant.

    Args:
        assistant: Answers the questions.
        conversations: Stores the conversations of the page's user.
        running: Runs the answers, so that they can be stopped.
        page: Identifies the page.
    """

    def __init__(
        self, assistant: Assistant, conversations: Conversations, running: RunningAnswers, page: str
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._running = running
        self._page = page

    def show(self, session: Session) -> View:
        """Return what the page shows while no question is being answered."""
        return View(session, self._conversations.turns(session.conversation))

    def ask(self, question: str, session: Session, filters: PageFilters) -> Iterator[View]:
        """Answer a question; if a turn is being edited, the answer replaces that turn."""
        yield from self._ask(question, session, filters, session.editing)

    def retry(
        self, turn_id: int, session: Session, filters: PageFilters, *, as_written: bool = False
    ) -> Iterator[View]:
        """Ask a turn's question again; the new answer replaces the old one.

        Args:
            turn_id: The turn.
            session: The state of the page.
            filters: What the question is restricted to.
            as_written: Do not understand it from the questions before it.
        """
        turn = self._turn(turn_id, session)
        if turn is None:
            yield self.show(session)
            return
        here = Session(session.conversation)
        yield from self._ask(turn.question, here, filters, turn.id, alone=as_written)

    def stop(self) -> None:
        """Stop the answer that is being made; the part that is already there is kept."""
        self._running.stop(self._page)

    def edit(self, turn_id: int, session: Session) -> tuple[View, str]:
        """Begin to edit a turn's question; return the question and the view."""
        turn = self._turn(turn_id, session)
        session = replace(session, editing=turn.id if turn else None, commenting=None)
        return self.show(session), turn.question if turn else ""

    def delete(self, turn_id: int, session: Session) -> View:
        """Delete a turn."""
        self._conversations.remove(turn_id)
        return self.show(Session(session.conversation))

    def judge(self, turn_id: int, verdict: Thumb, session: Session) -> View:
        """Store a thumb; giving the same thumb again removes it."""
        turn = self._turn(turn_id, session)
        given = None if turn is None or turn.verdict == verdict else verdict
        self._conversations.judge(turn_id, given)
        return self.show(replace(session, commenting=turn_id if given else None))

    def comment(self, text: str, session: Session) -> View:
        """Store the comment on the last thumb."""
        turn = self._turn(session.commenting, session)
        if turn is not None:
            self._conversations.judge(turn.id, turn.verdict, text)
        return self.show(replace(session, commenting=None))

    def _ask(
        self,
        question: str,
        session: Session,
        filters: PageFilters,
        replaced: int | None,
        *,
        alone: bool = False,
    ) -> Iterator[View]:
        """Answer a question; an unfinished answer is kept even if no more of it arrives."""
        question = question.encode("utf-8", "replace").decode()  # lone surrogates
        turns = self._conversations.turns(session.conversation)
        places = [index for index, turn in enumerate(turns) if turn.id == replaced]
        place = places[0] if places else len(turns)
        asked = Asked(question, place, bool(places), Scope(0))
        coming = _Coming(
            self._conversations, session.conversation, turns[place].id if places else None
        )
        try:
            asked = replace(asked, scope=filters.scope(self._assistant.articles()))
            begin = partial(self._answers, question, () if alone else turns[:place], filters)
            with self._running.following({self._page}, begin) as answers:
                yield View(replace(session, commenting=None), turns, asked, busy=True)
                for answer in answers:
                    turn = coming.take(answer, asked.scope)
                    shown = (*turns[:place], turn, *turns[place + asked.replaced :])
                    yield View(Session(coming.conversation), shown, busy=True)
            coming.keep()
            if coming.begun:
                yield self.show(Session(coming.conversation))
            else:
                yield replace(self.show(session), unanswered=question)
        except Exception as error:  # any error: the page shows it and stays usable
            view = self.show(Session(coming.conversation, editing=session.editing))
            behind = place + (1 if coming.begun or asked.replaced else 0)
            failed = replace(asked, place=behind, replaced=False, failure=describe_failure(error))
            yield replace(view, asked=failed, unanswered=question)
        finally:
            coming.keep()

    def _turn(self, turn_id: int | None, session: Session) -> StoredTurn | None:
        turns = self._conversations.turns(session.conversation)
        return next((turn for turn in turns if turn.id == turn_id), None)

    def _answers(
        self, question: str, before: Sequence[StoredTurn], filters: PageFilters, stop: Event
    ) -> Generator[Answer, None, None]:
        return self._assistant.stream(
            question,
            [turn.answer.as_turn() for turn in before],
            articles=filters.articles or None,
            since=filters.since or None,
            until=filters.until or None,
            stop=stop,
        )


class _Coming:
    """An answer that is being stored in its conversation while it grows.

    The first piece creates the turn, so that the page can link to it. The latest version of the
    answer is written when no more pieces arrive.

    Args:
        conversations: Where the answer is stored.
        conversation: The conversation it belongs to; None if it begins a new one.
        turn_id: The turn that it replaces; None for a new turn.
    """

    def __init__(
        self, conversations: Conversations, conversation: str | None, turn_id: int | None
    ) -> None:
        self._conversations = conversations
        self._turn_id = turn_id
        self._turn: StoredTurn | None = None
        self._kept: Answer | None = None
        self.conversation = conversation

    @property
    def begun(self) -> bool:
        """Whether any part of the answer has arrived."""
        return self._turn is not None

    def take(self, answer: Answer, scope: Scope) -> StoredTurn:
        """Store the current version of the answer; return the turn that holds it."""
        if self._turn is None:
            if self._turn_id is None:
                self.conversation, self._turn_id = self._conversations.add(
                    self.conversation, answer, scope
                )
            else:
                self._conversations.replace(self._turn_id, answer, scope)
            self._kept = answer
        assert self._turn_id is not None
        self._turn = StoredTurn(self._turn_id, answer.question, answer, scope, asked="")
        return self._turn

    def keep(self) -> None:
        """Write the last version, unless it is already written."""
        if self._turn is not None and self._turn.answer != self._kept:
            self._conversations.replace(self._turn.id, self._turn.answer, self._turn.scope)
            self._kept = self._turn.answer
