"""Reads words as a date: "the second half of 2021", "by Aug. 31st", "a week ago".

There are two steps. The words become a small alphabet ("Aug. 31st, 2021" -> ``m8 31 2021``; the,
of, on are dropped). Then whole phrases of that alphabet are matched. A span with a word outside the
alphabet is not a date. This module reads phrases that are built from others: bounds ("by X"),
ranges ("from X to Y") and shares ("the second half of X").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from qa.language.values.bounds import Bound
from qa.language.values.date_readings import RULES, DateReading, Rule, months
from qa.language.values.date_words import date_phrase, split_time, stands_alone
from qa.language.values.dates import UNRESOLVED, DateRange, shift_years

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


def read_date(text: str, published: date | None = None) -> DateRange | None:
    """Return the date that the folded text states, or None if it is not a date.

    Args:
        text: The whole span, folded; with words that belong to no date, it is not a date.
        published: The day on which it was written, against which "last week" is resolved.

    Returns:
        The date. Its days are unknown (``resolved`` is false) if only ``published`` could tell
        them.
    """
    if not stands_alone(text):
        return None
    text, time = split_time(text.casefold())
    phrase = date_phrase(text)
    if phrase is None or not (phrase or time):
        return None
    phrase = _year_named(phrase, published)
    try:
        reading = _statement(phrase, published) if phrase else UNRESOLVED
    except (OverflowError, ValueError):  # 31 February; a year that no calendar holds
        return None
    return reading and replace(reading, time=time)


def _year_named(phrase: str, published: date | None) -> str:
    """Return "31 m8 last year" with the year's number, or without it if that is not known."""
    match = re.fullmatch(r"(.*\bm\d.*) (last|this|next) year", phrase)
    if match is None or published is None:
        return match[1] if match else phrase
    return f"{match[1]} {published.year + {'last': -1, 'this': 0, 'next': 1}[match[2]]}"


def _statement(phrase: str, published: date | None) -> DateReading:
    """Read a bound and the date that it limits."""
    first, _, rest = phrase.partition(" ")
    whole = _period(phrase, published) or _range(phrase, published)
    if whole or first not in _BOUNDS:
        return whole
    inner = _statement(rest, published)
    return inner and inner.bounded(_BOUNDS[first])


def _range(phrase: str, published: date | None) -> DateReading:
    """Read "from A to B", "between A and B", "A - B"; A may be incomplete ("10 - 12 m7")."""
    match = re.fullmatch(r"between (.+?) and (.+)|(?:from )?(.+?) (?:to|until|-) (.+)", phrase)
    if match is None:
        return None
    left, right = (part.split() for part in match.groups() if part)
    first = _first([" ".join(left + right[skip:]) for skip in range(1, len(right) + 1)], published)
    last = _first([" ".join(right), " ".join(left[:-1] + right)], published)
    if first is None or last is None or first.yearless is not last.yearless:
        return None
    return _joined(first, last)


def _first(phrases: list[str], published: date | None) -> DateReading:
    return next(filter(None, (_period(phrase, published) for phrase in phrases)), None)


def _joined(first: DateRange, last: DateRange) -> DateReading:
    if not first.resolved or not last.resolved:
        return UNRESOLVED
    if first.start > last.end and first.yearless:
        end, latest = shift_years(last.end, 1), shift_years(last.latest, 1)
        last = replace(last, end=end, latest=latest)
    if first.start > last.end:
        return None
    return DateRange(first.start, last.end, first.earliest, last.latest, first.yearless)


def _period(phrase: str, published: date | None) -> DateReading:
    """Read one period by the first rule that matches the whole phrase."""
    for pattern, rule in _RULES:
        match = re.fullmatch(pattern, phrase)  # compiled on first use and kept by ``re``
        if match:
            return rule(match, published)
    return None


def _share(match: re.Match[str], published: date | None) -> DateReading:
    """Read "2 half 2021", "3 quarter 2021"."""
    whole = _period(_anchored(match["rest"]), published)
    parts = {"half": 2, "quarter": 4}[match["part"]]
    number = int(match["n"])
    if whole is None or not whole.resolved or number > parts:
        return whole and UNRESOLVED
    count = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if count % parts:
        return _days(whole, (number - 1) / parts, number / parts)
    size = count // parts
    first = whole.start.month + (number - 1) * size
    return months(whole.start.year, first, size, yearless=whole.yearless)


def _vague_share(match: re.Match[str], published: date | None) -> DateReading:
    """Read "early 2021" as a third that may extend by another third, "end" as the last day."""
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


def _so_far(match: re.Match[str], published: date | None) -> DateReading:
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


_RULES: tuple[tuple[str, Rule], ...] = (
    *RULES,
    (r"(?P<n>[1-4]) (?P<part>half|quarter) (?P<rest>.+)", _share),
    (r"(?P<part>earlier|later) (?P<rest>this .+)", _so_far),
    (r"(?P<part>early|mid|late|start|end) (?P<rest>.+)", _vague_share),
)
