from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from qa.evaluation.statistics import Rows, bootstrap_interval, paired_test, wilson_interval


def column(*values: float) -> Rows:
    return np.array(values, dtype=np.float64).reshape(-1, 1)


def mean(rows: Rows) -> float:
    return float(rows.mean())


def undefined(rows: Rows) -> float:
    return math.nan


def test_the_interval_of_a_share_is_close_to_the_normal_one() -> None:
    # 60 of 200: standard error sqrt(.3 * .7 / 200) = .0324.
    interval = bootstrap_interval(column(*[1] * 60, *[0] * 140), mean, resamples=4000)
    assert interval.low == pytest.approx(0.3 - 1.96 * 0.0324, abs=0.01)
    assert interval.high == pytest.approx(0.3 + 1.96 * 0.0324, abs=0.01)


def test_the_seed_decides_what_is_drawn() -> None:
    rows = column(*np.linspace(0, 1, 50))
    assert bootstrap_interval(rows, mean, seed=1) == bootstrap_interval(rows, mean, seed=1)
    assert bootstrap_interval(rows, mean, seed=1) != bootstrap_interval(rows, mean, seed=2)


def test_equal_values_have_no_width() -> None:
    interval = bootstrap_interval(column(0.5, 0.5, 0.5), mean)
    assert (interval.low, interval.high) == (0.5, 0.5)


@pytest.mark.parametrize("rows", [column(), column(1.0)])
def test_what_is_not_defined_has_no_interval(rows: Rows) -> None:
    interval = bootstrap_interval(rows, undefined)
    assert math.isnan(interval.low)
    assert math.isnan(interval.high)


def test_resamples_without_a_value_are_left_out() -> None:
    def of_first_column(rows: Rows) -> float:
        return float(rows.mean()) if rows.sum() else math.nan

    interval = bootstrap_interval(column(1, 0, 0), of_first_column)
    assert interval.low == pytest.approx(1 / 3)


def test_the_p_value_is_that_of_all_swaps() -> None:
    old = column(0, 0, 1, 0, 1, 0, 0, 1, 0, 0)
    new = column(1, 1, 1, 0, 1, 1, 1, 1, 1, 0)
    # Exact: every way to give each difference a sign.
    differences = (new - old).ravel()
    observed = abs(differences.sum())
    signs = product((-1, 1), repeat=len(differences))
    exact = np.mean([abs(np.dot(sign, differences)) >= observed for sign in signs])
    test = paired_test(old, new, mean, resamples=4000)
    assert test.difference == pytest.approx(0.5)
    assert test.p_value == pytest.approx(exact, abs=0.015)
    assert 0.1 <= test.interval.low < 0.5 < test.interval.high <= 0.9


def test_a_run_does_not_differ_from_itself() -> None:
    rows = column(*np.linspace(0, 1, 30))
    test = paired_test(rows, rows, mean)
    assert (test.difference, test.p_value) == (0, 1)
    assert (test.interval.low, test.interval.high) == (0, 0)


def test_a_p_value_is_never_zero() -> None:
    test = paired_test(column(*[0] * 50), column(*[1] * 50), mean, resamples=99)
    assert test.p_value == pytest.approx(1 / 100)


def test_pairs_keep_what_a_sum_of_two_runs_would_lose() -> None:
    # Hard and easy questions differ much, the runs by little but always: pairing sees it.
    base = np.linspace(0, 1, 40)
    test = paired_test(column(*base), column(*(base + 0.02)), mean)
    assert test.interval.low == pytest.approx(0.02)
    assert test.p_value < 0.01


def test_what_is_not_defined_cannot_be_tested() -> None:
    test = paired_test(column(1.0), column(0.0), undefined)
    assert math.isnan(test.p_value)
    assert math.isnan(test.difference)


def test_other_questions_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        paired_test(column(1.0), column(1.0, 0.0), mean)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # The formula worked out by hand with z = 1.95996, to 4 digits.
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (8, 10, 0.4902, 0.9433),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_wilson_interval_is_that_of_the_reference(
    successes: int, trials: int, low: float, high: float
) -> None:
    interval = wilson_interval(successes / trials, trials)
    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)
