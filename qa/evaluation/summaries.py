"""What a measure computes from the rows of all questions. NaN means that it is not defined."""

from __future__ import annotations

import math

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.statistics import Rows

__all__ = [
    "applicable",
    "area_under_risk",
    "calibration_error",
    "count_questions",
    "mean",
    "quantile",
    "ratio",
    "refusal_score",
]


def applicable(rows: Rows) -> Rows:
    """Return the rows to which a measure applies."""
    return rows[~np.isnan(rows[:, 0])]


def count_questions(rows: Rows) -> int:
    """Return how many questions a measure applies to."""
    # Citations and sentences of one answer hang together, so questions are counted for them, too.
    return len(applicable(rows))


def mean(rows: Rows) -> float:
    """Return the mean of the first column."""
    known = applicable(rows)
    return float(known.mean()) if len(known) else math.nan


def quantile(rows: Rows, share: float) -> float:
    """Return a quantile of the first column, interpolated linearly."""
    known = applicable(rows)
    return float(np.quantile(known, share)) if len(known) else math.nan


def ratio(rows: Rows) -> float:
    """Return the sum of the first column over that of the second."""
    part, whole = applicable(rows).sum(axis=0)
    return float(part / whole) if whole else math.nan


def refusal_score(rows: Rows, which: str) -> float:
    """Return a measure of refusals from refused and answerable, such as ``precision``."""
    known = applicable(rows)
    scores = metrics.score_refusals(known[:, 0] > 0, known[:, 1] > 0)
    return float(getattr(scores, which))


def area_under_risk(rows: Rows) -> float:
    """Return the area under the risk-coverage curve from confidence and correctness."""
    known = applicable(rows)
    return metrics.area_under_risk_coverage(known[:, 0], 1 - known[:, 1])


def calibration_error(rows: Rows) -> float:
    """Return the expected calibration error from confidence and correctness."""
    known = applicable(rows)
    return metrics.expected_calibration_error(known[:, 0], known[:, 1] > 0)
