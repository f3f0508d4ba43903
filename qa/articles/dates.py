"""Dates as they are written in headers; an ambiguous date is recognised, but never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.articles.abroad import MONTHS_BY_NAME
from qa.language.words import MONTH_FORMS

__all__ = ["StatedDate", "date_in_name", "find_dates"]

#: A month's name; whether it is one is looked up afterwards, which is faster than trying all.
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>\d{4})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P=sep1)(?P<d1>\d{1,2})"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|[.º°])?(?: (?:of|de))?[ /.-](?P<m2>"
    rf"{_MONTH})(?: de(?:l)?|,)?[ /.-]"
    r"(?P<y2>\d{4}|(?<=-)\d{2})"
    rf"|(?P<m3>{_MONTH})[ -](?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?[ -](?P<y3>\d{{4}})"
    rf"|(?P<y6>\d{{4}})[, -] ?(?P<m6>{_MONTH})[ -](?P<d6>\d{{1,2}})(?:st|nd|rd|th)?"
    r"|(?P<y5>\d{4}) ?[年년] ?(?P<m5>\d{1,2}) ?[月월] ?(?P<d5>\d{1,2}) ?[日일]"
    r"|(?P<a>\d{1,2})(?P<sep4>[-/.])(?P<b>\d{1,2})(?P=sep4)(?P<y4>\d{4})"
    r")(?![^\W一-龥가-힣ぁ-ヿ]|/|[-.]\d)",
    re.IGNORECASE,
)
#: Every date has a year.
_FIGURES = re.compile(r"\d\d")
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_./]?)(\d{2})\2(\d{2})(?!\d)")
_NAMED_IN_PATH = re.compile(
    rf"(?<!\d)(\d{{4}})[-_/]({'|'.join(MONTH_FORMS)})[-_/](\d{{1,2}})(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset just after its last character.
        iso: The day in ISO form, or None if day and month could be swapped.
    """

    start: int
    end: int
    iso: str | None


def find_dates(text: str, start: int = 0, *, day_first: bool | None = None) -> Iterator[StatedDate]:
    """Yield the days stated in a text: ``2021-07-10``, ``10 July 2021``, ``10. Juli 2021``.

    ``07/10/2021`` may be in July or in October and yields no day; ``07/13/2021`` can only be in
    July, and ``07.10.2021`` in October, since no locale of CLDR puts dots after a month. A date
    that does not exist, such as 31 June, is not yielded.

    Args:
        text: The text.
        start: Where to begin.
        day_first: Whether the day comes first in figures, as outside the United States; None if
            that is not known.
    """
    if not _FIGURES.search(text, start):
        return
    while match := _DATE.search(text, start):
        try:
            iso = _iso(match, day_first=day_first)
        except (KeyError, ValueError):
            start = match.start() + 1
            continue
        yield StatedDate(match.start(), match.end(), iso)
        start = match.end()


def date_in_name(name: str) -> str | None:
    """Return the first ISO date in a name or path: ``2021-07-10-a.txt``, ``2021/07/10/a.txt``."""
    for year, separator, month, day in _DATE_IN_NAME.findall(name):
        if not separator and not 1900 <= int(year) <= 2100:
            continue  # eight digits are more often a number than a day
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    for year, month, day in _NAMED_IN_PATH.findall(name):  # 2021/jul/10/
        try:
            return date(int(year), _month(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


def _iso(match: re.Match[str], *, day_first: bool | None) -> str | None:
    found = match.groupdict()
    if found["y1"]:
        return date(int(found["y1"]), int(found["m1"]), int(found["d1"])).isoformat()
    if found["y2"]:
        return date(_century(found["y2"]), _month(found["m2"]), int(found["d2"])).isoformat()
    if found["y3"]:
        return date(int(found["y3"]), _month(found["m3"]), int(found["d3"])).isoformat()
    if found["y5"]:
        return date(int(found["y5"]), int(found["m5"]), int(found["d5"])).isoformat()
    if found["y6"]:
        return date(int(found["y6"]), _month(found["m6"]), int(found["d6"])).isoformat()
    first, second, year = int(found["a"]), int(found["b"]), int(found["y4"])
    if first <= 12 and second <= 12 and (day_first or found["sep4"] == "."):
        return date(year, second, first).isoformat()
    if first <= 12 and second <= 12 and first != second:
        if day_first is False:
            return date(year, first, second).isoformat()
        date(year, first, second)
        return None
    day, month = max(first, second), min(first, second)
    return date(year, month, day).isoformat()


def _century(year: str) -> int:
    """Return "21" as 2021 and "98" as 1998, as POSIX does."""
    number = int(year)
    return number if len(year) == 4 else number + (1900 if number >= 69 else 2000)


def _month(name: str) -> int:
    return MONTHS_BY_NAME[name.rstrip(".").lower()]
