from __future__ import annotations

import pytest

from qa.language.offices import asked_office
from qa.language.stems import stem


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who is the vicar of Little Elva?", "church"),
        ("Who is Ada Moss's agent?", "agent"),
        ("Who was king during the war?", "queen"),
        ("who's the editor?", "edits"),
        ("Who was the pilot who landed in Elva?", "flew"),
        ("Who were the judges?", "court"),
        ("Who is the new football coach?", "manager"),
    ],
)
def test_office_and_words_for_it(question: str, word: str) -> None:
    assert stem(word) in asked_office(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the leader of the band?",
        "Who is Ada Moss?",
        "Who saw the king?",
        "Who was killed by the pilot?",
        "Who is paying the vicar?",
        "Where is the king?",
        "Who is the king's brother?",
    ],
)
def test_no_office(question: str) -> None:
    assert asked_office(question) == frozenset()
