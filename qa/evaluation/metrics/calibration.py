"""Calibration: is an answer with a confidence of .8 correct in four of five cases?

Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks (ICML 2017),
arXiv:1706.04599. Bins have equal width, ``((m - 1) / M, m / M]``. Guo et al. use 15 bins on sets of
thousands. Here there are 10, because with a gold set of a hundred questions, the bins would
otherwise contain too few.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["BINS", "Bin", "expected_calibration_error", "reliability"]

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence is in (low, high]; the first bin also contains 0.

    Attributes:
        low: Confidence above which the bin begins.
        high: Confidence at which it ends.
        count: Questions in the bin.
        confidence: Their mean confidence.
        accuracy: Share of them that were answered correctly.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(
    confidences: npt.ArrayLike, right: npt.ArrayLike, bins: int = BINS
) -> tuple[Bin, ...]:
    """Return the bins that contain a question, in order; none if there are no questions.

    Raises:
        ValueError: The two arrays differ in length, or a confidence is outside [0, 1].
    """
    confidence = np.asarray(confidences, dtype=np.float64)
    accuracy = np.asarray(right, dtype=np.float64)
    if confidence.shape != accuracy.shape:
        raise ValueError(f"{confidence.size} confidences, {accuracy.size} outcomes")
    if not np.all((confidence >= 0) & (confidence <= 1)):
        raise ValueError("a confidence lies outside [0, 1]")
    edges = np.arange(bins + 1) / bins
    place = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    return tuple(
        Bin(
            low=float(edges[index]),
            high=float(edges[index + 1]),
            count=int(np.sum(place == index)),
            confidence=float(np.mean(confidence[place == index])),
            accuracy=float(np.mean(accuracy[place == index])),
        )
        for index in np.unique(place)
    )


def expected_calibration_error(
    confidences: npt.ArrayLike, right: npt.ArrayLike, bins: int = BINS
) -> float:
    """Return the mean gap of confidence and accuracy over the bins, weighted by questions.

    Returns:
        A number in [0, 1]; NaN if there are no questions.
    """
    filled = reliability(confidences, right, bins)
    total = sum(each.count for each in filled)
    gaps = sum(each.count * abs(each.accuracy - each.confidence) for each in filled)
    return gaps / total if total else math.nan
