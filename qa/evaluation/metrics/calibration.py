"""Does a confidence of .8 mean right four times in five?

Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks (ICML 2017),
arXiv:1706.04599. Bins have equal width, ``((m - 1) / M, m / M]``. Guo et al. use 15 on sets of
thousands; 10 here, since a bin of a gold set of a hundred questions would hold too few.
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
    """Questions whose confidence lies in (low, high]; the first bin holds 0 as well.

    Attributes:
        low: Confidence above which the bin begins.
        high: Confidence at which it ends.
        count: Questions in the bin.
        confidence: Their mean confidence.
        accuracy: Share of them that were answered right.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(
    confidences: npt.ArrayLike, right: npt.ArrayLike, bins: int = BINS
) -> tuple[Bin, ...]:
    """Return the bins that hold a question, in order; none for no questions.

    Raises:
        ValueError: The two differ in length, or a confidence lies outside [0, 1].
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
    """Mean gap between confidence and accuracy over the bins, weighted by their questions.

    Returns:
        A number in [0, 1], NaN for no questions.
    """
    filled = reliability(confidences, right, bins)
    total = sum(each.count for each in filled)
    gaps = sum(each.count * abs(each.accuracy - each.confidence) for each in filled)
    return gaps / total if total else math.nan
