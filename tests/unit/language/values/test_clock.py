from __future__ import annotations

import pytest

from qa.language.values import Relation, contradicts, parse, relation, same
from qa.language.values.clock import read_clock

PUBLISHED = "2024-05-06"  # a Monday


@pytest.mark.parametrize(
    ("text", "minute", "halfless"),
    [
        ("4.20am", 4 * 60 + 20, False),
        ("at 4:20 a.m. on Sunday", 4 * 60 + 20, False),
        ("15:30", 15 * 60 + 30, False),
        ("00:15", 15, False),
        ("half past three", 3 * 60 + 30, True),
        ("a quarter to ten in the evening", 21 * 60 + 45, False),
        ("twenty to five", 4 * 60 + 40, True),
        ("three o'clock", 3 * 60, True),
        ("12:05 a.m.", 5, False),
        ("12.30pm", 12 * 60 + 30, False),
        ("noon", 12 * 60, False),
        ("shortly after 9 p.m.", 21 * 60, False),
        ("three in the morning", 3 * 60, False),
        ("at 4.40 on the morning of Tuesday 14 March", 4 * 60 + 40, False),
        ("7.05 in the evening", 19 * 60 + 5, False),
    ],
)
def test_a_time_of_day_is_read(text: str, minute: int, halfless: bool) -> None:
    clock = read_clock(text)
    assert clock is not None
    assert (clock.minute, clock.halfless) == (minute, halfless)


@pytest.mark.parametrize(
    "text",
    ["4.20", "3.5 million", "8 people", "9am and 5pm", "from 9am to 5pm", "after 9pm", "25:10",
     "2:1", "half past", "a marathon in 2:14:05"],
)  # fmt: skip
def test_what_states_no_single_time_of_day_is_not_read(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("4.20am", "4:20 a.m.", Relation.SAME),
        ("half past three", "15:30", Relation.SAME),
        ("midnight", "12 a.m.", Relation.SAME),
        ("8am", "8.10am", Relation.COMPATIBLE),
        ("half past three", "shortly before 4am", Relation.COMPATIBLE),
        ("11.58pm", "midnight", Relation.COMPATIBLE),
        ("4.20am", "half past three", Relation.DIFFERENT),
        ("7.30pm", "8pm", Relation.DIFFERENT),
        ("4.20am on Sunday", "5am on Sunday", Relation.DIFFERENT),
        ("9 a.m. on 3 May 2021", "11 a.m. on 3 May 2021", Relation.DIFFERENT),
        ("4.20am on Sunday", "4.20am on Saturday", Relation.DIFFERENT),
        ("9pm on Friday", "Friday", Relation.SAME),
        ("2.40", "a quarter past four", Relation.DIFFERENT),
        ("19.05", "five past seven in the evening", Relation.SAME),
        ("6", "six in the morning", Relation.SAME),
        ("shortly before six", "twenty past four", Relation.DIFFERENT),
        ("340", "5 a.m.", Relation.UNKNOWN),
    ],
)
def test_times_of_day_are_compared(one: str, other: str, expected: Relation) -> None:
    a, b = (parse(text, published=PUBLISHED) for text in (one, other))
    assert relation(a, b) is expected
    assert relation(b, a) is expected


def test_other_hours_of_one_day_are_not_the_same_answer() -> None:
    a, b = (parse(f"{hour} a.m. on 3 May 2021") for hour in (9, 11))
    assert not same(a, b)
    assert not contradicts(a, b)  # the day is the same, and only days are said to contradict
