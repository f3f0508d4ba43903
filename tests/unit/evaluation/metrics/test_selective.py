from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import area_under_risk_coverage, risk_coverage

rows = st.lists(
    st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from([0.0, 1.0])), max_size=6
)


def test_the_curve_worked_by_hand() -> None:
    curve = risk_coverage([0.9, 0.2, 0.6, 0.6], [0, 1, 1, 0])
    assert [(point.threshold, point.coverage, point.risk) for point in curve] == [
        (0.9, 0.25, 0.0),
        (0.6, 0.75, pytest.approx(1 / 3)),
        (0.2, 1.0, 0.5),
    ]


def test_the_area_worked_by_hand() -> None:
    # Risks of the 1, 2, 3, 4 surest: 0, 0, 1/3, 1/4.
    area = area_under_risk_coverage([0.9, 0.8, 0.7, 0.6], [0, 0, 1, 0])
    assert area == pytest.approx((0 + 0 + 1 / 3 + 1 / 4) / 4)


def test_no_questions() -> None:
    assert risk_coverage([], []) == ()
    assert math.isnan(area_under_risk_coverage([], []))


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="1 confidences, 2 losses"):
        risk_coverage([0.5], [0, 1])


@given(rows)
def test_the_area_is_the_mean_over_all_orders_of_equal_confidences(
    pairs: list[tuple[float, float]],
) -> None:
    if not pairs:
        return
    areas = []
    for order in permutations(pairs):
        confidences = [confidence for confidence, _ in order]
        if confidences == sorted(confidences, reverse=True):
            losses = [loss for _, loss in order]
            risks = [sum(losses[:count]) / count for count in range(1, len(losses) + 1)]
            areas.append(sum(risks) / len(risks))
    area = area_under_risk_coverage(*zip(*pairs, strict=True))
    assert area == pytest.approx(sum(areas) / len(areas))


@given(rows)
def test_each_point_is_what_its_threshold_gives(pairs: list[tuple[float, float]]) -> None:
    curve = risk_coverage([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    assert {point.threshold for point in curve} == {confidence for confidence, _ in pairs}
    for point in curve:
        losses = [loss for confidence, loss in pairs if confidence >= point.threshold]
        assert point.coverage == pytest.approx(len(losses) / len(pairs))
        assert point.risk == pytest.approx(sum(losses) / len(losses))
