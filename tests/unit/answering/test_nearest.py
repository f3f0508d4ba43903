from __future__ import annotations

import pytest

from qa.answering.nearest import nearest_sentence

PASSAGE = "It rained all day. The mayor opened the bridge of Tarnholm. Nobody painted it."


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who painted the bridge of Tarnholm?", "The mayor opened the bridge of Tarnholm."),
        ("Who painted it?", "Nobody painted it."),
        ("Who won the women's football final?", None),
        ("Who is it?", None),
    ],
)
def test_the_sentence_that_shares_most_words_is_nearest(
    question: str, expected: str | None
) -> None:
    found = nearest_sentence(question, PASSAGE)
    assert (PASSAGE[slice(*found)] if found else None) == expected


def test_an_empty_passage_is_near_nothing() -> None:
    assert nearest_sentence("Who painted it?", "") is None
