"""How two answers to one question relate: same, compatible, different, or not to be compared."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum

from qa.language.values.bounds import Bound
from qa.language.values.choices import choose_differently
from qa.language.values.clock import (
    ClockTime,
    clocks_exclude,
    read_bare_clock,
    same_clocks,
)
from qa.language.values.dates import DateRange, dates_exclude
from qa.language.values.names import same_names
from qa.language.values.quantities import Quantity, quantities_exclude, same_quantities
from qa.language.values.value import Value, ValueKind, parse, same
from qa.language.values.words import comparable, fold, surface_tokens
from qa.language.words import ARTICLES, FUNCTION_WORDS

__all__ = ["Relation", "relation"]

_FOUR_DIGITS = re.compile(r"[12][0-9]{3}")
# A toll seldom grows more than this many times between two reports.
_OTHER_REPORT = 20
# Two names that share so many first letters may be a place and its people.
_STEM = 5


class Relation(StrEnum):
    """How two answers relate, given that they answer the same question about the same thing.

    Members:
        SAME: They mean the same.
        COMPATIBLE: Both can be right, because one is less exact than the other.
        DIFFERENT: They cannot both be right if there is only one right answer.
        UNKNOWN: Their words do not decide it.
    """

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


# Hours differ if one end does.
_BY_DISTANCE = (Relation.DIFFERENT, Relation.COMPATIBLE, Relation.SAME)


def relation(a: Value, b: Value) -> Relation:
    """Return how two answers to one question relate.

    Other than `qa.language.values.contradicts`, it assumes that one thing was asked about and that
    it has one value. So two names that cannot mean the same are different, and what is counted may
    be called by different words ("28 people", "54 bodies").

    Other text is never different: "crucial" and "critical", or "a goat" and "the animal", can mean
    the same, and words alone do not tell.

    Words that stand in both answers do not decide: "the campus in Allston" and "the campus in
    Boston" are compared as "Allston" and "Boston".
    """
    if same(a, b):
        return Relation.SAME
    if a.hours and b.hours:
        ends = {_of_clocks(one, other) for one, other in zip(a.hours, b.hours, strict=True)}
        return next(how for how in _BY_DISTANCE if how in ends)
    found = _relation(a, b)
    clocks = _clocks(a, b)
    if clocks and found is not Relation.DIFFERENT:
        return _of_clocks(*clocks)
    if found is not Relation.UNKNOWN:
        return found
    if choose_differently(a.words, b.words):
        return Relation.DIFFERENT
    if not {*a.words} & {*b.words}:  # "34" and "no one", which is nothing but small words
        return Relation.UNKNOWN
    rest_a, rest_b = _without_shared(a, b)
    if not rest_a or not rest_b:
        return Relation.COMPATIBLE if rest_a or rest_b else Relation.UNKNOWN
    if (rest_a, rest_b) == (a.text, b.text):
        return Relation.UNKNOWN
    found = _relation(parse(rest_a), parse(rest_b))
    return found if found is Relation.DIFFERENT else Relation.UNKNOWN


def _relation(a: Value, b: Value) -> Relation:
    if ValueKind.DATE in {a.kind, b.kind}:
        if a.date and b.date:
            return _of_dates(a.date, b.date)
        # A year of the Middle Ages, such as 1139, is read as a number.
        return Relation.DIFFERENT if _is_year(a) and _is_year(b) else Relation.UNKNOWN
    if a.quantity and b.quantity:
        return _of_quantities(a.quantity, b.quantity)
    if a.kind is b.kind is ValueKind.NAME:
        return _of_names(a, b)
    return Relation.UNKNOWN


def _clocks(a: Value, b: Value) -> tuple[ClockTime, ClockTime] | None:
    """Return the times of day of two answers; "2.40" and "six" are some beside "4 a.m."."""
    if not (a.clock or b.clock):
        return None
    one, other = (value.clock or read_bare_clock(fold(value.text)) for value in (a, b))
    return (one, other) if one and other else None


def _of_clocks(a: ClockTime, b: ClockTime) -> Relation:
    if same_clocks(a, b):
        return Relation.SAME
    return Relation.DIFFERENT if clocks_exclude(a, b) else Relation.COMPATIBLE


def _is_year(value: Value) -> bool:
    """Tell whether a value is four digits, with or without a preposition."""
    return len(value.words) == 1 and bool(_FOUR_DIGITS.fullmatch(value.words[0]))


def _of_dates(a: DateRange, b: DateRange) -> Relation:
    if a.bound is b.bound is not Bound.EXACT:
        a, b = _unbounded(a), _unbounded(b)
    if dates_exclude(a, b):
        return Relation.DIFFERENT
    return Relation.COMPATIBLE if a.resolved and b.resolved else Relation.UNKNOWN


def _unbounded(day: DateRange) -> DateRange:
    """Two dates with the same bound, such as "by 31 August", are compared without it."""
    return replace(day, earliest=day.start, latest=day.end, bound=Bound.EXACT)


def _of_quantities(a: Quantity, b: Quantity) -> Relation:
    if not _comparable_units(a, b):
        return Relation.UNKNOWN
    if a.unit != b.unit:
        shared = a.unit if a.measured else b.unit if b.measured else None
        scale = max(a.scale, b.scale)
        a, b = replace(a, unit=shared, scale=scale), replace(b, unit=shared, scale=scale)
    told_apart = not (a.qualifiers <= b.qualifiers or b.qualifiers <= a.qualifiers)
    a, b = replace(a, qualifiers=frozenset()), replace(b, qualifiers=frozenset())
    if same_quantities(a, b):
        return Relation.UNKNOWN if told_apart else Relation.SAME
    if a.bound is b.bound and a.bound not in {Bound.EXACT, Bound.ABOUT}:
        # "At least 12" and "at least 45" do not exclude each other, but they are two reports.
        a, b = _stated(a), _stated(b)
    if quantities_exclude(a, b):
        return Relation.DIFFERENT
    rough = Bound.EXACT in {a.bound, b.bound} and a.bound is b.bound
    apart = (rough and _scales_apart(a, b)) or _far_apart(a, b)
    return Relation.UNKNOWN if apart else Relation.COMPATIBLE


def _far_apart(a: Quantity, b: Quantity) -> bool:
    """Tell whether one number is no other report of the other: "at least three" and "353"."""
    less, more = sorted((abs(a.low * a.scale), abs(b.low * b.scale)))
    return less > 0 and more > _OTHER_REPORT * less


def _stated(quantity: Quantity) -> Quantity:
    return replace(
        Quantity.of(quantity.low, quantity.high),
        unit=quantity.unit, measured=quantity.measured, scale=quantity.scale,
    )  # fmt: skip


def _scales_apart(a: Quantity, b: Quantity) -> bool:
    return a.ceiling * a.scale < b.floor * b.scale or b.ceiling * b.scale < a.floor * a.scale


def _comparable_units(a: Quantity, b: Quantity) -> bool:
    """Tell whether two numbers can answer the same question.

    Two different units of measurement cannot be compared, nor can a length and a number of people.
    A number without a unit can be compared with any other. Two counted nouns can be compared, too,
    since writers call the same people victims, residents and bodies.
    """
    return None in (a.unit, b.unit) or a.unit == b.unit or not (a.measured or b.measured)


def _of_names(a: Value, b: Value) -> Relation:
    """Return how two lists of names relate; a list that holds the other one is compatible."""
    shared = [one for one in a.names if any(same_names((one,), (other,)) for other in b.names)]
    if shared and len(shared) in {len(a.names), len(b.names)}:
        return Relation.COMPATIBLE
    if len(a.names) == len(b.names) == 1 and _overlap(a, b):
        return Relation.UNKNOWN
    return Relation.DIFFERENT


def _overlap(a: Value, b: Value) -> bool:
    """Tell whether one name holds all words of the other: "Congress", "United States Congress".

    So does a name that begins like the other one.
    """
    words_a = {word for word in a.words if word not in ARTICLES}
    words_b = {word for word in b.words if word not in ARTICLES}
    if len(words_a) == len(words_b) == 1:  # "Zimbabwe" and "Zimbabwean"
        (one,), (other,) = words_a, words_b
        return one[:_STEM] == other[:_STEM] and min(len(one), len(other)) >= _STEM
    return words_a <= words_b or words_b <= words_a


def _without_shared(a: Value, b: Value) -> tuple[str, str]:
    """Return what stands in only one of two answers, without small words at its ends."""
    words_a, words_b = surface_tokens(fold(a.text)), surface_tokens(fold(b.text))
    plain_a, plain_b = [comparable(word) for word in words_a], [comparable(one) for one in words_b]
    blocks = SequenceMatcher(None, plain_a, plain_b, autojunk=False).get_matching_blocks()
    shared_a = {block.a + at for block in blocks for at in range(block.size)}
    shared_b = {block.b + at for block in blocks for at in range(block.size)}
    return (
        _rest([word for at, word in enumerate(words_a) if at not in shared_a]),
        _rest([word for at, word in enumerate(words_b) if at not in shared_b]),
    )


def _rest(words: list[str]) -> str:
    while words and words[0].casefold() in FUNCTION_WORDS:
        words = words[1:]
    while words and words[-1].casefold() in FUNCTION_WORDS:
        words = words[:-1]
    return " ".join(words)
