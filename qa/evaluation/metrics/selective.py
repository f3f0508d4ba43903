"""Risk against coverage: how many answers are wrong if only the most confident are given.

El-Yaniv and Wiener: On the Foundations of Noise-free Selective Classification (JMLR 2010);
Geifman and El-Yaniv: Selective Classification for Deep Neural Networks (NeurIPS 2017),
arXiv:1705.08500.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["CurvePoint", "area_under_risk_coverage", "risk_coverage"]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The result if every question with at least this confidence is answered.

    Attributes:
        threshold: The confidence.
        coverage: Share of the questions that are answered, in (0, 1].
        risk: Mean loss of those answers, in [0, 1].
    """

    threshold: float
    coverage: float
    risk: float


def risk_coverage(confidences: npt.ArrayLike, losses: npt.ArrayLike) -> tuple[CurvePoint, ...]:
    """Return a point for each distinct confidence, highest first; none if there are no questions.

    Raises:
        ValueError: The two arrays differ in length.
    """
    confidence, loss = _sorted(confidences, losses)
    if not len(confidence):
        return ()
    last = np.flatnonzero(np.append(confidence[1:] != confidence[:-1], True))
    answered = last + 1
    risks = np.cumsum(loss)[last] / answered
    return tuple(
        CurvePoint(float(threshold), float(coverage), float(risk))
        for threshold, coverage, risk in zip(
            confidence[last], answered / len(confidence), risks, strict=True
        )
    )


def area_under_risk_coverage(confidences: npt.ArrayLike, losses: npt.ArrayLike) -> float:
    """Return the area under the curve (AURC): the mean, over i, of the risk of the top i answers.

    The answers are ordered by confidence, and a lower area is better. Questions of equal confidence
    have no order. Each counts with the mean loss of its group, which is the expected value over all
    orders.

    Returns:
        A number in [0, 1]; NaN if there are no questions.
    """
    confidence, loss = _sorted(confidences, losses)
    if not len(confidence):
        return math.nan
    _, group = np.unique(-confidence, return_inverse=True)
    even = (np.bincount(group, weights=loss) / np.bincount(group))[group]
    return float(np.mean(np.cumsum(even) / np.arange(1, len(even) + 1)))


def _sorted(
    confidences: npt.ArrayLike, losses: npt.ArrayLike
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    confidence = np.asarray(confidences, dtype=np.float64)
    loss = np.asarray(losses, dtype=np.float64)
    if confidence.shape != loss.shape:
        raise ValueError(f"{confidence.size} confidences, {loss.size} losses")
    order = np.argsort(-confidence, kind="stable")
    return confidence[order], loss[order]
