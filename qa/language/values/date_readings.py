"""What a single date phrase means: "31 m8 2021", "w4", "last week", "3 day ago".

Each rule reads one whole phrase of the alphabet of :mod:`qa.language.values.date_words`. Phrases
that depend on the day of writing ("on Friday") are resolved against the article's date. A bare
weekday is then the last such day up to that date, but it may lie up to a week to either side, since
news announces as well as reports.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from qa.language.values.dates import REFERENCE_YEAR, UNRESOLVED, DateRange

__all__ = ["RULES", "DateReading", "Rule", "months"]

DateReading = DateRange | None
Rule = Callable[[re.Match[str], date | None], DateReading]

_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5, "century": 36525}


def _calendar_day(match: re.Match[str], _: date | None) -> DateReading:
    year = match["y"]
    day = date(int(year or REFERENCE_YEAR), int(match["m"]), int(match["d"]))
    return DateRange.of(day, day, yearless=not year)


def _numeric_day(match: re.Match[str], _: date | None) -> DateReading:
    """Read 10/7/2021, which is in July or October: as both, if both are possible."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    readings = {date(year, m, d) for d, m in ((a, b), (b, a)) if m <= 12}
    return DateRange.of(min(readings), max(readings)) if readings else None


def _month(match: re.Match[str], _: date | None) -> DateReading:
    year, month = int(match["y"] or REFERENCE_YEAR), int(match["m"])
    return months(year, month, 1, yearless=not match["y"])


def months(year: int, month: int, count: int, *, yearless: bool = False) -> DateRange:
    """Return ``count`` whole months from the given one, which may lie outside 1 to 12."""
    first = year * 12 + month - 1
    last = first + count - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return DateRange.of(date(first // 12, first % 12 + 1, 1), end, yearless=yearless)


def _year(match: re.Match[str], _: date | None) -> DateReading:
    return months(int(match["y"]), 1, 12)


def _decade(match: re.Match[str], _: date | None) -> DateReading:
    digits = match["y"]
    return months(int(digits) if len(digits) == 4 else 1900 + int(digits), 1, 120)


def _century(match: re.Match[str], _: date | None) -> DateReading:
    return months(int(match["n"]) * 100 - 99, 1, 1200)


def _season(match: re.Match[str], _: date | None) -> DateReading:
    """Read a season as the northern one, which may be any other part of the year as well."""
    if not match["y"]:
        return UNRESOLVED
    season = months(int(match["y"]), 3 + 3 * int(match["s"]), 3)
    whole = months(int(match["y"]), 0, 15)
    return replace(season, earliest=whole.start, latest=whole.end)


def _weekday(match: re.Match[str], published: date | None) -> DateReading:
    weekday = int(match["w"])
    if published is None:
        return replace(UNRESOLVED, weekday=weekday)
    back = (published.weekday() - weekday) % 7
    which = match["which"]
    if which == "next":
        day, reach = published + timedelta(days=7 - back), (1, 14)
    elif which == "last":
        day, reach = published - timedelta(days=back or 7), (-14, -1)
    else:
        day, reach = published - timedelta(days=back), (-7, 7)
    earliest, latest = (published + timedelta(days=days) for days in reach)
    return replace(DateRange.of(day, day), earliest=earliest, latest=latest)


def _named_day(match: re.Match[str], published: date | None) -> DateReading:
    if published is None:
        return UNRESOLVED
    offset = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["day"]]
    day = published + timedelta(days=offset)
    return DateRange.of(day, day)


def _ago(match: re.Match[str], published: date | None) -> DateReading:
    """Read "3 day ago" to the day, anything coarser to half a unit to either side."""
    if published is None:
        return UNRESOLVED
    days = _DAYS[match["unit"]]
    centre = published - timedelta(days=int(int(match["n"]) * days))
    reach = timedelta(days=int(days / 2))
    return DateRange.of(centre - reach, centre + reach)


def _calendar_unit(match: re.Match[str], published: date | None) -> DateReading:
    """Read "last week": the last calendar week, or possibly the seven days up to now."""
    if published is None:
        return UNRESOLVED
    offset = {"last": -1, "this": 0, "next": 1}[match["which"] or "this"]
    if match["unit"] == "week":
        monday = published + timedelta(days=7 * offset - published.weekday())
        period = DateRange.of(monday, monday + timedelta(days=6))
    elif match["unit"] == "month":
        period = months(published.year, published.month + offset, 1)
    else:
        length = {"year": 1, "decade": 10, "century": 100}[match["unit"]]
        period = months((published.year // length + offset) * length, 1, 12 * length)
    earliest, latest = min(period.start, published), max(period.end, published)
    if match["unit"] == "week":  # it begins on a Sunday in part of the world
        earliest, latest = earliest - timedelta(days=1), latest + timedelta(days=1)
    return replace(period, earliest=earliest, latest=latest)


def _near_month(match: re.Match[str], published: date | None) -> DateReading:
    """Read "last August", "this August": it is often unclear which of two years is meant."""
    if published is None:
        return UNRESOLVED
    month = int(match["m"])
    this = months(published.year, month, 1)
    earlier, later = months(published.year - 1, month, 1), months(published.year + 1, month, 1)
    if match["which"] == "this":
        return this
    if match["which"] == "last":
        best = this if this.end < published else earlier
        return replace(best, earliest=earlier.start, latest=max(best.end, published))
    best = this if this.start > published else later
    return replace(best, earliest=min(best.start, published), latest=later.end)


_DAY, _MONTH, _YEAR = r"(?P<d>\d\d?)", r"m(?P<m>\d\d?)", r"(?P<y>[12]\d{3})"
RULES: tuple[tuple[str, Rule], ...] = (
    (rf"(?:w\d )?{_DAY} {_MONTH}(?: {_YEAR})?", _calendar_day),
    (rf"(?:w\d )?{_MONTH} {_DAY}(?: {_YEAR})?(?: w\d)?", _calendar_day),
    (r"(?P<y>[12]\d{3})[/-](?P<m>\d\d?)[/-](?P<d>\d\d?)", _calendar_day),
    (r"(?P<a>\d\d?)[./-](?P<b>\d\d?)[./-](?P<y>[12]\d{3})", _numeric_day),
    (rf"{_MONTH}(?: {_YEAR})?", _month),
    (r"(?:year )?(?P<y>1[5-9]\d\d|20\d\d)", _year),
    (r"(?P<y>[12]\d{2}0|[1-9]0)s", _decade),
    (r"(?P<n>[1-9]|1\d|2[0-9]) century", _century),
    (rf"s(?P<s>\d)(?: {_YEAR})?", _season),
    (r"(?:(?P<which>last|this|next) )?w(?P<w>\d)", _weekday),
    (r"(?P<day>today|yesterday|tomorrow)", _named_day),
    (r"(?P<n>\d{1,3}) (?P<unit>day|week|month|year|decade|century) ago", _ago),
    (r"(?P<which>last|this|next) (?P<unit>week|month|year|decade|century)", _calendar_unit),
    (rf"(?P<which>last|this|next) {_MONTH}", _near_month),
    (r"(?:last|this|next) s\d", lambda *_: UNRESOLVED),
)
"""Patterns of whole phrases and their readings; the first pattern that matches is used."""
