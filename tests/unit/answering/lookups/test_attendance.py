from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.attendance import asked_attendance, attendance
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MINUTES = """Present: Liv Roth (chair), Nils Berg, Ola Dahl. **Apologies:** Kari Vik.

1. The harbour. Nils Berg said that it was full."""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who attended the meeting?", "Liv Roth (chair), Nils Berg, Ola Dahl"),
        ("Who was present?", "Liv Roth (chair), Nils Berg, Ola Dahl"),
        ("Who attended the council meeting in Osby?", "Liv Roth (chair), Nils Berg, Ola Dahl"),
        ("Which council members were present?", "Liv Roth (chair), Nils Berg, Ola Dahl"),
        ("Who was absent?", "Kari Vik"),
        ("Who did not attend?", "Kari Vik"),
        ("Who wasn't there?", "Kari Vik"),
        ("Who didn't turn up?", "Kari Vik"),
        ("Who sent apologies?", "Kari Vik"),
        ("Who attended the festival?", None),
    ],
)
def test_names_of_the_minutes(
    question: str, names: str | None, read_node: Callable[..., ReadNode]
) -> None:
    asked = asked_attendance(question)
    assert asked is not None
    node = read_node(MINUTES, ("Nils Berg", 1.0), title="Osby council")
    listed = attendance(asked, candidates([node]))
    assert (listed and listed.text) == names


@pytest.mark.parametrize(
    "question", ["Who opened the meeting?", "When was it attended?", "Who was missing?"]
)
def test_other_questions(question: str) -> None:
    assert asked_attendance(question) is None
