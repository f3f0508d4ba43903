"""How the articles' answers to one question relate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Agreement", "Group"]


class Agreement(StrEnum):
    """How the articles' answers to a question relate.

    Members:
        SINGLE: One article gives the answer. Refusals and summaries have this member, too.
        SAME: Several articles give the same answer.
        COMPATIBLE: They give answers that are not equally exact but do not contradict each other.
        DIFFERENT: They give answers that cannot all be right.
        UNCLEAR: They give different answers, but perhaps to different questions.
        LIST: The question has several right answers, and the articles give some of them each.
    """

    SINGLE = "single"
    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    UNCLEAR = "unclear"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the answers that the articles give, with all who give it.

    Attributes:
        value: The answer as the first of its articles puts it.
        normalised: The same in plain form: ``2021-08-31``, ``28 people``, ``florence parly``.
        date: The days that it means if it is a date, as ISO 8601 writes them: ``2021-07-08``, or
            ``2021-07-05/2021-07-11`` for a period. None if it is no date, or if they are not known.
        inferred: Whether these days were worked out from the date of the article.
        published: The latest date of publication among its articles, in ISO form; None if no
            article is dated.
        citations: The numbers of the citations that give this answer. Of articles with nearly the
            same text, only the first is cited.
        copies: The paths of the others of these articles.
    """

    value: str
    normalised: str
    date: str | None
    inferred: bool
    published: str | None
    citations: tuple[int, ...]
    copies: tuple[str, ...] = ()
