from __future__ import annotations

import math

import pytest

from qa.training.shared_words import SharedWords


def test_a_rare_word_is_worth_more_than_a_common_one_and_counts_once() -> None:
    passages = SharedWords([["old", "mill", "mill"], ["old", "bridge"], ["cat"]])
    # "old" stands in two of three passages, "mill" in one.
    assert passages.scores(["old", "mill", "mill", "fire"]) == {
        0: pytest.approx(math.log(1 + 3 / 2) + math.log(1 + 3)),
        1: pytest.approx(math.log(1 + 3 / 2)),
    }


def test_no_words_and_no_passages_have_no_scores() -> None:
    assert SharedWords([["mill"]]).scores([]) == {}
    assert SharedWords([]).scores(["mill"]) == {}
