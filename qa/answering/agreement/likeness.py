"""How likely two values from two articles are values of the same thing: a logistic regression."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Likeness"]

# Fitted as `tests/benchmarks/folders.py --fit` does it: on the folders in ``tests/gold/folders``,
# on pairs made of SQuAD 2.0, and on questions about 319 news stories (NewsQA) and an encyclopedia.
# Reports of one thing seldom give values far apart; they share names and near sentences.
_WEIGHTS = {
    "likely": 0.44,
    "likely alone": 0.37,
    "within twice": 1.64,
    "times": -1.06,
    "sentences": 3.78,
    "names": 3.03,
    "both": -4.06,
    "apart": -3.01,
}
_CONSTANT = -2.76
# Two numbers within a factor of two are likelier to be of one thing.
_TWICE = 2.0
# Probabilities nearer to 0 or 1 tell no more.
_LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against two values being of the same thing.

    What is not given is taken for the best that it can be.

    Attributes:
        likely: The probability that the other value answers the question, among all candidates.
        likely_alone: The lower of the probabilities of both, each within its own article.
        times: How many times the greater one is the smaller one, if both are numbers.
        names: How much of their names the two articles share, in [0, 1].
        both: Whether one of the articles gives both values.
        apart: Whether the sentences or titles name different years, places or parts of a whole.
        sentences: How near the two sentences are in meaning, as a cosine.
    """

    likely: float
    likely_alone: float
    times: float | None
    names: float = 1.0
    both: bool = False
    apart: bool = False
    sentences: float = 1.0

    def probability(self) -> float:
        """Return the probability in [0, 1] that the values are of the same thing.

        >>> near = Likeness(0.5, 0.5, 1.2, 0.6, False, False, 0.7)
        >>> far = Likeness(0.5, 0.5, 30.0, 0.1, False, False, 0.3)
        >>> near.probability() > 0.9, far.probability() < 0.1
        (True, True)
        """
        logit = _CONSTANT + sum(_WEIGHTS[name] * sign for name, sign in self.signs().items())
        return 1 / (1 + math.exp(-logit))

    def signs(self) -> dict[str, float]:
        """Return the numbers that the regression weighs."""
        times = self.times
        return {
            "likely": _logit(self.likely),
            "likely alone": _logit(self.likely_alone),
            "within twice": float(times is not None and times < _TWICE),
            "times": 0.0 if times is None else math.log1p(math.log(times)),
            "sentences": self.sentences,
            "names": self.names,
            "both": float(self.both),
            "apart": float(self.apart),
        }


def _logit(probability: float) -> float:
    within = max(_LEAST, min(1 - _LEAST, probability))
    return math.log(within / (1 - within))
