"""From words to a date: "the second half of 2021", "by Aug. 31st", "a week ago".

Two steps. The words become a small alphabet ("Aug. 31st, 2021" -> ``m8 31 2021``; the, of, on are
dropped), then whole phrases of that alphabet are matched. A word outside the alphabet makes the
span no date. What depends on the day of writing ("on Friday") is resolved against the article's
date; a bare weekday is then the last such day up to it, but may reach a week to either side, since
news announces as well as reports.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from qa.values.bounds import Bound
from qa.values.date_words import date_phrase, split_time, stands_alone
from qa.values.dates import REFERENCE_YEAR, UNRESOLVED, DateRange, shift_years

__all__ = ["read_date"]

_BOUNDS = {
    "by": Bound.UP_TO,
    "until": Bound.UP_TO,
    "before": Bound.BELOW,
    "after": Bound.ABOVE,
    "since": Bound.FROM,
    "from": Bound.FROM,
    "about": Bound.ABOUT,
}
Reading = DateRange | None
Rule = Callable[[re.Match[str], date | None], Reading]


def read_date(text: str, published: date | None = None) -> DateRange | None:
    """Return the date that the folded text states, or None where it is no date.

    Args:
        text: The whole span, folded; words that belong to no date make it no date.
        published: The day on which it was written, against which "last week" is resolved.

    Returns:
        The date; with days unknown (``resolved`` false) where only ``published`` could tell them.
    """
    if not stands_alone(text):
        return None
    text, time = split_time(text.casefold())
    phrase = date_phrase(text)
    if phrase is None or not (phrase or time):
        return None
    try:
        reading = _statement(phrase, published) if phrase else UNRESOLVED
    except (OverflowError, ValueError):  # 31 February; a year that no calendar holds
        return None
    return reading and replace(reading, time=time)


def _statement(phrase: str, published: date | None) -> Reading:
    """Read a bound and what it bounds."""
    first, _, rest = phrase.partition(" ")
    whole = _period(phrase, published) or _range(phrase, published)
    if whole or first not in _BOUNDS:
        return whole
    inner = _statement(rest, published)
    return inner and inner.bounded(_BOUNDS[first])


def _range(phrase: str, published: date | None) -> Reading:
    """Read "from A to B", "between A and B", "A - B", where A may lean on B ("10 - 12 m7")."""
    match = re.fullmatch(r"between (.+?) and (.+)|(?:from )?(.+?) (?:to|until|-) (.+)", phrase)
    if match is None:
        return None
    left, right = (part.split() for part in match.groups() if part)
    first = _first([" ".join(left + right[skip:]) for skip in range(1, len(right) + 1)], published)
    last = _first([" ".join(right), " ".join(left[:-1] + right)], published)
    if first is None or last is None or first.yearless is not last.yearless:
        return None
    return _joined(first, last)


def _first(phrases: list[str], published: date | None) -> Reading:
    return next(filter(None, (_period(phrase, published) for phrase in phrases)), None)


def _joined(first: DateRange, last: DateRange) -> Reading:
    if not first.resolved or not last.resolved:
        return UNRESOLVED
    if first.start > last.end and first.yearless:
        end, latest = shift_years(last.end, 1), shift_years(last.latest, 1)
        last = replace(last, end=end, latest=latest)
    if first.start > last.end:
        return None
    return DateRange(first.start, last.end, first.earliest, last.latest, first.yearless)


def _period(phrase: str, published: date | None) -> Reading:
    """Read one period by the first rule that matches the whole phrase."""
    for pattern, rule in _RULES:
        match = re.fullmatch(pattern, phrase)  # compiled on first use and kept by ``re``
        if match:
            return rule(match, published)
    return None


def _calendar_day(match: re.Match[str], _: date | None) -> Reading:
    year = match["y"]
    day = date(int(year or REFERENCE_YEAR), int(match["m"]), int(match["d"]))
    return DateRange.of(day, day, yearless=not year)


def _numeric_day(match: re.Match[str], _: date | None) -> Reading:
    """Read 10/7/2021, which is July or October: both, where both can be."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    readings = {date(year, m, d) for d, m in ((a, b), (b, a)) if m <= 12}
    return DateRange.of(min(readings), max(readings)) if readings else None


def _month(match: re.Match[str], _: date | None) -> Reading:
    year, month = int(match["y"] or REFERENCE_YEAR), int(match["m"])
    return _months(year, month, 1, yearless=not match["y"])


def _months(year: int, month: int, count: int, *, yearless: bool = False) -> DateRange:
    """Return ``count`` whole months from the given one, which may lie outside 1 to 12."""
    first = year * 12 + month - 1
    last = first + count - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return DateRange.of(date(first // 12, first % 12 + 1, 1), end, yearless=yearless)


def _year(match: re.Match[str], _: date | None) -> Reading:
    return _months(int(match["y"]), 1, 12)


def _decade(match: re.Match[str], _: date | None) -> Reading:
    digits = match["y"]
    return _months(int(digits) if len(digits) == 4 else 1900 + int(digits), 1, 120)


def _century(match: re.Match[str], _: date | None) -> Reading:
    return _months(int(match["n"]) * 100 - 99, 1, 1200)


def _season(match: re.Match[str], _: date | None) -> Reading:
    """Read a season as the northern one, which may be any other part of the year as well."""
    if not match["y"]:
        return UNRESOLVED
    season = _months(int(match["y"]), 3 + 3 * int(match["s"]), 3)
    whole = _months(int(match["y"]), 0, 15)
    return replace(season, earliest=whole.start, latest=whole.end)


def _weekday(match: re.Match[str], published: date | None) -> Reading:
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


def _named_day(match: re.Match[str], published: date | None) -> Reading:
    if published is None:
        return UNRESOLVED
    offset = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["day"]]
    day = published + timedelta(days=offset)
    return DateRange.of(day, day)


def _ago(match: re.Match[str], published: date | None) -> Reading:
    """Read "3 day ago" to the day, anything coarser to half a unit to either side."""
    if published is None:
        return UNRESOLVED
    days = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}[match["unit"]]
    centre = published - timedelta(days=int(int(match["n"]) * days))
    reach = timedelta(days=int(days / 2))
    start, end = centre - reach, centre + reach
    return DateRange.of(start, end)


def _calendar_unit(match: re.Match[str], published: date | None) -> Reading:
    """Read "last week": the calendar's last week, or as well the seven days up to now."""
    if published is None:
        return UNRESOLVED
    offset = {"last": -1, "this": 0, "next": 1}[match["which"] or "this"]
    if match["unit"] == "week":
        monday = published + timedelta(days=7 * offset - published.weekday())
        period = DateRange.of(monday, monday + timedelta(days=6))
    elif match["unit"] == "month":
        period = _months(published.year, published.month + offset, 1)
    else:
        length = {"year": 1, "decade": 10, "century": 100}[match["unit"]]
        period = _months((published.year // length + offset) * length, 1, 12 * length)
    earliest, latest = min(period.start, published), max(period.end, published)
    if match["unit"] == "week":  # it begins on a Sunday in part of the world
        earliest, latest = earliest - timedelta(days=1), latest + timedelta(days=1)
    return replace(period, earliest=earliest, latest=latest)


def _near_month(match: re.Match[str], published: date | None) -> Reading:
    """Read "last August", "this August": which of two years is meant is often open."""
    if published is None:
        return UNRESOLVED
    month = int(match["m"])
    this = _months(published.year, month, 1)
    earlier, later = _months(published.year - 1, month, 1), _months(published.year + 1, month, 1)
    if match["which"] == "this":
        return this
    if match["which"] == "last":
        best = this if this.end < published else earlier
        return replace(best, earliest=earlier.start, latest=max(best.end, published))
    best = this if this.start > published else later
    return replace(best, earliest=min(best.start, published), latest=later.end)


def _share(match: re.Match[str], published: date | None) -> Reading:
    """Read "2 half 2021", "3 quarter 2021"."""
    whole = _period(_anchored(match["rest"]), published)
    parts = {"half": 2, "quarter": 4}[match["part"]]
    number = int(match["n"])
    if whole is None or not whole.resolved or number > parts:
        return whole and UNRESOLVED
    months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if months % parts:
        return _days(whole, (number - 1) / parts, number / parts)
    size = months // parts
    first = whole.start.month + (number - 1) * size
    return _months(whole.start.year, first, size, yearless=whole.yearless)


def _vague_share(match: re.Match[str], published: date | None) -> Reading:
    """Read "early 2021" as a third that may reach another third further, "end" as the last day."""
    whole = _period(_anchored(match["rest"]), published)
    if whole is None or not whole.resolved:
        return whole and UNRESOLVED
    core, reach = {
        "early": ((0, 1 / 3), (0, 2 / 3)),
        "mid": ((1 / 3, 2 / 3), (0.1, 0.9)),
        "late": ((2 / 3, 1), (1 / 3, 1)),
        "start": ((0, 0), (0, 1 / 3)),
        "end": ((1, 1), (2 / 3, 1)),
    }[match["part"]]
    period, outer = _days(whole, *core), _days(whole, *reach)
    return replace(period, earliest=outer.start, latest=outer.end, weekday=None)


def _so_far(match: re.Match[str], published: date | None) -> Reading:
    """Read "earlier this week", "later this year": up to the day of writing, or from it."""
    whole = _period(match["rest"], published)
    if whole is None or published is None:
        return whole
    if match["part"] == "earlier":
        return DateRange.of(whole.start, published)
    return DateRange.of(published, whole.end)


def _days(whole: DateRange, start: float, end: float) -> DateRange:
    """Return the share of a period between two fractions of its length."""
    length = (whole.end - whole.start).days + 1
    first = min(int(length * start), length - 1)
    last = max(int(length * end) - 1, first)
    return DateRange.of(
        whole.start + timedelta(days=first),
        whole.start + timedelta(days=last),
        yearless=whole.yearless,
    )


def _anchored(rest: str) -> str:
    """Return "this year" for a bare "year", as in "the end of the year"."""
    return f"this {rest}" if rest in {"week", "month", "year", "decade", "century"} else rest


_DAY, _MONTH, _YEAR = r"(?P<d>\d\d?)", r"m(?P<m>\d\d?)", r"(?P<y>[12]\d{3})"
_RULES: tuple[tuple[str, Rule], ...] = (
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
    (r"(?P<n>\d{1,3}) (?P<unit>day|week|month|year|decade) ago", _ago),
    (r"(?P<which>last|this|next) (?P<unit>week|month|year|decade|century)", _calendar_unit),
    (rf"(?P<which>last|this|next) {_MONTH}", _near_month),
    (r"(?:last|this|next) s\d", lambda *_: UNRESOLVED),
    (r"(?P<n>[1-4]) (?P<part>half|quarter) (?P<rest>.+)", _share),
    (r"(?P<part>earlier|later) (?P<rest>this .+)", _so_far),
    (r"(?P<part>early|mid|late|start|end) (?P<rest>.+)", _vague_share),
)
