from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.spans.amounts import is_share, measures
from qa.answering.spans.asked_measures import Measure
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("text", "span", "measure", "other"),
    [
        ("She was 47 years old.", "47 years", Measure.AGE, Measure.MONEY),
        ("It cost 47 euros.", "47 euros", Measure.MONEY, Measure.AGE),
        ("It took 47 minutes.", "47 minutes", Measure.DURATION, Measure.COUNT),
        ("It ran at 88 kilometres an hour.", "88", Measure.SPEED, Measure.AGE),
        ("It was a 31-metre mast.", "31-metre", Measure.EXTENT, Measure.MONEY),
        ("It rains twice a week.", "twice a week", Measure.FREQUENCY, Measure.EXTENT),
        ("Some 11 boats sank.", "11", Measure.COUNT, Measure.STRENGTH),
        ("Some 11,300 voting cards were lost.", "11,300", Measure.COUNT, Measure.MONEY),
    ],
)
def test_amount_measures_one_thing(
    text: str, span: str, measure: Measure, other: Measure, read_node: MakeNode
) -> None:
    (found,) = candidates([read_node(text, (span, 1.0))])
    assert measures(found, measure)
    assert not measures(found, other)


def test_percentage_is_a_share(read_node: MakeNode) -> None:
    text = "Some 4 percent of 60 boats sank."
    shares = candidates([read_node(text, ("4 percent", 2.0), ("60 boats", 1.0))])
    assert {one.text: is_share(one) for one in shares} == {"4 percent": True, "60 boats": False}
