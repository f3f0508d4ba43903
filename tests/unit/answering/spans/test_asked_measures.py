from __future__ import annotations

import pytest

from qa.answering.spans.asked_measures import Measure, asked_measure


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
