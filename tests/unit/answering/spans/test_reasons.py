from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.spans.candidates import candidates
from qa.answering.spans.reasons import reason_bonus
from qa.retrieval import Question, ReadNode

TEXT = "The ferry capsized on Monday. It sank because its doors had been left open."


@pytest.mark.parametrize(
    ("question", "first"),
    [("Why did the ferry sink?", "doors"), ("What happened to the ferry?", "capsized")],
)
def test_sentence_with_a_reason_goes_first_where_one_is_asked_for(
    question: str, first: str, read_node: Callable[..., ReadNode]
) -> None:
    node = read_node(TEXT, ("capsized", 4.0), ("doors", 3.5))
    found = candidates([node], Question(question))
    assert found[0].text == first


def test_a_plain_reason_is_worth_more_than_a_possible_one() -> None:
    plain = reason_bonus("Why was it closed?", "It was closed owing to the storm.")
    possible = reason_bonus("Why was it closed?", "It was closed after the storm.")
    assert plain > possible > reason_bonus("Why was it closed?", "It was closed.") == 0


def test_what_followed_an_event_did_not_cause_it() -> None:
    asked = "What caused the explosion?"
    assert reason_bonus(asked, "Four people were in hospital after the explosion.") == 0
    assert reason_bonus(asked, "The cause of the blast was unknown.") > 0
