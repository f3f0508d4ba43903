"""What a date means, as days; when two dates are the same, and when they contradict."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from qa.language.values.bounds import Bound, agree

__all__ = [
    "REFERENCE_YEAR",
    "UNRESOLVED",
    "DateRange",
    "dates_exclude",
    "in_year",
    "same_dates",
    "shift_years",
]

REFERENCE_YEAR = 2000
"""The year given to dates without one: a leap year, so that 29 February exists."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date or a period: as stated, and how far it may extend.

    Attributes:
        start: First day of the period as stated; ``date.min`` if it is not known.
        end: Last day of it (inclusive).
        earliest: First day that the words can mean at all, bound and vagueness included.
        latest: Last such day.
        yearless: Whether the year is not stated; the days then lie in the reference year.
        bound: The word that limits it: "by", "since", "around" and similar words.
        weekday: 0 for Monday to 6 for Sunday, if a single day with a known name is meant.
        time: Time of the day (``21:00``, ``morning``), if one is stated.
    """

    start: date
    end: date
    earliest: date
    latest: date
    yearless: bool = False
    bound: Bound = Bound.EXACT
    weekday: int | None = None
    time: str | None = None

    @property
    def resolved(self) -> bool:
        """Whether the days are known: "last week" is not, without the day on which it was said."""
        return self.start > date.min

    @property
    def unbounded(self) -> bool:
        """Whether it reaches without end into the past or the future."""
        return self.earliest == date.min or self.latest == date.max

    @classmethod
    def of(cls, start: date, end: date, *, yearless: bool = False) -> DateRange:
        """Return the period that means what it states, no less and no more."""
        weekday = start.weekday() if start == end and not yearless else None
        return cls(start, end, start, end, yearless=yearless, weekday=weekday)

    def bounded(self, bound: Bound) -> DateRange:
        """Return this period limited by a bound.

        "Around" reaches five times the period's length to either side: wide on purpose, since
        only ranges that do not meet are ever called contradictory.
        """
        earliest, latest = self.earliest, self.latest
        if bound is Bound.ABOUT and self.resolved:
            slack = 5 * (self.end - self.start + timedelta(days=1))
            earliest, latest = earliest - slack, latest + slack
        if bound in {Bound.UP_TO, Bound.BELOW}:
            earliest = date.min
        if bound in {Bound.FROM, Bound.ABOVE}:
            latest = date.max
        return replace(self, earliest=earliest, latest=latest, bound=bound)


UNRESOLVED = DateRange(date.min, date.min, date.min, date.max)
"""A date of which the days are not known."""


def same_dates(a: DateRange, b: DateRange) -> bool | None:
    """Return whether two dates are the same; None if the calendar does not decide it.

    A missing year is compatible with any ("31 August" is "31 August 2021"), and so is a missing
    time of the day. A month and a day in it are neither the same nor a contradiction.
    """
    if not agree(a.bound, b.bound) or (a.time and b.time and a.time != b.time):
        return False
    if a.resolved and b.resolved:
        return any((x.start, x.end) == (y.start, y.end) for x, y in _readings(a, b))
    if _weekdays_differ(a, b):
        return False
    unresolved = not a.resolved and not b.resolved
    return True if unresolved and None is not a.weekday == b.weekday else None


def dates_exclude(a: DateRange, b: DateRange) -> bool:
    """Return whether no day can be meant by both."""
    if Bound.EXACT is a.bound is b.bound and _weekdays_differ(a, b):
        return True
    if (a.yearless or b.yearless) and (a.unbounded or b.unbounded):
        return False
    return not any(x.earliest <= y.latest and y.earliest <= x.latest for x, y in _readings(a, b))


def days_between(a: DateRange, b: DateRange) -> int:
    """Return how many days lie between the first days of two dates, at least.

    Where one has no year, it is that of the other one, unless its day is in no year near that.
    """
    readings = _readings(a, b) or [(a, b)]  # there is no 29 February near 2022
    return min(abs((x.start - y.start).days) for x, y in readings)


def shift_years(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 if there is none.

    ``date.min`` and ``date.max``, which mean that there is no end, stay unchanged.
    """
    if day in {date.min, date.max}:
        return day
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _weekdays_differ(a: DateRange, b: DateRange) -> bool:
    return None not in (a.weekday, b.weekday) and a.weekday != b.weekday


def _readings(a: DateRange, b: DateRange) -> list[tuple[DateRange, DateRange]]:
    """Return both dates; one without a year is given each year that is near the other."""
    if a.yearless:
        return [(x, b) for x in _alongside(a, b)]
    return [(a, x) for x in _alongside(b, a)] if b.yearless else [(a, b)]


def _alongside(yearless: DateRange, other: DateRange) -> list[DateRange]:
    years = range(max(other.start.year - 1, MINYEAR + 1), min(other.end.year + 2, MAXYEAR))
    return [placed for year in years if (placed := in_year(yearless, year))]


def in_year(yearless: DateRange, year: int) -> DateRange | None:
    """Return a date without a year in the given year; None for 29 February of other years."""
    leap_day = (yearless.start.month, yearless.start.day) == (2, 29)
    if leap_day and not calendar.isleap(year):
        return None
    shift = year - REFERENCE_YEAR
    return replace(
        yearless,
        start=shift_years(yearless.start, shift),
        end=shift_years(yearless.end, shift),
        earliest=shift_years(yearless.earliest, shift),
        latest=shift_years(yearless.latest, shift),
        yearless=False,
    )
