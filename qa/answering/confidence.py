"""How likely an answer is right: a logistic regression over what retrieval and reading found."""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from qa.answering.candidates import TEMPERATURE
from qa.errors import ModelFileError
from qa.language.topics import content_words, coverage
from qa.language.values import same
from qa.resources import model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.answering.candidates import Candidate

__all__ = ["Calibration", "Features", "load_calibration", "observe"]

# Candidates compared with the one judged.
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence is worked out from: features of the best candidate.

    None of them depends on how many articles there are, so that one calibration serves a folder of
    two and one of two thousand.

    Attributes:
        gap: Span score less null score of its passage.
        cosine: Between question and passage.
        coverage: Share of the question's content words that the passage holds.
        length: Content words in the question, counted to 12.
        consensus: Share of the first 40 candidates' weight that means the same as this one; a
            candidate's weight falls by e for each .1 of score.
    """

    gap: float
    cosine: float
    coverage: float
    length: float
    consensus: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the regression, one a feature, and its constant."""

    weights: tuple[float, ...]
    constant: float

    def probability(self, features: Features) -> float:
        """Probability in [0, 1] that the answer is right."""
        terms = zip(self.weights, astuple(features), strict=True)
        logit = self.constant + sum(weight * value for weight, value in terms)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def observe(question: str, candidate: Candidate, found: Sequence[Candidate]) -> Features:
    """Take the features of a candidate.

    Args:
        question: As asked.
        candidate: One of ``found``.
        found: All candidates, best first.
    """
    return Features(
        gap=candidate.gap,
        cosine=candidate.node.cosine,
        coverage=coverage(question, candidate.node.node.get_content()),
        length=float(min(12, len(content_words(question)))),
        consensus=_consensus(candidate, found[:_COMPARED]),
    )


def _consensus(candidate: Candidate, found: Sequence[Candidate]) -> float:
    most = max((one.score for one in found), default=candidate.score)
    weights = [math.exp((one.score - most) / TEMPERATURE) for one in found]
    agreeing = [
        weight
        for one, weight in zip(found, weights, strict=True)
        if same(one.value, candidate.value)
    ]
    return sum(agreeing) / sum(weights) if weights else 0.0


def load_calibration(reader: Path | None = None) -> Calibration:
    """Read the weights that were fitted for the span reader.

    Args:
        reader: Folder of another reader (``QA_READER``). The file ``confidence.json`` in it is
            taken, as ``tests/benchmarks/calibrate.py --write`` makes it; without one, the shipped
            reader's, whose probabilities are then a rough guess.

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
