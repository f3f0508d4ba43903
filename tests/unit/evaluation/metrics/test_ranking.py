from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import hit, ndcg, reciprocal_rank

flags = st.lists(st.booleans(), max_size=7)


def test_hit_looks_at_the_first_k() -> None:
    assert hit([False, False, True], 3) == 1
    assert hit([False, False, True], 2) == 0
    assert hit([], 5) == 0


def test_reciprocal_rank_of_the_first_relevant_item() -> None:
    assert reciprocal_rank([False, False, True, True], 10) == pytest.approx(1 / 3)
    assert reciprocal_rank([False, False, True], 2) == 0
    assert reciprocal_rank([], 10) == 0


def test_ndcg_of_the_textbook_example() -> None:
    # Gains 1 at ranks 1, 3, 4 of 5; ideal ranks 1, 2, 3.
    expected = (1 + 1 / 2 + 1 / math.log2(5)) / (1 + 1 / math.log2(3) + 1 / 2)
    assert ndcg([True, False, True, True, False], 10, 3) == pytest.approx(expected)


def test_ndcg_counts_relevant_items_that_were_not_found() -> None:
    assert ndcg([True], 10, 2) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_ndcg_without_anything_relevant_is_not_defined() -> None:
    assert math.isnan(ndcg([False], 10, 0))


def test_ndcg_refuses_more_found_than_there_are() -> None:
    with pytest.raises(ValueError, match="2 relevant items found, of 1"):
        ndcg([True, True], 10, 1)


@given(flags, st.integers(1, 5))
def test_the_best_order_alone_has_an_ndcg_of_one(relevant: list[bool], k: int) -> None:
    total = sum(relevant)
    if total:
        value = ndcg(relevant, k, total)
        ideal = ndcg(sorted(relevant, reverse=True), k, total)
        assert 0 <= value <= ideal == pytest.approx(1)


@given(st.lists(st.booleans(), min_size=1, max_size=5))
def test_no_order_beats_the_sorted_one(relevant: list[bool]) -> None:
    best = reciprocal_rank(sorted(relevant, reverse=True), 10)
    assert best == max(reciprocal_rank(order, 10) for order in permutations(relevant))
