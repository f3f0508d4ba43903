from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import expected_calibration_error, reliability


def test_two_bins_worked_by_hand() -> None:
    # (0, .5]: confidences .2, .4, one right of two; (.5, 1]: .8, 1, 1, two right of three.
    confidences = [0.2, 0.4, 0.8, 1.0, 1.0]
    right = [True, False, True, True, False]
    low, high = reliability(confidences, right, bins=2)
    assert (low.count, low.confidence, low.accuracy) == (2, pytest.approx(0.3), 0.5)
    assert (high.count, high.accuracy) == (3, pytest.approx(2 / 3))
    expected = 2 / 5 * 0.2 + 3 / 5 * abs(2 / 3 - 2.8 / 3)
    assert expected_calibration_error(confidences, right, bins=2) == pytest.approx(expected)


def test_bins_are_closed_on_the_right_and_zero_falls_into_the_first() -> None:
    bins = reliability([0.0, 0.1, 0.3, 1.0], [True] * 4)
    assert [(each.low, each.high, each.count) for each in bins] == [
        (0.0, 0.1, 2),
        (0.2, 0.3, 1),
        (0.9, 1.0, 1),
    ]


def test_no_questions() -> None:
    assert reliability([], []) == ()
    assert math.isnan(expected_calibration_error([], []))


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        reliability([1.2], [True])
    with pytest.raises(ValueError, match="outside"):
        reliability([math.nan], [True])
    with pytest.raises(ValueError, match="2 confidences, 1 outcomes"):
        reliability([0.1, 0.2], [True])


hundredths = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=40)


@given(hundredths)
def test_the_error_equals_its_formula_in_exact_fractions(rows: list[tuple[int, bool]]) -> None:
    expected = Fraction(0)
    for m in range(1, 11):
        inside = [
            (Fraction(percent, 100), Fraction(right))
            for percent, right in rows
            if 10 * (m - 1) < percent <= 10 * m or (percent == 0 and m == 1)
        ]
        expected += abs(sum(right - confidence for confidence, right in inside)) / len(rows)
    confidences = [percent / 100 for percent, _ in rows]
    error = expected_calibration_error(confidences, [right for _, right in rows])
    assert error == pytest.approx(float(expected))
