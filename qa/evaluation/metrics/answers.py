"""Exact match and token F1, as the official SQuAD 2.0 evaluation script computes them.

Rajpurkar, Jia, Liang: Know What You Don't Know (ACL 2018), arXiv:1806.03822,
``evaluate-v2.0.py``. A refused question counts as an empty answer, and the empty answer is the only
correct answer to an unanswerable question.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

__all__ = ["RIGHT", "contains_answer", "exact_match", "is_right", "normalise", "token_f1"]

#: The lowest token F1 at which an answer counts as correct if a yes or no is needed: for
#: calibration, risk and causes of failure. Exact match would count "on 31 August" as wrong if the
#: gold answer is "31 August".
RIGHT = 0.5

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def normalise(text: str) -> str:
    """Lower the case, remove ASCII punctuation and English articles, and normalise whitespace."""
    bare = "".join(character for character in text.lower() if character not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(answer: str, golds: Sequence[str]) -> float:
    """Return 1 if the normalised answer equals a normalised gold answer, otherwise 0.

    Args:
        answer: The answer given; empty if it was refused.
        golds: All correct answers; none if the question is unanswerable.
    """
    given = normalise(answer)
    return float(any(given == normalise(gold) for gold in _golds(golds)))


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Return the largest token F1 over the gold answers, in [0, 1].

    Token F1 is the harmonic mean of token precision and recall. If the answer or the gold answer
    has no tokens, it is 1 if neither has any, otherwise 0.
    """
    given = normalise(answer).split()
    return max(_f1(given, normalise(gold).split()) for gold in _golds(golds))


def is_right(answer: str, golds: Sequence[str]) -> bool:
    """Tell whether token F1 reaches :data:`RIGHT`."""
    return token_f1(answer, golds) >= RIGHT


def contains_answer(text: str, golds: Sequence[str]) -> bool:
    """Tell whether the normalised text contains the tokens of a gold answer, one after another."""
    words = f" {normalise(text)} "
    return any(f" {gold} " in words for gold in map(normalise, golds) if gold)


def _golds(golds: Sequence[str]) -> Sequence[str]:
    """Drop gold answers that normalise to nothing, as the official script does; if none, ``""``."""
    return [gold for gold in golds if normalise(gold)] or [""]


def _f1(given: Sequence[str], gold: Sequence[str]) -> float:
    if not given or not gold:
        return float(given == gold)
    shared = sum((Counter(given) & Counter(gold)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(given), shared / len(gold)
    return 2 * precision * recall / (precision + recall)
