from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.conditions import asked_case, consequence
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = """Open the valve by a quarter turn. If the tank is still cold, call an engineer.

What happens if it rains? A reader who loses a book pays for it.
The fair moves to the hall if it rains."""


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("What if it rains?", "it rains"),
        ("And what happens if the tank is cold?", "the tank is cold"),
        ("What should I do when the tank is cold?", "the tank is cold"),
        ("What happens in the hall?", None),
        ("What did he do if anything?", None),
    ],
)
def test_case_that_a_question_supposes(question: str, case: str | None) -> None:
    assert asked_case(question) == case


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("the tank is still cold", "If the tank is still cold, call an engineer."),
        ("it rains", "The fair moves to the hall if it rains."),
        ("I lose a book", None),
        ("it is", None),
    ],
)
def test_sentence_that_says_what_follows(
    case: str, says: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = candidates([read_node(TEXT, ("valve", 1.0))])
    follows = consequence(case, found)
    assert (follows and follows.text) == says
