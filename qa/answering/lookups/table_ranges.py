"""Finds the row of a table whose range holds what a question gives: an age, a day, a number.

"How much does a 12-year-old pay?" asks for the row "6 to 15", "What does it cost in July?" for that
of "15 June to 15 September", "How much are 12 copies?" for "11 to 50" in the column "Copies", and
"What does it cost to park for three hours?" for "Up to 4 hours" below "Up to 2 hours".
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from qa.language.stems import stem, stems
from qa.language.values import parse
from qa.language.words import CARDINALS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Cell, Row

__all__ = ["gives_length", "row_in_range"]

_AGE = re.compile(
    r"\b(\d{1,3})[- ]years?[- ]olds?\b"
    # "a woman of 64 years of age", "somebody aged 70"
    r"|\b(?:[a-z]+ of )?(\d{1,3}) years of age\b|\b(?:[a-z]+ )?aged? (?:of )?(\d{1,3})\b",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?:in|on|for|during|from)(?: early| late| the)? "
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?)\b"
    r"(?! ?,? ?\d)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(\d[\d,]*) ([a-z]+)\b", re.IGNORECASE)
_LASTING = re.compile(
    rf"\b(?:half an|an?|\d+|{'|'.join(CARDINALS)}) "
    r"(?:minutes?|hours?|days?|nights?|weeks?|months?)\b(?! (?:ago|old)\b)",
    re.IGNORECASE,
)
_AGES = frozenset(stems("age ages aged"))
_OF_AGE = re.compile(r"\b(?:years?|aged?|adults?|child(?:ren)?)\b", re.IGNORECASE)
_NUMBER = r"(\d[\d,]*)"
# Words around a range: "Adults up to 70", "6 to 11 years".
_RANGE = re.compile(
    rf"(?:[a-z]+ ){{0,2}}?(?:"
    rf"(?:between )?{_NUMBER} ?(?:–|-|to|and) ?{_NUMBER}"  # noqa: RUF001
    rf"|(?P<least>from|at least) {_NUMBER}|(?P<above>over|above|more than|older than) {_NUMBER}"
    rf"|(?P<most>up to|at most) {_NUMBER}|(?P<below>under|below|less than|younger than) {_NUMBER}"
    rf"|{_NUMBER}(?: (?:years? )?(?:and|or) (?P<up>over|more|older|above|upwards)| ?(?P<plus>\+))"
    rf")(?: years?| [a-z]+)?",
    re.IGNORECASE,
)
# Days of the year that is given to days without one.
_YEAR = 366
_PERIOD = re.compile(r"\w ?(?:–|-|\bto\b|\buntil\b) ?\w")  # noqa: RUF001


def row_in_range(question: str, rows: Sequence[Row]) -> tuple[Row, Cell, frozenset[str]] | None:
    """Return the row whose range holds the age, the day, the number or the time of a question.

    Args:
        question: The question as it was understood.
        rows: The rows of a table.

    Returns:
        The row, the cell that is the range, and the stems of the words that give what it holds.
        None unless a column holds two ranges or more, of which just one holds it. Of steps ("up to
        2 hours", "up to 4 hours"), the first that holds it counts.
    """
    day, lasting = _day_given(question), _lasting_given(question)
    for label in dict.fromkeys(cell.label for row in rows for cell in row.cells):
        column = [(row, cell) for row in rows for cell in row.cells if cell.label == label]
        number = _number_given(question, label, [cell for _, cell in column])
        for given, read, years in (
            (number, _numbers, (0,)),
            (lasting, _lengths, (0,)),
            (day, _days, (0, _YEAR)),
        ):
            if given is None:
                continue
            (low, high), said = given
            spans = [(row, cell, span) for row, cell in column if (span := read(cell.value))]
            fitting = [
                (row, cell, span)
                for row, cell, span in spans
                # January lies in a winter that begins in November and ends in the next year.
                if any(span[0] <= low + year and high + year <= span[1] for year in years)
            ]
            if all(first == -math.inf for _, _, (first, _) in fitting):
                fitting = sorted(fitting, key=lambda one: one[2][1])[:1]
            if len(spans) > 1 and len(fitting) == 1:
                row, cell, _ = fitting[0]
                return row, cell, frozenset(stems(said)) | label
    return None


def gives_length(question: str) -> bool:
    """Tell whether a question gives a length of time: "for three hours"."""
    return _LASTING.search(question) is not None


def _number_given(
    question: str, label: frozenset[str], column: Sequence[Cell]
) -> tuple[tuple[float, float], str] | None:
    """Return the number that a question gives of what a column is called, and its words.

    An age is given to a column "Age", or to one that speaks of years, adults or children.
    """
    age = _AGE.search(question)
    if age and (label & _AGES or any(_OF_AGE.search(cell.value) for cell in column)):
        number = float(age[age.lastindex or 0])
        return (number, number), age[0]
    asked = set(stems(question))
    for count in _COUNT.finditer(question):
        if label and label <= asked and stem(count[2].lower()) in label:
            number = float(count[1].replace(",", ""))
            return (number, number), count[0]
    return None


def _day_given(question: str) -> tuple[tuple[float, float], str] | None:
    """Return the day or month that a question gives without a year, and its words."""
    found = _DAY.search(question)
    span = _days(found[1], of_one=True) if found else None
    return (span, found[1]) if found and span else None


def _lasting_given(question: str) -> tuple[tuple[float, float], str] | None:
    """Return the time that a question gives, in seconds, and its words: "for three hours"."""
    found = _LASTING.search(question)
    quantity = parse(found[0]).quantity if found else None
    if found is None or quantity is None:
        return None
    seconds = quantity.low * quantity.scale
    return (seconds, seconds), found[0]


def _lengths(value: str) -> tuple[float, float] | None:
    """Return the range of times that a cell is, in seconds; None if it is none."""
    span, quantity = _numbers(value), parse(value).quantity
    if span is None or quantity is None or quantity.unit != "second":
        return None
    return span[0] * quantity.scale, span[1] * quantity.scale


def _numbers(value: str) -> tuple[float, float] | None:
    """Return the range of numbers that a cell is; None if it is none."""
    found = _RANGE.fullmatch(value.strip())
    if found is None:
        return None
    ends = [float(one.replace(",", "")) for one in re.findall(_NUMBER, value)]
    if len(ends) == 2:
        return (ends[0], ends[1]) if ends[0] < ends[1] else None
    [end] = ends
    if found["above"]:
        return math.nextafter(end, math.inf), math.inf
    if found["below"]:
        return -math.inf, math.nextafter(end, -math.inf)
    return (-math.inf, end) if found["most"] else (end, math.inf)


def _days(value: str, *, of_one: bool = False) -> tuple[float, float] | None:
    """Return the period without a year that a cell is, in days; None if it is none."""
    if not of_one and not _PERIOD.search(value):
        return None
    period = parse(value.title() if of_one else value).date
    if period is None or not period.yearless or period.weekday is not None:
        return None
    return float(period.start.toordinal()), float(period.end.toordinal())
