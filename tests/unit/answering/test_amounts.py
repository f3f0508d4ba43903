from __future__ import annotations

import pytest

from qa.answering.amounts import (
    Measure,
    asked_measure,
    asked_unit,
    counted,
    in_unit,
    of_whom_asked,
)


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How old is she?", Measure.AGE),
        ("How many days did it take?", Measure.DURATION),
        ("How many euros does a ticket cost?", Measure.MONEY),
        ("How much did the tribe pay for the hotel?", Measure.MONEY),
        ("What percentage of the voters stayed away?", Measure.SHARE),
        ("How many voters stayed away?", Measure.COUNT),
        ("How much snow fell?", None),
        ("How high is the tower?", None),
    ],
)
def test_question_shows_what_it_wants_measured(question: str, measure: Measure | None) -> None:
    assert asked_measure(question) is measure


@pytest.mark.parametrize(
    ("question", "unit", "within", "without"),
    [
        ("How high is it in feet?", "feet", "It is 30 feet high.", "It is 9 metres high."),
        ("How much is it in dollars?", "dollars", "It cost $5.", "It cost 5 crowns."),
        ("What does it cost per metre?", "per metre", "5 crowns a metre", "It is 9 metres long."),
        ("How much does she earn a year?", "per year", "9,000 per year", "She earns 9,000."),
    ],
)
def test_unit_that_a_question_names_must_be_in_the_sentence(
    question: str, unit: str, within: str, without: str
) -> None:
    assert asked_unit(question) == unit
    assert in_unit(unit, within)
    assert not in_unit(unit, without)


@pytest.mark.parametrize(
    "question", ["How many died in 2021?", "Who lives in metres?", "How high?"]
)
def test_question_without_a_unit(question: str) -> None:
    assert asked_unit(question) is None


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        ("How many cars fit?", "It takes 9 men and 40 cars.", "9 men and 40", "40"),
        ("How many men fit?", "It takes 9 people and 40 cars.", "9 people and 40", None),
        ("How many boats came?", "Two jets, three new boats.", "Two jets, three", "three"),
        ("How many boats came?", "Some 1,200 boats came.", "1,200 boats", None),
        ("How long is it?", "It is 3 feet 2 inches long.", "3 feet 2 inches", None),
    ],
)  # fmt: skip
def test_span_with_several_numbers_is_narrowed_to_what_is_counted(
    question: str, text: str, span: str, narrowed: str | None
) -> None:
    start = text.index(span)
    first, last = counted(question, text, start, start + len(span))
    assert text[first:last] == (narrowed or span)


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        (
            "How many seats did the Liberals win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12",
            "nine",
        ),
        (
            "How many seats did the Left win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12 seats",
            "31",
        ),
        (
            "How many seats did the Greens win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12",
            "12",
        ),
        (
            "What share of non-smokers fell ill?",
            "Of smokers, 9% fell ill, but non-smokers 4%.",
            "9%",
            "4%",
        ),
        ("How many boats sank?", "Some 30 boats sank, and 12 cars.", "30", "30"),
    ],
)
def test_number_is_of_the_one_that_the_question_names(
    question: str, text: str, span: str, narrowed: str
) -> None:
    start = text.index(span)
    first, last = of_whom_asked(question, text, start, start + len(span), (0, len(text)))
    assert text[first:last] == narrowed
