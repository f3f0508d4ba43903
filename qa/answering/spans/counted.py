"""Numbers of what a question counts: "How many cars does it carry?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amount_patterns import NUMBERS
from qa.language.stems import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counts_another_thing", "number_counted"]

_COUNTED = re.compile(r"\bhow many ([a-z]+)", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r" ([a-z]{3,}s)\b(?! of\b)")
# Characters of an adjective that may stand between a number and what is counted.
_ADJECTIVE = 20


def counts_another_thing(question: str, spans: Sequence[tuple[str, int, int]]) -> list[bool]:
    """Tell of each number whether something else is counted, where another one counts the thing.

    Of "over two hundred instruments" and "26 cellos", the first counts no cellos. A number with
    another word behind it ("31,000 turned out to be affected") may count anything.

    Args:
        question: The question as it was understood.
        spans: The text of each passage, with the offsets of a span in it.
    """
    asked = _COUNTED.search(question)
    if asked is None:
        return [False] * len(spans)
    thing = stem(asked[1].lower())
    counted = [_counted_thing(*span) for span in spans]
    if thing not in counted:
        return [False] * len(spans)
    return [bool(noun) and noun != thing for noun in counted]


def _counted_thing(text: str, start: int, end: int) -> str:
    """Return the stem of the noun behind the last number of a span; empty if there is none."""
    *_, last = (0, *(number.end() for number in NUMBERS.finditer(text, start, end)))
    noun = _NOUN_BEHIND.match(text, last)
    return stem(noun[1].lower()) if last and noun else ""


def number_counted(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span with several numbers to the number of what the question counts.

    "How many cars does it carry?" is answered by "40" where the span is "120 passengers and 40".
    """
    asked = _COUNTED.search(question)
    if asked is None or len(NUMBERS.findall(text, start, end)) < 2:
        return start, end
    noun = re.escape(asked[1].lower().removesuffix("s"))
    named = re.compile(rf"({NUMBERS.pattern})(?= (?:[\w-]+ )?{noun}s?\b)", re.IGNORECASE)
    found = list(named.finditer(text, start, end + len(asked[1]) + _ADJECTIVE))
    return found[0].span(1) if len(found) == 1 and found[0].end(1) <= end else (start, end)
