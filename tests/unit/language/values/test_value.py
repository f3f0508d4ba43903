from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.values import Value, ValueKind, contradicts, parse, same

PUBLISHED = "2021-07-10"  # a Saturday, the date of the second sample article


def read(span: str) -> Value:
    return parse(span, published=PUBLISHED)


SAME = [
    # dates
    ("31 August", "August 31"),
    ("31 August", "on 31 August 2021"),
    ("August 31", "Aug. 31st"),
    ("31 August 2021", "2021-08-31"),
    ("by August 31", "31 August"),
    ("On Friday", "9 July"),
    ("Thursday", "July 8, 2021"),
    ("Friday", "Friday morning"),
    ("the second half of 2021", "July to December 2021"),
    # numbers
    ("nine", "9"),
    ("nine European and African countries", "9 countries"),
    ("nearly two decades", "about 20 years"),
    ("1,200", "1200"),
    ("1200", "1.2 thousand"),
    ("1\u202f200", "1,200"),
    ("$3 million", "3m dollars"),
    ("US$3m", "$3,000,000"),
    ("50%", "50 percent"),
    ("50%", "50 per cent"),
    ("12 per cent over two years", "12%"),
    ("2021 and has been rebuilt", "2021"),
    ("Florence Parly, and was moved", "Parly"),
    ("$5 million in the next three years", "$5 million"),
    ("half of the troops", "50 per cent of the troops"),
    ("30 people", "at least 30"),
    ("a week", "seven days"),
    ("20 years", "20"),
    ("42-year-old", "42 years old"),
    ("2\u00bd hours", "two and a half hours"),
    # names
    ("Florence Parly", "Parly"),
    ("Florence Parly", "French Defense Minister Florence Parly"),
    ("Parly", "defence minister Florence Parly"),
    ("The French defence minister, Florence Parly", "Florence Parly"),
    ("her US counterpart, Lloyd Austin", "Minister Austin"),
    ("Pentagon spokesman Anton Semelroth", "Lieutenant Colonel Anton Semelroth"),
    ("Lieutenant Colonel Anton Semelroth, a Pentagon spokesperson", "Semelroth"),
    ("French President Emmanuel Macron", "Macron"),
    ("Secretary of State Antony Blinken", "Antony Blinken"),
    ("Parly and Austin", "Lloyd Austin and Florence Parly"),
    ("the Pentagon", "Pentagon"),
    ("in Washington", "Washington, D.C."),
    ("U.S.", "US"),
    ("US", "United States"),
    ("United States", "the United States of America"),
    ("World Health Organization", "the WHO"),
    ("Al-Qaeda", "Al Qaeda"),
    ("Emmanuel Macron\u2019s", "Emmanuel Macron"),
    # words
    ("defence ministry", "Defense Ministry"),
    ("the Nuclear Research Centre", "nuclear research center"),
    ("counter-terrorism", "counterterrorism"),
    ("special operations forces.", "Special Operations Forces"),
]

DIFFERENT = [
    ("31 August", "30 August"),
    ("August 2021", "31 August 2021"),
    ("before 31 August", "31 August"),
    ("since 2001", "until 2001"),
    ("$30", "\u20ac30"),
    ("more than 30", "fewer than 30"),
    ("20 years", "20 months"),
    ("Joe Biden", "Hunter Biden"),
    ("Williams", "William"),
    ("South Sudan", "Sudan"),
    ("World Bank", "Bank"),
    ("Paris, France", "Paris, Texas"),
    ("Parly", "Parly and Austin"),
    ("from Kabul", "to Kabul"),
    ("before the meeting", "after the meeting"),
]

CONTRADICTORY = [
    ("31 August", "11 September"),
    ("31 August 2021", "September 11"),
    ("31 August 2021", "31 August 2022"),
    ("On Thursday", "on Friday"),
    ("before 2001", "in 2014"),
    ("9 countries", "eleven countries"),
    ("nine", "11"),
    ("30 people", "at least 50 people"),
    ("$3 million", "$5 million"),
    ("two decades", "five years"),
    ("dozens of soldiers", "five soldiers"),
]

COMPATIBLE = [
    ("the second half of 2021", "by the end of the year"),
    ("31 August", "by September 11"),
    ("31 August", "the end of August"),
    ("31 August", "August"),
    ("around 1990", "1993"),
    ("30 people", "at least 30"),
    ("dozens", "36"),
    ("30 people", "31 people"),
    ("20 years", "19 years"),
    ("3 million", "3.2 million"),
    ("9 countries", "11 soldiers"),
    ("9 European countries", "11 African countries"),
    ("$3 million", "\u20ac5 million"),
    ("10/07/2021", "7 October 2021"),
    ("Florence Parly", "Lloyd Austin"),
    ("Kabul", "Bagram"),
    ("2021", "31 people"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_answer_in_two_wordings_is_the_same(a: str, b: str) -> None:
    assert same(read(a), read(b))
    assert not contradicts(read(a), read(b))


@pytest.mark.parametrize(("a", "b"), DIFFERENT + CONTRADICTORY)
def test_two_answers_are_not_the_same(a: str, b: str) -> None:
    assert not same(read(a), read(b))


@pytest.mark.parametrize(("a", "b"), CONTRADICTORY)
def test_answers_that_cannot_both_hold_contradict(a: str, b: str) -> None:
    assert contradicts(read(a), read(b))


@pytest.mark.parametrize(("a", "b"), COMPATIBLE)
def test_answers_that_can_both_hold_do_not_contradict(a: str, b: str) -> None:
    assert not contradicts(read(a), read(b))


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        ("31 August", ValueKind.DATE),
        ("2021", ValueKind.DATE),
        ("a week ago", ValueKind.DATE),
        ("9 p.m.", ValueKind.DATE),
        ("nearly two decades", ValueKind.NUMBER),
        ("1200", ValueKind.NUMBER),
        ("9/11", ValueKind.DATE),
        ("1/2", ValueKind.TEXT),
        ("three of the nine countries", ValueKind.TEXT),
        ("Takuba task force", ValueKind.TEXT),
        ("Operation Takuba", ValueKind.NAME),
        ("May", ValueKind.DATE),
        ("Theresa May", ValueKind.NAME),
        ("US Cyber Command", ValueKind.NAME),
        ("", ValueKind.TEXT),
        ("\u2026", ValueKind.TEXT),
    ],
)
def test_kind_of_a_span(span: str, kind: ValueKind) -> None:
    assert read(span).kind is kind


PIECES = st.sampled_from(
    [w for pair in SAME + DIFFERENT + CONTRADICTORY + COMPATIBLE for w in pair]
)
WORDS = st.sampled_from([
    "the", "of", "-", ",", "and", "31", "1st", "2021", "9", "30%", "$", "million", "dozen", "a",
    "half", "May", "last", "year", "ago", "by", "since", "about", "Mr", "Parly", "US", "between",
    "to", "or", "more", "12:30", "p.m.", "3m", "week", "Friday", "end", "early", "1990s", "D.C.",
])  # fmt: skip
SPANS = st.one_of(st.text(), PIECES, st.lists(WORDS, max_size=8).map(" ".join))
DATES = st.one_of(st.none(), st.dates().map(str), st.text(max_size=12))
VALUES = st.builds(lambda span, day: parse(span, published=day), SPANS, DATES)


@given(SPANS, DATES)
def test_parse_takes_any_text_and_keeps_it(span: str, published: str | None) -> None:
    assert parse(span, published=published).text == span


@given(VALUES)
def test_every_value_is_itself_and_does_not_contradict_itself(value: Value) -> None:
    assert same(value, value)
    assert not contradicts(value, value)


@given(VALUES, VALUES)
def test_same_and_contradicts_are_symmetric_and_exclude_each_other(a: Value, b: Value) -> None:
    assert same(a, b) == same(b, a)
    assert contradicts(a, b) == contradicts(b, a)
    assert not (same(a, b) and contradicts(a, b))
