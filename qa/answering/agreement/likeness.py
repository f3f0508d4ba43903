"""How likely two values from two articles are values of the same thing: a logistic regression."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Likeness"]

# Fitted as `tests/benchmarks/folders.py --fit` does it: on the folders in ``tests/gold/folders``,
# on pairs made of SQuAD 2.0, and on questions about 319 news stories (NewsQA) and an encyclopedia.
# Reports of one thing seldom give values far apart; they share names and near sentences.
_WEIGHTS = {
    "likely": 0.91,
    "times": -3.5,
    "days": -0.32,
    "no measure": -2.46,
    "sentences": 4.02,
    "names": 3.01,
    "both": -4.47,
}
_CONSTANT = 0.43
# Probabilities nearer to 0 or 1 tell no more.
_LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against two values being of the same thing.

    What is not given is taken for the best that it can be.

    Attributes:
        likely: The probability that the other value answers the question, among all candidates.
        times: How many times the greater one is the smaller one, if both are numbers.
        days: How many days lie between them, if both are dates.
        names: How much of their names the two articles share, in [0, 1].
        both: Whether one of the articles gives both values.
        sentences: How near the two sentences are in meaning, as a cosine.
    """

    likely: float
    times: float | None
    days: int | None = None
    names: float = 1.0
    both: bool = False
    sentences: float = 1.0

    def probability(self) -> float:
        """Return the probability in [0, 1] that the values are of the same thing.

        >>> near = Likeness(0.5, 1.2, names=0.6, sentences=0.7)
        >>> far = Likeness(0.5, 30.0, names=0.1, sentences=0.3)
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
            "times": 0.0 if times is None else math.log1p(math.log(times)),
            "days": math.log1p(self.days or 0),
            "no measure": float(times is None and self.days is None),
            "sentences": self.sentences,
            "names": self.names,
            "both": float(self.both),
        }


def _logit(probability: float) -> float:
    within = max(_LEAST, min(1 - _LEAST, probability))
    return math.log(within / (1 - within))
