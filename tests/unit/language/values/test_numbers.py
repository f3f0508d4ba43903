from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language.values import contradicts, parse, same
from qa.language.values.bounds import Bound
from qa.language.values.quantities import Quantity

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spelt(number: int, joint: str) -> str:
    """Spell a number below a billion, an implementation of its own."""
    for scale, name in ((10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = f" {spelt(number % scale, joint)}" if number % scale else ""
            return f"{spelt(number // scale, joint)} {name}{rest}"
    if number >= 100:
        rest = f"{joint}{spelt(number % 100, joint)}" if number % 100 else ""
        return f"{ONES.split()[number // 100]} hundred{rest}"
    if number >= 20:
        rest = f"-{ONES.split()[number % 10]}" if number % 10 else ""
        return f"{TENS.split()[number // 10 - 2]}{rest}"
    return ONES.split()[number]


def quantity(span: str) -> Quantity:
    found = parse(span).quantity
    assert found is not None, span
    return found


@settings(max_examples=50)
@given(st.integers(0, 10**9 - 1), st.sampled_from([" ", " and "]))
def test_a_number_in_words_is_the_number_in_digits(number: int, joint: str) -> None:
    assert quantity(spelt(number, joint)).low == number
    assert same(parse(f"{spelt(number, joint)} soldiers"), parse(f"{number:,} soldiers"))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_far_apart_contradict(a: int, b: int) -> None:
    less, more = sorted((a, b))
    if 1.3 * less + 1 < more < 900 * less:  # a thousandfold may be a scale left out
        assert contradicts(parse(f"{a:,} men"), parse(f"{b:,} men"))


@given(st.integers(1, 9), st.integers(1, 8), st.floats(-0.05, 0.05))
def test_a_round_number_does_not_contradict_one_that_rounds_to_it(
    digit: int, zeros: int, off: float
) -> None:
    whole = digit * 10**zeros
    assert not contradicts(parse(f"{whole:,} men"), parse(f"{round(whole * (1 + off)):,} men"))


@given(st.integers(0, 10**6))
def test_neighbours_that_are_not_round_contradict(number: int) -> None:
    if number % 10 not in {0, 9}:
        assert contradicts(parse(f"{number} men"), parse(f"{number + 1} men"))


@pytest.mark.parametrize(
    ("span", "low", "high", "unit"),
    [
        ("1.2 million", 1_200_000, 1_200_000, None),
        ("3m people", 3_000_000, 3_000_000, "people"),
        ("$4.2bn", 4_200_000_000, 4_200_000_000, "dollar"),
        ("USD 30", 30, 30, "dollar"),
        ("\u00a334m per year", 34_000_000, 34_000_000, "pound"),
        ("30 US dollars", 30, 30, "dollar"),
        ("C$30", 30, 30, "c$"),
        ("a dozen eggs", 12, 12, "egg"),
        ("two dozen", 24, 24, None),
        ("half a million", 500_000, 500_000, None),
        ("two and a half years", 2.5, 2.5, "month"),
        ("half an hour", 0.5, 0.5, "second"),
        ("an hour", 1, 1, "second"),
        ("\u00bd", 0.5, 0.5, None),
        ("two-thirds", 200 / 3, 200 / 3, "percent"),
        ("a quarter of the force", 25, 25, "percent"),
        ("30 to 40 people", 30, 40, "people"),
        ("30\u201340%", 30, 40, "percent"),
        ("$3-4 million", 3_000_000, 4_000_000, "dollar"),
        ("between five and ten years", 5, 10, "month"),
        ("two or three weeks", 2, 3, "second"),
        ("minus 5 degrees", -5, -5, "degree"),
        ("\u22125%", -5, -5, "percent"),
        ("10 miles (16 km)", 10, 10, "inch"),
        ("33-year-old", 33, 33, "month"),
        ("for nearly two decades", 2, 2, "month"),
        ("nine European and African countries working together", 9, 9, "country"),
        ("30 people killed", 30, 30, "people"),
        ("30 killed", 30, 30, "killed"),
        ("one European country in the Sahel", 1, 1, "country"),
    ],
)
def test_what_a_number_states(span: str, low: float, high: float, unit: str | None) -> None:
    found = quantity(span)
    assert (found.low, found.high, found.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    ("span", "bound", "number"),
    [
        ("at least 30", Bound.FROM, 30),
        ("30 or more people", Bound.FROM, 30),
        ("30+ people", Bound.FROM, 30),
        ("30 people at least", Bound.FROM, 30),
        ("more than 1,000", Bound.ABOVE, 1000),
        ("over two decades", Bound.ABOVE, 2),
        ("up to $10 billion", Bound.UP_TO, 10**10),
        ("no more than 30", Bound.UP_TO, 30),
        ("fewer than 30", Bound.BELOW, 30),
        ("about 30", Bound.ABOUT, 30),
        ("nearly 30", Bound.ABOUT, 30),
        ("an estimated 30", Bound.ABOUT, 30),
        ("some 30 people", Bound.ABOUT, 30),
        ("30 or so", Bound.ABOUT, 30),
        ("30-odd", Bound.ABOUT, 30),
        ("exactly 30", Bound.EXACT, 30),
        ("the 30", Bound.EXACT, 30),
    ],
)
def test_bounds_of_numbers(span: str, bound: Bound, number: float) -> None:
    found = quantity(span)
    assert (found.bound, found.low) == (bound, number)
    assert found.floor <= number <= found.ceiling


def test_open_bounds_reach_without_end() -> None:
    assert quantity("at least 30").ceiling == math.inf
    assert quantity("under 30").floor == -math.inf


@pytest.mark.parametrize(
    ("vague", "compatible", "excluded"),
    [
        ("dozens of people", "36 people", "three people"),
        ("hundreds of people", "450 people", "30 people"),
        ("tens of thousands of people", "30,000 people", "300 people"),
        ("several people", "five people", "500 people"),
        ("a few thousand people", "3,000 people", "300 people"),
    ],
)
def test_vague_numbers_exclude_only_what_lies_far_off(
    vague: str, compatible: str, excluded: str
) -> None:
    assert not contradicts(parse(vague), parse(compatible))
    assert contradicts(parse(vague), parse(excluded))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("60 minutes", "an hour"),
        ("24 months", "two years"),
        ("a decade", "10 years"),
        ("a fortnight", "14 days"),
        ("5 km", "5,000 metres"),
        ("5 feet 10 inches", "70 inches"),
        ("two years and three months", "27 months"),
        ("$1 million", "1,000,000 US dollars"),
        ("\u20ac30", "30 euros"),
        ("\u00a330", "30 pounds"),
        ("45 pc", "45%"),
        ("half", "50%"),
    ],
)
def test_units_are_converted_where_that_is_exact(a: str, b: str) -> None:
    assert same(parse(a), parse(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("52 weeks", "five years"),  # no exact conversion
        ("30 dollars", "90 Canadian dollars"),
        ("$15.5", "$15.5 million"),  # the scale was left out
        ("30 killed", "90 wounded"),
        ("9 of the ships", "11 of the planes"),
        ("30", "90 people"),
    ],
)
def test_numbers_of_different_things_do_not_contradict(a: str, b: str) -> None:
    assert not contradicts(parse(a), parse(b))


@pytest.mark.parametrize(
    "span",
    [
        "Flight 370",
        "F-16",
        "No. 1",
        "31st",
        "1990s",
        "2-1",
        "1/2",
        "30, 40",
        "three of the nine countries",
        "6-foot-2",
        "a contract",
        "many",
        "9" * 40,
        "30 https://example.org",
        "30 soldiers who had been stationed for months in a base near the border of Mali",
    ],
)
def test_what_is_no_number(span: str) -> None:
    assert parse(span).quantity is None
