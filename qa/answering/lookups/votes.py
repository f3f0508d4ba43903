"""Answers "What was the result of the vote?" with how many voted for and against."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated, with_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_vote", "vote"]

_ASKED = re.compile(
    r"\b(?:what|which) (?:was|is|were) the (?:result|outcome|tally) of the (?:[\w'’-]+ ){0,3}?"  # noqa: RUF001
    r"(?:vote|ballot)\b|\bhow (?:did|have) .{2,60} vote\b(?! for)|\bby (?:what|which) majority\b"
    r"|\bby how many votes\b",
    re.IGNORECASE,
)
_VOTES = (
    r"\d[\d,]*(?: votes?)?(?: \w+)? (?:to|against) \d[\d,]*"
    r"|\d[\d,]* (?:votes )?(?:for|in favou?r)(?:,| and) \d[\d,]* against"
    r"(?:(?:,| and)+ (?:\w+|\d+) abst\w+)?"
)
_VOTED = re.compile(
    rf"\bvot\w+\b[^.;]{{0,80}}?(?P<by>(?:by )?(?:{_VOTES}))"
    rf"|\b(?P<tally>(?:by )?{_VOTES})(?= votes?\b)"
    r"|\b(?:approved|passed|rejected|accepted|carried|adopted)\b[^.;]{0,60}? "
    rf"(?:with )?(?P<so>(?:by )?(?:{_VOTES}))",
    re.IGNORECASE,
)


def asked_vote(question: str) -> str | None:
    """Return a question that asks how a vote ended; else None."""
    return question if _ASKED.search(question) else None


def vote(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return how many voted for and against: "by 24 to 19".

    Args:
        question: The question.
        found: All candidates, best first; the passages that hold the question's names are searched.
    """
    return first_stated(_VOTED, with_names(question, found))
