"""Measures of a ranking with binary relevance: hit rate, reciprocal rank, nDCG.

Each function takes a list that says, best first, whether each item found is relevant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["hit", "ndcg", "reciprocal_rank"]


def hit(relevant: Sequence[bool], k: int) -> float:
    """Return 1 if one of the first ``k`` items is relevant, else 0; its mean is the hit rate."""
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool], k: int) -> float:
    """Return 1 / rank (from 1) of the first relevant item among ``k``; 0 if there is none.

    Its mean is the MRR@k (Voorhees, TREC-8 1999).
    """
    return next((1 / rank for rank, found in enumerate(relevant[:k], start=1) if found), 0.0)


def ndcg(relevant: Sequence[bool], k: int, total: int) -> float:
    """Return the normalised discounted cumulative gain of the first ``k`` items, in [0, 1].

    The gain of a relevant item at rank r is ``1 / log2(1 + r)``; the sum is divided by that of
    the best possible ranking (Järvelin and Kekäläinen, TOIS 2002, in the form used by trec_eval).

    Args:
        relevant: Whether each item found is relevant, best first.
        k: How many items count.
        total: How many relevant items there are, found or not.

    Returns:
        The nDCG; NaN if there are no relevant items.

    Raises:
        ValueError: More relevant items are found than there are.
    """
    if sum(relevant) > total:
        raise ValueError(f"{sum(relevant)} relevant items found, of {total}")
    if total == 0:
        return math.nan
    best = sum(_gain(rank) for rank in range(1, min(total, k) + 1))
    return sum(_gain(rank) for rank, found in enumerate(relevant[:k], start=1) if found) / best


def _gain(rank: int) -> float:
    return 1 / math.log2(1 + rank)
