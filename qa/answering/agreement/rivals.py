"""The answer of another article, and how it relates to the best one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.agreement.retelling import counterpart, hours_beside
from qa.language.values import Relation, relation, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["BESIDE", "Rival", "rival_of"]

# A span of another article may support the answer although its gap is this far below the point
# where the passage counts as answering. It already means the same as the best span, so a weaker
# reading is enough.
_SLACK = 3.0
#: An article says both values if the gap of the other one is at most this far below its best gap.
BESIDE = 1.5


@dataclass(frozen=True, slots=True)
class Rival:
    """The answer of another article.

    Attributes:
        candidate: The answer.
        relation: How it relates to the best answer.
    """

    candidate: Candidate
    relation: Relation


def rival_of(own: Sequence[Candidate], best: Candidate) -> Rival:
    """Return another article's answer and how it relates to the best one.

    A weaker span that agrees with the best one goes first. If the article's best span cannot be
    compared, a span that overlaps it may be ("John Lie" instead of "chief John Lie"), or what
    stands in the place of the best answer in a sentence of the same words.
    """
    agreeing = next((one for one in own if _agrees(one, best)), None)
    if agreeing is not None:
        whole = own[0]
        part = whole.node is agreeing.node and whole.start <= agreeing.start < whole.end
        if part and relation(whole.value, best.value) is Relation.COMPATIBLE:
            # "31 August 2021", not only "August 2021" in it
            return Rival(whole, Relation.COMPATIBLE)
        return Rival(agreeing, Relation.SAME)
    hours = hours_beside(best, own)
    if hours is not None:
        return Rival(hours, relation(hours.value, best.value))
    instead = counterpart(best, own)
    if instead is not None and not _reads_otherwise(own[0], instead, best):
        how = relation(instead.value, best.value)
        if how in {Relation.SAME, Relation.DIFFERENT}:
            return Rival(instead, how)
    first = own[0]
    for candidate in own:
        overlaps = candidate.start < first.end and first.start < candidate.end
        if candidate.node is first.node and overlaps and candidate.gap >= first.gap - BESIDE:
            how = relation(candidate.value, best.value)
            if how in {Relation.COMPATIBLE, Relation.DIFFERENT}:
                return Rival(candidate, how)
    return Rival(first, Relation.UNKNOWN)


def _agrees(candidate: Candidate, best: Candidate) -> bool:
    """Tell whether a candidate of another article means the same as the best one."""
    if candidate.gap < min(best.gap, 0.0) - _SLACK:
        return False
    return (
        same(candidate.value, best.value) or relation(candidate.value, best.value) is Relation.SAME
    )


def _reads_otherwise(first: Candidate, instead: Candidate, best: Candidate) -> bool:
    """Tell whether the reader chose another value of the sentence than the one at this place.

    In "four were found dead and nineteen are missing", the place of "fourteen" in "fourteen people
    are missing" is that of "four".
    """
    return (
        first.node is instead.node
        and first.sentence == instead.sentence
        and not (first.start < instead.end and instead.start < first.end)
        and relation(first.value, best.value) is Relation.DIFFERENT
    )
