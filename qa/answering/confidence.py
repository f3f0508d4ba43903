"""The probability that an answer is correct, from a logistic regression over features."""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import TEMPERATURE
from qa.answering.spans.enumerations import enumerates
from qa.errors import ModelFileError
from qa.language.several import asks_for_several
from qa.language.topics import content_words, coverage
from qa.language.values import same
from qa.resources import model_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from qa.answering.spans.candidates import Candidate

__all__ = ["Calibration", "Features", "any_is_right", "load_calibration", "observe", "of_sentence"]

# Factor of the odds that a sentence holds the reason, by those that its span is the reason.
_SENTENCE = math.exp(0.8)
# How many candidates are compared with the one that is judged.
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a candidate, from which the confidence is computed.

    None of them depends on the number of articles, so the same calibration works for a folder of
    two articles and for a folder of two thousand.

    Attributes:
        gap: The span's score minus the null score of its passage.
        cosine: The cosine of the question and the passage.
        coverage: Share of the question's content words that the passage holds.
        length: Number of content words in the question, at most 12.
        consensus: The share of the weight of the first 40 candidates that belongs to candidates
            with the same meaning as this one; if it is an enumeration of several things that are
            asked for, also to parts of it. A candidate's weight falls by a factor of e for each 0.1
            of score.
    """

    gap: float
    cosine: float
    coverage: float
    length: float
    consensus: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the regression, one for each feature, and its constant."""

    weights: tuple[float, ...]
    constant: float

    def probability(self, features: Features) -> float:
        """Return the probability in [0, 1] that the answer is correct."""
        terms = zip(self.weights, astuple(features), strict=True)
        logit = self.constant + sum(weight * value for weight, value in terms)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def observe(question: str, candidate: Candidate, found: Sequence[Candidate]) -> Features:
    """Compute the features of a candidate.

    Args:
        question: The question as asked.
        candidate: One of ``found``.
        found: All candidates, best first.
    """
    return Features(
        gap=candidate.gap,
        cosine=candidate.node.cosine,
        coverage=coverage(question, candidate.node.node.get_content()),
        length=float(min(12, len(content_words(question)))),
        consensus=_consensus(
            candidate,
            found[:_COMPARED],
            parts_count=enumerates(candidate) and asks_for_several(question),
        ),
    )


def _consensus(candidate: Candidate, found: Sequence[Candidate], *, parts_count: bool) -> float:
    most = max((one.score for one in found), default=candidate.score)
    weights = [math.exp((one.score - most) / TEMPERATURE) for one in found]
    agreeing = [
        weight
        for one, weight in zip(found, weights, strict=True)
        if same(one.value, candidate.value) or (parts_count and _overlap(one, candidate))
    ]
    return sum(agreeing) / sum(weights) if weights else 0.0


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.node is other.node and one.start < other.end and other.start < one.end


def of_sentence(probability: float) -> float:
    """Return how likely a whole sentence gives a reason whose span is right with a probability.

    Of 215 questions for reasons (the odd articles of SQuAD 2.0 dev, NewsQA-A and three sets of
    SQuADShifts, a fifth of them asked without their article), the sentence held the reason for
    .48, where the spans were called .32 likely; the factor was chosen on the even articles. Of five
    bands, the calibration error is .037 with it and .155 without.

    >>> round(of_sentence(0.5), 2)
    0.69
    """
    return _SENTENCE * probability / (1 - probability + _SENTENCE * probability)


def any_is_right(probabilities: Iterable[float]) -> float:
    """Return the probability that the answer of several articles is right ("noisy or").

    Each article is a source of its own, so the answer is wrong only if all of them are read wrong
    (Pearl 1988, "Probabilistic Reasoning in Intelligent Systems", section 4.3.2).
    """
    return 1 - math.prod(1 - one for one in probabilities)


def load_calibration(reader: Path | None = None) -> Calibration:
    """Read the weights that were fitted for the span reader.

    Args:
        reader: Folder of another reader (``QA_READER``). The file ``confidence.json`` in it is
            used, which ``tests/benchmarks/calibrate.py --write`` creates. If there is no such
            file, the weights of the shipped reader are used, and the probabilities are then only
            a rough estimate.

    Raises:
        ModelFileError: The file does not fit the features, or the shipped one is missing.
    """
    path = model_folder("reader") / "confidence.json"
    if reader is not None and (reader / path.name).exists():
        path = reader / path.name
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = tuple(float(stored["weights"][field.name]) for field in fields(Features))
        return Calibration(weights, float(stored["constant"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(
            f"The calibration {path.name} cannot be read ({error}).",
            hint="Install the package again: its model files are incomplete or were changed.",
        ) from error
