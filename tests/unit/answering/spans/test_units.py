from __future__ import annotations

import pytest

from qa.answering.spans.units import asked_unit, in_unit


@pytest.mark.parametrize(
    ("question", "unit", "within", "without"),
    [
        ("How high is it in feet?", "feet", "It is 30 feet high.", "It is 9 metres high."),
        ("How much is it in dollars?", "dollars", "It cost $5.", "It cost 5 crowns."),
        ("What does it cost per metre?", "per metre", "5 crowns a metre", "It is 9 metres long."),
        ("How long do they row each night?", "per night", "Every evening, 9 km.", "They row 9 km."),
        ("How much does it use a day?", "per day", "Daily use: 9 litres.", "It used 9 litres."),
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
