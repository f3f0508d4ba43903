"""Answers with the sentence in which an article says that nobody knows, or would not say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["unknown"]

_UNKNOWN = re.compile(
    r"\b(?:nobody|no[ -]one) (?:yet )?(?:knows?|knew|can say|could say)\b"
    r"|\b(?:is|was|are|were|remains?|remained) (?:still )?(?:not (?:yet )?(?:known|clear)|unknown"
    r"|unclear|a mystery)\b"
    r"|\b(?:not|never|without) (?:yet )?(?:been |being )?(?:disclosed|revealed|made public)\b"
    r"|\b(?:declined|refused) to (?:say|name|disclose|reveal)\b|\bwould not say\b",
    re.IGNORECASE,
)


def unknown(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the sentence that says that what is asked is not known: "Nobody knows where it lies".

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.

    Returns:
        The whole sentence as a span; None if none has all words of the question that say something.
    """
    asked = set(telling_stems(question))
    for candidate in first_of_passages(found) if asked else ():
        text = candidate.node.node.get_content()
        for start, end in sentences(text):
            if _UNKNOWN.search(text, start, end) and asked <= set(stems(text[start:end])):
                return replace(
                    candidate,
                    start=start,
                    end=end,
                    sentence=(start, end),
                    fits=True,
                    looked_up=True,
                )
    return None
