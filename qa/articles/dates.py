"""Dates as they are written in headers; an ambiguous date is recognised, but never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa.language.words import MONTH_FORMS

__all__ = ["StatedDate", "date_in_name", "find_dates"]

_MONTH = rf"(?:{'|'.join(sorted(MONTH_FORMS, key=len, reverse=True))})\.?"
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?P<y1>\d{4})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P=sep1)(?P<d1>\d{1,2})"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<m2>{_MONTH}),?[ -]"
    r"(?P<y2>\d{4}|(?<=-)\d{2})"
    rf"|(?P<m3>{_MONTH}) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})"
    r"|(?P<y5>\d{4})年(?P<m5>\d{1,2})月(?P<d5>\d{1,2})日"
    r"|(?P<a>\d{1,2})(?P<sep4>[-/.])(?P<b>\d{1,2})(?P=sep4)(?P<y4>\d{4})"
    r")(?![\w/]|[-.]\d)",
    re.IGNORECASE,
)
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_./]?)(\d{2})\2(\d{2})(?!\d)")


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


def find_dates(text: str, start: int = 0) -> Iterator[StatedDate]:
    """Yield the days stated in a text: ``2021-07-10``, ``10 July 2021``, ``July 10, 2021``.

    ``07/10/2021`` may be in July or in October and yields no day; ``07/13/2021`` can only be in
    July. A date that does not exist, such as 31 June, is not yielded.
    """
    for match in _DATE.finditer(text, start):
        try:
            iso = _iso(match)
        except ValueError:
            continue
        yield StatedDate(match.start(), match.end(), iso)


def date_in_name(name: str) -> str | None:
    """Return the first ISO date in a name or path: ``2021-07-10-a.txt``, ``2021/07/10/a.txt``."""
    for year, separator, month, day in _DATE_IN_NAME.findall(name):
        if not separator and not 1900 <= int(year) <= 2100:
            continue  # eight digits are more often a number than a day
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    if found["y1"]:
        return date(int(found["y1"]), int(found["m1"]), int(found["d1"])).isoformat()
    if found["y2"]:
        return date(_century(found["y2"]), _month(found["m2"]), int(found["d2"])).isoformat()
    if found["y3"]:
        return date(int(found["y3"]), _month(found["m3"]), int(found["d3"])).isoformat()
    if found["y5"]:
        return date(int(found["y5"]), int(found["m5"]), int(found["d5"])).isoformat()
    first, second, year = int(found["a"]), int(found["b"]), int(found["y4"])
    if first <= 12 and second <= 12 and first != second:
        date(year, first, second)
        return None
    day, month = max(first, second), min(first, second)
    return date(year, month, day).isoformat()


def _century(year: str) -> int:
    """Return "21" as 2021 and "98" as 1998, as POSIX does."""
    number = int(year)
    return number if len(year) == 4 else number + (1900 if number >= 69 else 2000)


def _month(name: str) -> int:
    return MONTH_FORMS[name.rstrip(".").lower()]
