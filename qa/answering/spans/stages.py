"""Numbers of a bargain: what was demanded, what was offered, what was agreed. Pure functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["of_another_stage"]

_STAGES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought"
        r"|want(?:s|ed)?",
        r"offer(?:s|ed|ing)?|propos(?:e|es|ed|al|ing)",
        r"accept(?:s|ed)?|agree(?:d|s|ment)?|eventually|finally|in the end|settle(?:s|d|ment)?",
    )
)


def of_another_stage(question: str, candidate: Candidate) -> bool:
    """Tell whether a sentence speaks of another stage of a bargain than a question.

    "The company has offered 5 per cent" does not say what the strikers settled for, nor what they
    asked for.

    Args:
        question: The question as it was understood.
        candidate: A number.
    """
    asked, told = (
        [bool(stage.search(text)) for stage in _STAGES] for text in (question, candidate.told)
    )
    return asked.count(True) == 1 and any(told) and not told[asked.index(True)]
