from __future__ import annotations

import pytest

from qa.language.values import Relation, parse, relation

PUBLISHED = "2021-07-10"  # a Saturday


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("nine", "9", Relation.SAME),
        ("28 people", "28 bodies", Relation.SAME),
        ("nearly two decades", "almost 20 years", Relation.SAME),
        ("Parly", "French Defense Minister Florence Parly", Relation.SAME),
        ("28 people", "54 bodies", Relation.DIFFERENT),
        ("at least 12", "at least 45", Relation.DIFFERENT),
        ("three weight rooms", "four weight rooms", Relation.DIFFERENT),
        ("2007", "2009", Relation.DIFFERENT),
        ("9am to 6pm", "from 10am until 6pm", Relation.DIFFERENT),
        ("9am to 6pm", "between 9.00 a.m. and 6.00 p.m.", Relation.SAME),
        ("in 1946", "1139", Relation.DIFFERENT),  # a year of the Middle Ages is read as a number
        ("Kim Jong Un", "Fred Singer", Relation.DIFFERENT),
        ("Tom Lie", "Ada Moe", Relation.DIFFERENT),
        ("13 to 15", "13 to 12", Relation.DIFFERENT),
        ("the campus in Allston", "the campus in Boston", Relation.DIFFERENT),
        ("about 200 guests", "around 340 guests", Relation.DIFFERENT),  # no roundings of one number
        ("nearly 60 tonnes", "some 95 tonnes", Relation.DIFFERENT),
        ("about 4,200", "3,800", Relation.DIFFERENT),  # rounded to hundreds, not to thousands
        ("about 4,200", "4,231", Relation.COMPATIBLE),
        ("about 25", "21", Relation.COMPATIBLE),
        ("a quarter of an hour", "25 minutes", Relation.DIFFERENT),
        ("three quarters of an hour", "45 minutes", Relation.SAME),
        ("his right leg", "the left lower leg", Relation.DIFFERENT),
        ("by the north gate", "the south gate", Relation.DIFFERENT),
        ("a red van", "a red and white van", Relation.COMPATIBLE),
        ("about 30", "around 40", Relation.COMPATIBLE),
        ("dozens", "about 80", Relation.COMPATIBLE),
        ("more than 30", "54", Relation.COMPATIBLE),
        ("at least three", "54", Relation.COMPATIBLE),
        ("at least three", "353", Relation.UNKNOWN),
        ("12 May 2021", "May 2021", Relation.COMPATIBLE),
        ("Moe and Lie", "Moe", Relation.COMPATIBLE),
        ("71 dB", "80 decibels", Relation.DIFFERENT),
        ("12 people", "40 miles", Relation.UNKNOWN),
        ("2013", "$31,000", Relation.UNKNOWN),
        ("1946", "1139 soldiers", Relation.UNKNOWN),
        ("34", "no one", Relation.UNKNOWN),
        ("Zimbabwe", "Zimbabwean", Relation.UNKNOWN),
        ("a goat", "a horse", Relation.UNKNOWN),
        ("crucial", "critical", Relation.UNKNOWN),
    ],
)
def test_relation_of_two_answers(a: str, b: str, expected: Relation) -> None:
    first, second = (parse(text, published=PUBLISHED) for text in (a, b))
    assert relation(first, second) is expected
    assert relation(second, first) is expected
