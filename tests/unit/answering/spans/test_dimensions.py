from __future__ import annotations

import pytest

from qa.answering.spans.dimensions import lengths, of_another_dimension

RIVER = "It rises 712 metres above sea level and flows 164 kilometres to the sea."


@pytest.mark.parametrize(
    ("question", "amount", "other"),
    [
        ("How long is the river?", "712 metres", True),
        ("How high does it rise?", "712 metres", False),
        ("How long is the river?", "164 kilometres", False),
        ("Where does it rise?", "712 metres", False),
    ],
)
def test_height_is_no_length(question: str, amount: str, *, other: bool) -> None:
    start = RIVER.index(amount)
    assert of_another_dimension(question, RIVER, (start, start + len(amount))) is other


@pytest.mark.parametrize(
    ("question", "amount", "other"),
    [
        ("How deep is the lake?", "38 hectares", True),
        ("How deep is the lake?", "38", True),
        ("How deep is the lake?", "9 metres", False),
        ("How big is the lake?", "38 hectares", False),
    ],
)
def test_an_area_is_no_depth(question: str, amount: str, *, other: bool) -> None:
    lake = "The lake covers 38 hectares and is 9 metres at the dam."
    start = lake.index(amount)
    assert of_another_dimension(question, lake, (start, start + len(amount))) is other


def test_lengths_of_a_sentence() -> None:
    found = [RIVER[first:last] for first, last in lengths(RIVER, 0, len(RIVER))]
    assert found == ["712 metres", "164 kilometres"]
