"""Keeps one article of those that print the same text, so that they count as one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.language.copies import clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["first_of_copies"]


def first_of_copies(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Keep the first candidate of those whose passages are near copies of each other."""
    if len(candidates) < 2:
        return list(candidates)
    places = clusters(one.node.node.get_content() for one in candidates)
    return [one for at, one in enumerate(candidates) if places[at] == at]
