from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.occupations import asked_occupation, occupation
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Ada Moss do for a living?", "Ada Moss"),
        ("what does Ben Tait do for work", "Ben Tait"),
        ("What was Ada Moss's old job?", "Ada Moss"),
        ("What is Moss's occupation?", "Moss"),
        ("What did Ada Moss do for the town?", None),
        ("What did she do for a living?", None),
        ("What was the mayor's old job?", None),
    ],
)
def test_question_for_an_occupation(question: str, name: str | None) -> None:
    assert asked_occupation(question) == name


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Ada Moss, 71, a retired midwife, was found on Sunday.", "a retired midwife"),
        ("Moss worked for years as a ferry pilot in Elva.", "a ferry pilot"),
        ("Ada Moss is a baker.", "a baker"),
        ("A former florist, Ada Moss, won the draw.", "A former florist"),
        ("Ada Moss, a mother of two, was found on Sunday.", None),
        ("Ada Moss, a younger sister of the baker, was found.", None),
        ("Ada Moss met a baker. Ben Tait, a vet, came too.", None),
        ("Ada Moss's brother worked as a clerk.", None),
        ("Ben Moss, a baker, is her son.", None),
        ("Ada Moss, a neighbour, told a nurse.", None),
    ],
)
def test_occupation_beside_the_name(
    text: str, stated: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = occupation("Ada Moss", candidates([read_node(text, ("Moss", 1.0))]))
    assert (found.text if found else None) == stated
