from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.labelled import labelled
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = """Keeper wanted

Your tasks: show guests around, look after the lamp, and feed two sheep.

**Group size:** 6 to 12 people. Departures: 7 June and 16 August.

- Included: nights and ferries.
- Not included: flights and drinks.

HOST: What annoys you?

Osby: I fed sheep for 14 years.

Town: Elva | Boats: 12"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "What are the tasks of the keeper?",
            "show guests around, look after the lamp, and feed two sheep",
        ),
        ("When are the departures?", "7 June and 16 August"),
        ("What is the group size?", "6 to 12 people"),
        ("What is included?", "nights and ferries"),
        ("What is not included for keepers?", "flights and drinks"),
        ("What are the tasks of the cook?", None),
        ("Who is the host?", None),
        ("How many years did Osby feed sheep?", None),  # the speaker is no label
        ("How many boats are there?", None),  # the row of a table names its row, too
        ("Why are there departures?", None),
    ],
)
def test_what_stands_behind_the_label(
    question: str, answer: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = labelled(question, candidates([read_node(TEXT, ("lamp", 1.0), title="Keeper")]))
    assert (found and found.text) == answer
