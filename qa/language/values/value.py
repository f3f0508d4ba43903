"""A span's meaning, and two tests for a pair of spans: are they the same, do they contradict?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qa.language.remembering import remembered
from qa.language.values.clock import ClockTime, Hours, clocks_exclude, read_clock, read_hours
from qa.language.values.date_grammar import read_date
from qa.language.values.dates import DateRange, dates_exclude, same_dates
from qa.language.values.names import Name, read_names, same_names
from qa.language.values.number_grammar import read_quantity
from qa.language.values.quantities import Quantity, quantities_exclude, same_quantities
from qa.language.values.words import compared_words, fold

__all__ = ["Value", "ValueKind", "contradicts", "parse", "same"]

_LONGEST = 200
"""In characters; a longer span is prose and is compared by its words alone."""

# "It burned in |2021 and has been rebuilt|."
_NEXT_CLAUSE = re.compile(r"(?<=\w),? (?:and|but) (?:are|had|has|have|is|was|were|will|would)\b.*")
_ASIDE = re.compile(r" ?\([^()]*\)\W*$")
"""A closing parenthesis: "10 miles (16 km)", "World Health Organization (WHO)"."""


class ValueKind(StrEnum):
    """The kinds of meaning that a span can have."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """What a span means.

    Attributes:
        kind: The first of date, number, name that the span as a whole can be; else text.
        text: The span as found.
        words: Its words in comparable form: without articles and outer prepositions, in lower case,
            in American spelling, singular.
        date: Its days, if it can be a date.
        quantity: Its number and unit, if it can be a number; "2021" can be both.
        names: Its names, if it consists of names and roles; "May" can be a month and a name.
        clock: The time of day that it states, with or without a day.
        hours: From when to when it says that something is open.
    """

    kind: ValueKind
    text: str
    words: tuple[str, ...]
    date: DateRange | None = None
    quantity: Quantity | None = None
    names: tuple[Name, ...] = ()
    clock: ClockTime | None = None
    hours: Hours | None = None


@remembered(2048)
def parse(span: str, *, published: str | None = None) -> Value:
    """Return what a span means. It never raises an error, whatever the text.

    Args:
        span: An answer as it stands in an article: "on 31 August", "nearly two decades".
        published: The article's ISO date (``2021-07-10``), against which "on Friday" and "the end
            of the year" are resolved; anything else counts as unknown.
    """
    text = fold(span)
    words = compared_words(text)
    if len(text) > _LONGEST or not words:
        return Value(ValueKind.TEXT, span, words)
    text = _ASIDE.sub("", text) or text
    text = _NEXT_CLAUSE.sub("", text)
    day, quantity, names = (
        read_date(text, _iso_day(published)),
        read_quantity(text),
        read_names(text),
    )
    meanings = {ValueKind.DATE: day, ValueKind.NUMBER: quantity, ValueKind.NAME: names}
    kind = next((kind for kind, meaning in meanings.items() if meaning), ValueKind.TEXT)
    clock, hours = read_clock(text), read_hours(text)
    return Value(kind, span, words, day, quantity, names, clock, hours)


def same(a: Value, b: Value) -> bool:
    """Return whether two answers to one question are the same answer.

    Reflexive and symmetric, but not transitive: what is left out is compatible with anything, so
    "31 August" is both "31 August 2021" and "31 August 2022", "Biden" both "Joe Biden" and "Hunter
    Biden". To group answers, compare each with every member of a group, not with one.
    """
    if a == b:
        return True
    if a.clock and b.clock and clocks_exclude(a.clock, b.clock):
        return False
    if a.date and b.date:
        verdict = same_dates(a.date, b.date)
        return _same_words(a, b) if verdict is None else verdict
    if a.quantity and b.quantity:
        return same_quantities(a.quantity, b.quantity)
    if a.names and b.names:
        return same_names(a.names, b.names)
    return _same_words(a, b)


def contradicts(a: Value, b: Value) -> bool:
    """Return whether two answers to one question cannot both be right.

    It is symmetric, and never true of a value and itself, nor of two that are the same. It is true
    only of two dates, or of two numbers with the same unit or counted noun and the same qualifiers,
    if their widest readings do not overlap. It is never true of names, since two answers may both
    be right.
    """
    if same(a, b):
        return False
    if a.kind is b.kind is ValueKind.DATE and a.date and b.date:
        return dates_exclude(a.date, b.date)
    if a.kind is b.kind is ValueKind.NUMBER and a.quantity and b.quantity:
        return quantities_exclude(a.quantity, b.quantity)
    return False


def _same_words(a: Value, b: Value) -> bool:
    return bool(a.words) and "".join(a.words) == "".join(b.words)


def _iso_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None
