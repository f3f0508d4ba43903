"""Answers who attended a meeting, and who was absent, from the lines of its minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_attendance", "attendance"]

# Words of such a question that name no meeting.
_ANY_MEETING = frozenset(
    stems(
        "absence absent apologies apologised apologized attend attendance come councillors "
        "councilors directors else meeting members parents part participate people present sent "
        "session there took trustees turn up"
    )
)
_WHO = (
    r"\b(?:who(?: else)?|which (?:\w+ )?(?:members|councill?ors|directors|trustees|people|parents))"
)
# How each is asked for, and the line that answers it.
_PRESENT = (
    re.compile(
        rf"{_WHO} (?:attended|took part|participated"
        r"|(?:was|were) (?:there|present|in attendance|at))\b"
    ),
    re.compile(
        r"\b(?:present|in attendance|attendees|attending|participants):\**\s([^\n]+[^\n.])",
        re.IGNORECASE,
    ),
)
_ABSENT = (
    re.compile(
        rf"{_WHO} (?:did(?: not|n't) (?:attend|come|turn up)|sent (?:\w+ )?apologies"
        r"|apologi[sz]ed for|(?:was|were) absent|(?:was|were)(?: not|n't) (?:there|present))\b"
    ),
    re.compile(
        r"\b(?:apologies(?: for absence)?|absent|excused|regrets):\**\s([^\n]+[^\n.])",
        re.IGNORECASE,
    ),
)


def asked_attendance(question: str) -> tuple[str, re.Pattern[str]] | None:
    """Return the question, and what the line looks like that it asks for; None for any other.

    >>> bool(asked_attendance("Who attended the meeting?"))
    True
    >>> asked_attendance("Who opened the meeting?") is None
    True
    """
    asked = question.lower()
    lines = (line for asks, line in (_ABSENT, _PRESENT) if asks.search(asked))
    return next(((question, line) for line in lines), None)


def attendance(asked: tuple[str, re.Pattern[str]], found: Sequence[Candidate]) -> Candidate | None:
    """Return the names behind "Present:" or "Apologies:" in the minutes of a meeting.

    Args:
        asked: What `asked_attendance` returned; the minutes must speak of what the question names.
        found: All candidates, best first; their passages are searched.
    """
    question, line = asked
    named = set(telling_stems(question)) - _ANY_MEETING
    return first_stated(line, [one for one in found if named <= set(stems(one.context))])
