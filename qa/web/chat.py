"""What the chat does, without the page: it answers questions and keeps and changes turns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.web.failures import Failure, describe_failure
from qa.web.records import Scope, StoredTurn

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

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
        articles: Article ids; empty: all.
        since: ISO date; empty: no bound.
        until: ISO date; empty: no bound.
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
    """Where one open page stands.

    Attributes:
        conversation: Id of the conversation shown; None: a new one.
        editing: The turn whose question is in the composer.
        commenting: The turn whose thumb can be commented on.
    """

    conversation: str | None = None
    editing: int | None = None
    commenting: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has no answer yet, or none at all.

    Attributes:
        question: As asked.
        place: How many turns stand before it.
        replaced: Whether it stands in the place of the turn there.
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
        session: Where the page stands.
        turns: The conversation's, oldest first.
        asked: A question on its way, or one without an answer.
        busy: Whether an answer is being made.
        unanswered: The question sent, where it was stopped or failed: it can be sent again.
    """

    session: Session
    turns: tuple[StoredTurn, ...]
    asked: Asked | None = None
    busy: bool = False
    unanswered: str = ""


class Chat:
    """One page's conversations with the assistant.

    Args:
        assistant: Answers.
        conversations: Keeps; those of the page's user.
        running: Makes the answers, so that they can be stopped.
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
        """Return what a session shows while nothing is asked."""
        return View(session, self._conversations.turns(session.conversation))

    def ask(self, question: str, session: Session, filters: PageFilters) -> Iterator[View]:
        """Answer a question, in the place of the turn being edited where there is one."""
        yield from self._ask(question, session, filters, session.editing)

    def retry(self, turn_id: int, session: Session, filters: PageFilters) -> Iterator[View]:
        """Ask a turn's question again, in its place."""
        turn = self._turn(turn_id, session)
        if turn is None:
            yield self.show(session)
            return
        yield from self._ask(turn.question, Session(session.conversation), filters, turn.id)

    def stop(self) -> None:
        """Stop the answer that is being made; what has come of it stays."""
        self._running.stop(self._page)

    def edit(self, turn_id: int, session: Session) -> tuple[View, str]:
        """Take a turn's question up for editing; return it beside the view."""
        turn = self._turn(turn_id, session)
        session = replace(session, editing=turn.id if turn else None, commenting=None)
        return self.show(session), turn.question if turn else ""

    def delete(self, turn_id: int, session: Session) -> View:
        """Delete a turn."""
        self._conversations.remove(turn_id)
        return self.show(Session(session.conversation))

    def judge(self, turn_id: int, verdict: Thumb, session: Session) -> View:
        """Keep a thumb; the same one again takes it back."""
        turn = self._turn(turn_id, session)
        given = None if turn is None or turn.verdict == verdict else verdict
        self._conversations.judge(turn_id, given)
        return self.show(replace(session, commenting=turn_id if given else None))

    def comment(self, text: str, session: Session) -> View:
        """Keep what was written to the last thumb."""
        turn = self._turn(session.commenting, session)
        if turn is not None:
            self._conversations.judge(turn.id, turn.verdict, text)
        return self.show(replace(session, commenting=None))

    def _ask(
        self, question: str, session: Session, filters: PageFilters, replaced: int | None
    ) -> Iterator[View]:
        """Answer a question; what there is of an answer is kept even when no more comes."""
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
            making = self._answers(question, turns[:place], filters)
            with self._running.following(self._page, making) as answers:
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
        except Exception as error:  # whatever it is, the page says it and goes on
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
        self, question: str, before: Sequence[StoredTurn], filters: PageFilters
    ) -> Generator[Answer, None, None]:
        return self._assistant.stream(
            question,
            [turn.answer.as_turn() for turn in before],
            articles=filters.articles or None,
            since=filters.since or None,
            until=filters.until or None,
        )


class _Coming:
    """An answer on its way into its conversation.

    Its first piece makes the turn, so that the page can link to it; what it has become since is
    written when no more comes.

    Args:
        conversations: Where it is kept.
        conversation: Which it belongs to; None: one that it begins.
        turn_id: The turn in whose place it comes; None: a new one.
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
        """Whether any of the answer is there."""
        return self._turn is not None

    def take(self, answer: Answer, scope: Scope) -> StoredTurn:
        """Take what the answer has become; return the turn that holds it."""
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
        """Write the last piece, unless it is written."""
        if self._turn is not None and self._turn.answer != self._kept:
            self._conversations.replace(self._turn.id, self._turn.answer, self._turn.scope)
            self._kept = self._turn.answer
