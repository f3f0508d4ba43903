from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.models import load_tokenizer
from qa.training.examples import Example
from qa.training.windows import WindowMaker

TOKENIZER = load_tokenizer()
FILLER = "The harvest was poor that year, and the mills along the river stood still. "
FACT = "The treaty was signed in Vienna by nine envoys. "


def words(ids: tuple[int, ...]) -> str:
    return str(TOKENIZER.decode(list(ids), skip_special_tokens=False))


@settings(max_examples=150)
@given(
    st.integers(0, 40), st.integers(0, 40), st.integers(0, 2**32), st.sampled_from(["", "Peace"])
)
def test_the_marked_tokens_are_the_answer_wherever_the_window_is_cut(
    before: int, behind: int, seed: int, title: str
) -> None:
    passage = FILLER * before + FACT + FILLER * behind
    start = passage.index("Vienna")
    example = Example("Where was it signed?", passage, start, start + len("Vienna"), title)
    window = WindowMaker(TOKENIZER, random.Random(seed)).make(example)
    assert window is not None
    assert len(window.ids) <= 232
    shown = words(window.ids)
    assert shown.startswith("[CLS] where was it signed")
    assert shown.endswith("[SEP]")
    if window.start:
        assert window.body <= window.start
        assert words(window.ids[window.start : window.end + 1]) == "vienna"
    else:  # a window without the answer: nothing in the passage may be marked
        assert window.end == 0
        assert "vienna" not in words(window.ids[window.body :])


@pytest.mark.parametrize("seed", range(20))
def test_the_longest_question_below_the_longest_heading_leaves_an_input_of_known_length(
    seed: int,
) -> None:
    example = Example("Where and when " * 40, FILLER * 40, title="Peace at last " * 20)
    window = WindowMaker(TOKENIZER, random.Random(seed)).make(example)
    assert window is not None
    assert len(window.ids) <= 232


@pytest.mark.parametrize("seed", range(20))
def test_a_heading_stands_before_the_passage_and_is_no_place_for_a_span(seed: int) -> None:
    window = WindowMaker(TOKENIZER, random.Random(seed)).make(
        Example("Where?", FACT, title="Peace at last")
    )
    assert window is not None
    heading = words(window.ids[window.second : window.body])
    assert heading == "" or heading.startswith("peace at last")
    assert words(window.ids[window.body :]).startswith("the treaty was signed")


def test_an_answer_that_is_too_long_for_a_span_is_left_out() -> None:
    passage = "a b c d e " * 8
    assert (
        WindowMaker(TOKENIZER, random.Random(0)).make(Example("What?", passage, 0, len(passage)))
        is None
    )
