"""Scores refusal as a classification: unanswerable questions are the positive class."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["RefusalScores", "score_refusals"]


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """Precision and recall of refusals.

    Attributes:
        precision: Share of the refused questions that are unanswerable; NaN if none is refused.
        recall: Share of the unanswerable questions that are refused; NaN if there are none.
        f1: The harmonic mean of both; NaN if either is NaN, and 0 if both are 0.
    """

    precision: float
    recall: float
    f1: float


def score_refusals(refused: npt.ArrayLike, answerable: npt.ArrayLike) -> RefusalScores:
    """Score which questions were refused against which are answerable.

    Raises:
        ValueError: The two arrays differ in length.
    """
    said_no = np.asarray(refused, dtype=bool)
    impossible = ~np.asarray(answerable, dtype=bool)
    if said_no.shape != impossible.shape:
        raise ValueError(f"{said_no.size} refusals, {impossible.size} questions")
    right = int(np.count_nonzero(said_no & impossible))
    precision = _share(right, int(np.count_nonzero(said_no)))
    recall = _share(right, int(np.count_nonzero(impossible)))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return RefusalScores(precision=precision, recall=recall, f1=f1)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
