"""The words for how likely an answer is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.language.kinds import AnswerKind, expected_kind

if TYPE_CHECKING:
    from qa.answers import Answer

__all__ = ["confidence_words", "likelihood"]

# The likelihood scale of the IPCC's guidance note on uncertainty (Mastrandrea et al., 2010):
# very likely from 90 %, likely from 66 %, about as likely as not from 33 %, below that unlikely.
_SCALE = (
    (0.90, "high", "Very likely right"),
    (0.66, "good", "Likely right"),
    (0.33, "fair", "About as likely right as not: check the passage"),
    (0.00, "low", "Unsure: check the passage"),
)


def confidence_words(confidence: float) -> tuple[str, str]:
    """Return the level (``high``, ``good``, ``fair`` or ``low``) and the words for it.

    Args:
        confidence: Probability in [0, 1] that the answer is right.
    """
    for least, level, words in _SCALE:
        if confidence >= least:
            return level, words
    return _SCALE[-1][1:]


def likelihood(answer: Answer) -> tuple[str, str] | None:
    """Return how likely the answer is right, as `confidence_words` does.

    None for a summary, which cannot be right or wrong: its confidence value is the share of the
    topic's words that it contains.
    """
    if expected_kind(answer.standalone or answer.question) is AnswerKind.OPEN:
        return None
    return confidence_words(answer.confidence)
