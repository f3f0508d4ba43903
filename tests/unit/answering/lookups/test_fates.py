from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.fates import asked_fate, fate
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = (
    "The tide reached the mill, which was pulled down in May and sold. The first pump, built by "
    "Ada Moy, broke in June, but the second one held. Pia Rey said she was glad. The Tern was sunk "
    "by ice in 1911; nobody drowned. A lamp had been lit. The inn worked well. "
    "The line has suspended the cook. The yard itself was sold in 1911."
    "\n\nShip: Skua | Fate: Lost\nShip: Auk | Fate: Sold in 1920"
)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("What happened to the mill?", "mill"),
        ("what became of the first pump", "first pump"),
        ("And what has happened to Pia Rey?", "Pia Rey"),
        ("What happened to it?", None),
        ("What happened in May?", None),
        ("What happened to her mill?", None),
        ("What happened to the mill after the flood?", None),
        ("Who happened to be there?", None),
    ],
)
def test_question_for_a_fate(question: str, what: str | None) -> None:
    assert asked_fate(question) == what


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("mill", "was pulled down in May and sold"),
        ("first pump", "broke in June"),
        ("Tern", "was sunk by ice in 1911"),
        ("lamp", "had been lit"),
        ("yard", "was sold in 1911"),
        ("cook", "The line has suspended the cook"),
        ("Auk", "Sold in 1920"),
        ("Pia Rey", None),  # what she said is not what became of her
        ("inn", None),
        ("ferry", None),
    ],
)
def test_fate_is_told_from_the_verb_on(
    what: str, told: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = fate(what, candidates([read_node(TEXT, ("ice", 1.0))]))
    assert (found and found.text) == told
