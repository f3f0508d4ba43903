"""How likely an answer is right: a logistic regression over what retrieval and reading found."""

from __future__ import annotations

import json
import math
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from qa.errors import ModelFileError
from qa.questions import content_words, coverage
from qa.resources import model_folder

if TYPE_CHECKING:
    from qa.answering.candidates import Candidate

__all__ = ["Calibration", "Features", "load_calibration", "observe"]


@dataclass(frozen=True, slots=True)
class Features:
    """What the confidence is told about the best candidate.

    None of them depends on how many articles there are, so that one calibration serves a folder of
    two and one of two thousand.

    Attributes:
        gap: Span score less null score of its passage.
        cosine: Between question and passage.
        coverage: Share of the question's content words that the passage holds.
        length: Content words in the question, counted to 12.
    """

    gap: float
    cosine: float
    coverage: float
    length: float


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


def observe(question: str, candidate: Candidate) -> Features:
    """Take the features of a candidate."""
    return Features(
        gap=candidate.gap,
        cosine=candidate.node.cosine,
        coverage=coverage(question, candidate.node.node.get_content()),
        length=float(min(12, len(content_words(question)))),
    )


def load_calibration() -> Calibration:
    """Read the fitted weights that lie beside the reader's model card.

    Raises:
        ModelFileError: The file is missing or does not fit the features.
    """
    path = model_folder("reader") / "confidence.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = tuple(float(stored["weights"][field.name]) for field in fields(Features))
        return Calibration(weights, float(stored["constant"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(
            f"The calibration {path.name} cannot be read ({error}).",
            hint="Install the package again: its model files are incomplete or were changed.",
        ) from error
