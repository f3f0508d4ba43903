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


SHEET = """Type: hedge cutter
Blade length: 55 cm
Weight: 3.1 kg
Noise when running: 71 dB
Blades: 2, of which 1 spare
Monday: 08:15 - 17:30 (shop)"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How heavy is the cutter?", "3.1 kg"),
        ("How long is the blade?", "55 cm"),
        ("How loud is the cutter when it runs?", "71 dB"),
        ("How wide is the blade?", None),
        ("How many blades does it have?", "2, of which 1 spare"),
        ("When is the shop open on Monday?", "08:15 - 17:30"),
        ("When does the shop close on Monday?", None),  # the sheet says nothing of closing
        ("When does it start on Monday?", None),
    ],
)
def test_fields_of_a_data_sheet(
    question: str, answer: str | None, read_node: Callable[..., ReadNode]
) -> None:
    nodes = [read_node(SHEET, ("hedge", 1.0), title="Opening hours and prices")]
    found = labelled(question, candidates(nodes))
    assert (found and found.text) == answer


PLACE = """- **County:** Velmshire
- **Population (2001 census):** 9,120
- **Population (2021 census):** 8,340
- **Length (km):** 4

At its peak in 1956 the mine employed 900 people in rented homes."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many people live in Osby?", "8,340"),
        ("how many people live in osby", "8,340"),
        ("How many people live in the town?", "8,340"),
        ("How many residents does Osby have?", "8,340"),
        ("How many people lived in Osby in 2001?", "9,120"),
        ("What is the population of Osby?", "8,340"),
        ("How long is Osby?", "4"),
        ("How many people lived in Osby in 1956?", None),
        ("How many people live in rented homes?", None),
        ("How many people live in poverty in Osby?", None),
        ("How many people live in Alta?", None),
        ("How many people worked in Osby?", None),
    ],
)
def test_who_lives_in_a_place_is_its_population(
    question: str, answer: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = labelled(question, candidates([read_node(PLACE, ("County", 1.0), title="Osby")]))
    assert (found and found.text) == answer
