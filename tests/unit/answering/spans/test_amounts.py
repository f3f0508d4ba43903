from __future__ import annotations

import pytest

from qa.answering.spans.amounts import Measure, asked_measure, asked_unit, in_unit


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How old is she?", Measure.AGE),
        ("How many days did it take?", Measure.DURATION),
        ("How long will the repairs take?", Measure.DURATION),
        ("How long is the bridge?", Measure.LENGTH),
        ("How many euros does a ticket cost?", Measure.MONEY),
        ("How much did the tribe pay for the hotel?", Measure.MONEY),
        ("What percentage of the voters stayed away?", Measure.SHARE),
        ("How many voters stayed away?", Measure.COUNT),
        ("How much snow fell?", None),
        ("How high is the tower?", None),
        ("How tall is the tower?", Measure.EXTENT),
        ("How much is a day ticket?", Measure.MONEY),
        ("How much is it?", Measure.MONEY),
        ("How much is the turnout?", None),
        ("How much did costs rise?", None),
        ("By how much has the price fallen?", None),
        ("How often does it rain?", Measure.FREQUENCY),
        ("How many times did it rain?", Measure.COUNT),
        ("How strong was the wind?", Measure.STRENGTH),
        ("What was the magnitude of the quake?", Measure.STRENGTH),
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
