"""Estimates how much of a figure is chance: bootstrap intervals and paired tests over questions.

The unit is the question. It is resampled, or swapped between two runs, together with everything
that belongs to it. So this works for any statistic of a whole run, such as F1 or the area under a
curve.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

__all__ = [
    "Interval",
    "PairedTest",
    "Rows",
    "Statistic",
    "bootstrap_interval",
    "paired_test",
    "wilson_interval",
]

#: One row for each question, one column for each number that the statistic needs.
Rows = npt.NDArray[np.float64]
#: Computes a figure of a whole run; NaN if it is not defined for these rows.
Statistic = Callable[[Rows], float]

_LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + _LEVEL) / 2)
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; both ends are NaN if the figure is not defined."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The difference of a figure between two runs on the same questions.

    Attributes:
        difference: New minus old.
        interval: 95% interval of the difference, by paired bootstrap.
        p_value: Two-sided probability of a difference at least this large if both runs were equal.
    """

    difference: float
    interval: Interval
    p_value: float


def bootstrap_interval(
    rows: Rows, statistic: Statistic, *, resamples: int = 1000, seed: int = 0
) -> Interval:
    """Return the 95% percentile bootstrap interval of a statistic.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: questions are drawn
    with replacement, and the interval runs from the 2.5th to the 97.5th percentile. Resamples
    for which the statistic is not defined are left out.

    Args:
        rows: Shape (questions, columns).
        statistic: Computes the figure.
        resamples: How many resamples are drawn.
        seed: The same seed draws the same questions.
    """
    if math.isnan(_value(rows, statistic)):
        return Interval(math.nan, math.nan)
    generator = np.random.default_rng(seed)
    values = [_value(rows[_draw(generator, len(rows))], statistic) for _ in range(resamples)]
    return _percentiles(np.asarray(values))


def wilson_interval(share: float, trials: int) -> Interval:
    """Return the 95% score interval of a proportion (Wilson 1927, JASA 22, page 209).

    Where all trials succeed, or all fail, every bootstrap resample gives the same figure, and the
    bootstrap interval has no width. This interval still says how much a few trials can show.

    Args:
        share: The share of successes, in [0, 1].
        trials: How many trials there were, at least 1.
    """
    square = _Z * _Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    half /= 1 + square / trials
    # At the ends, rounding would leave an end such as 1e-17.
    return Interval(0.0 if share == 0 else middle - half, 1.0 if share == 1 else middle + half)


def paired_test(
    old: Rows, new: Rows, statistic: Statistic, *, resamples: int = 1000, seed: int = 0
) -> PairedTest:
    """Compare a statistic of two runs over the same questions, row by row.

    The p-value is that of approximate randomisation (Noreen 1989; Yeh, COLING 2000): the two rows
    of each question are swapped by the toss of a coin, and the share of trials that differ as
    much is ``(1 + as large) / (1 + trials)`` (Phipson and Smyth 2010), never 0.

    Args:
        old: Shape (questions, columns).
        new: The same shape; row i is the same question as row i of ``old``.
        statistic: Computes the figure.
        resamples: How many resamples are drawn, and how many random swaps are tried.
        seed: The same seed gives the same result.

    Raises:
        ValueError: The shapes differ.
    """
    if old.shape != new.shape:
        raise ValueError(f"runs of shapes {old.shape} and {new.shape} cannot be paired")
    difference = _value(new, statistic) - _value(old, statistic)
    if math.isnan(difference):
        return PairedTest(math.nan, Interval(math.nan, math.nan), math.nan)
    generator = np.random.default_rng(seed)
    drawn = (_draw(generator, len(old)) for _ in range(resamples))
    bootstrap = [_value(new[rows], statistic) - _value(old[rows], statistic) for rows in drawn]
    as_large = trials = 0
    for _ in range(resamples):
        swap = generator.random((len(old), 1)) < 0.5
        swapped = _value(np.where(swap, old, new), statistic)
        swapped -= _value(np.where(swap, new, old), statistic)
        trials += not math.isnan(swapped)
        as_large += abs(swapped) >= abs(difference) - _ROUNDING
    return PairedTest(
        difference=difference,
        interval=_percentiles(np.asarray(bootstrap)),
        p_value=(1 + as_large) / (1 + trials),
    )


def _value(rows: Rows, statistic: Statistic) -> float:
    return statistic(rows) if len(rows) else math.nan


def _draw(generator: np.random.Generator, count: int) -> npt.NDArray[np.int64]:
    return generator.integers(count, size=count)


def _percentiles(values: npt.NDArray[np.float64]) -> Interval:
    defined = values[~np.isnan(values)]
    if not len(defined):
        return Interval(math.nan, math.nan)
    tail = 100 * (1 - _LEVEL) / 2
    low, high = np.percentile(defined, [tail, 100 - tail])
    return Interval(float(low), float(high))
