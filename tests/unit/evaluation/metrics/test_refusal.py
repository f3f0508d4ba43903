from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import score_refusals


def test_known_counts() -> None:
    # 3 refused, 2 of them unanswerable; 4 unanswerable in all.
    refused = [True, True, True, False, False, False]
    answerable = [False, False, True, False, False, True]
    scores = score_refusals(refused, answerable)
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == pytest.approx(2 / 4)
    assert scores.f1 == pytest.approx(2 * 2 / (3 + 4))


def test_nothing_refused_leaves_precision_open() -> None:
    scores = score_refusals([False, False], [True, False])
    assert math.isnan(scores.precision)
    assert scores.recall == 0
    assert math.isnan(scores.f1)


def test_nothing_unanswerable_leaves_recall_open() -> None:
    scores = score_refusals([True], [True])
    assert scores.precision == 0
    assert math.isnan(scores.recall)


def test_no_questions_leave_all_open() -> None:
    scores = score_refusals([], [])
    assert all(math.isnan(value) for value in (scores.precision, scores.recall, scores.f1))


def test_only_wrong_refusals_score_nothing() -> None:
    assert score_refusals([True, False], [True, False]).f1 == 0


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="1 refusals, 2 questions"):
        score_refusals([True], [True, False])


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30))
def test_counts_as_sets(rows: list[tuple[bool, bool]]) -> None:
    refused = {index for index, row in enumerate(rows) if row[0]}
    impossible = {index for index, row in enumerate(rows) if not row[1]}
    scores = score_refusals([row[0] for row in rows], [row[1] for row in rows])
    if refused:
        assert scores.precision == pytest.approx(len(refused & impossible) / len(refused))
    if impossible:
        assert scores.recall == pytest.approx(len(refused & impossible) / len(impossible))
