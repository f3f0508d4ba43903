from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from qa.models import SpanReader
from qa.training.scoring import GivenParagraph, score_reader


class _ScriptedReader:
    """Marks the first word of the paragraph, with the gap that the question names."""

    def read(self, question: str, passages: list[str]) -> list[SimpleNamespace]:
        end = passages[0].index(" ")
        return [SimpleNamespace(spans=(SimpleNamespace(start=0, end=end),), gap=float(question))]


def test_scores_by_hand() -> None:
    rows = [
        GivenParagraph("3", "Vienna saw it", ("Vienna",)),
        GivenParagraph("1", "Nine envoys came", ("nine envoys",)),  # F1 2/3
        GivenParagraph("2", "Rome did not"),
        GivenParagraph("0", "Paris neither"),
    ]
    scores = score_reader(cast("SpanReader", _ScriptedReader()), rows)
    assert scores.exact_match == 0.5
    assert scores.f1 == pytest.approx((1 + 2 / 3) / 2)
    # Refusing 0 alone: 1 + 2/3 + 0 + 1 of 4; 0 and 1: 1 + 0 + 0 + 1; 0, 1 and 2: 1 + 0 + 1 + 1.
    assert scores.best_f1 == pytest.approx(3 / 4)
    assert scores.threshold == 2
    assert scores.area == pytest.approx(3 / 4)  # 3 > 2, 3 > 0, 1 > 0, but not 1 > 2


def test_without_unanswerable_questions_there_is_no_threshold() -> None:
    scores = score_reader(
        cast("SpanReader", _ScriptedReader()), [GivenParagraph("1", "Vienna saw it", ("Vienna",))]
    )
    assert (scores.f1, scores.best_f1, scores.area) == (1.0, None, None)
