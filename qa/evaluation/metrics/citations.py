"""Scores citations against gold evidence.

A citation is right when it overlaps a span of gold evidence in the same article. Precision is the
share of the citations that are right. For recall, the unit is the article. Gold evidence lists
*every* sentence that supports the answer. One of them is enough to convince a reader, but a second
article is independent support. Recall is therefore the share of the gold articles from which a
right citation is given. (ALCE, Gao et al. 2023, arXiv:2305.14627, defines both by entailment
instead, which needs a judge model; here people wrote the evidence.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CitationScores", "TextRange", "score_citations"]


@dataclass(frozen=True, slots=True)
class TextRange:
    """The characters ``start`` to ``end`` (exclusive) of an article."""

    article_id: str
    start: int
    end: int

    def overlaps(self, other: TextRange) -> bool:
        """Tell whether the two ranges share a character."""
        same = self.article_id == other.article_id
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class CitationScores:
    """Precision, recall and F1 of one answer's citations, each in [0, 1].

    Attributes:
        right: For each citation, whether it overlaps gold evidence.
    """

    precision: float
    recall: float
    f1: float
    right: tuple[bool, ...]


def score_citations(cited: Sequence[TextRange], evidence: Sequence[TextRange]) -> CitationScores:
    """Score the citations of one answer.

    If there are no citations, each measure is 0, because nothing supports the answer.

    Raises:
        ValueError: There is no evidence to score against.
    """
    if not evidence:
        raise ValueError("no evidence to score citations against")
    right = tuple(any(span.overlaps(gold) for gold in evidence) for span in cited)
    articles = {gold.article_id for gold in evidence}
    found = {span.article_id for span, is_right in zip(cited, right, strict=True) if is_right}
    precision = sum(right) / len(right) if right else 0.0
    recall = len(found) / len(articles)
    f1 = 2 * precision * recall / (precision + recall) if precision else 0.0
    return CitationScores(precision=precision, recall=recall, f1=f1, right=right)
