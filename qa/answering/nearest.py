"""Finds the sentence of a passage that is nearest to a question. Pure functions."""

from __future__ import annotations

from qa.language.sentences import Offsets, sentences
from qa.language.topics import coverage

__all__ = ["nearest_sentence"]

# A passage is near a question if it contains at least this share of the question's content words.
_NEAR = 0.34


def nearest_sentence(question: str, passage: str) -> Offsets | None:
    """Return the offsets of the sentence that shares most words with a question.

    Of several equal ones the first is returned.

        >>> nearest_sentence("Who painted the bridge?", "It rained. The bridge was opened.")
        (11, 33)

    Args:
        question: In plain words.
        passage: A passage that does not answer it.

    Returns:
        Offsets into the passage; None if the whole passage is not near the question: it contains
        less than about a third of the words that the question is about.
    """
    if coverage(question, passage) < _NEAR:
        return None
    found = sentences(passage)
    return max(found, key=lambda one: coverage(question, passage[slice(*one)]), default=None)
