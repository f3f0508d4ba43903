"""The records that the chat stores: conversations, their turns, and what each turn searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qa.answers import Answer

__all__ = ["Conversation", "Scope", "StoredTurn", "Thumb"]

#: A thumb: up, down, or none.
Thumb = Literal[1, -1] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles that a question is asked of.

    Attributes:
        articles: How many articles there were when the question was asked.
        only: Titles of the articles it was restricted to; empty for all articles.
        since: ISO date; None if there is no lower bound.
        until: ISO date; None if there is no upper bound.
    """

    articles: int
    only: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def restricted(self) -> bool:
        """Whether a filter is on."""
        return bool(self.only or self.since or self.until)

    def words(self) -> str:
        """Say what was searched: ``2 articles``, ``articles published from 2021-07-01 on``."""
        if self.only:
            what = f"{len(self.only):,} chosen {'article' if len(self.only) == 1 else 'articles'}"
        elif self.restricted:
            what = "articles"  # how many of them have such a date is not known here
        else:
            what = f"{self.articles:,} {'article' if self.articles == 1 else 'articles'}"
        if self.since and self.until:
            return f"{what} published from {self.since} to {self.until}"
        if self.since:
            return f"{what} published from {self.since} on"
        if self.until:
            return f"{what} published up to {self.until}"
        return what


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question in a conversation, with its answer.

    Attributes:
        id: Unique among all turns.
        scope: What was searched.
        asked: Time of the question, ISO 8601, UTC.
        verdict: The thumb given.
        comment: The comment written with the thumb.
    """

    id: int
    question: str
    answer: Answer
    scope: Scope
    asked: str
    verdict: Thumb = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without its turns.

    Attributes:
        id: 32 hexadecimal digits.
        name: The name the user gave; at first it is the first question.
        updated: Time of the last question, ISO 8601, UTC.
    """

    id: str
    name: str
    updated: str
