"""Sets the articles' answers to one question side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.answering.agreement.corrections import corrected
from qa.answering.composing import cite
from qa.answering.confidence import observe
from qa.answering.spans.candidates import candidates, sentence_quote
from qa.answers.plain import to_plain
from qa.articles.passages import published_on
from qa.language.values import Relation, days, normalised, relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.confidence import Calibration
    from qa.answering.spans.candidates import Candidate
    from qa.answers import Citation
    from qa.index import Snapshot
    from qa.retrieval import Question

__all__ = ["ComparedArticle", "Comparison", "Mark", "compare_articles", "of_each_article"]


class Mark(StrEnum):
    """How an article's answer relates to the answer that is compared with.

    Members:
        ANSWER: It is this answer.
        SAME: It means the same.
        COMPATIBLE: It is less or more exact, and does not contradict it.
        DIFFERENT: Both cannot be right.
        OTHER: Its words do not tell.
    """

    ANSWER = "answer"
    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """One article's own answer.

    Attributes:
        text: The answer in the article's words.
        normalised: The same in plain form, as in `qa.answers.Group`.
        date: The days that it means, if it is a date; see `qa.answers.Group`.
        inferred: Whether they were worked out from the article's date.
        confidence: Probability in [0, 1] that it is right, judged by this article alone.
        mark: How it relates to the answer that is compared with.
        citation: The sentence in the article.
    """

    text: str
    normalised: str
    date: str | None
    inferred: bool
    confidence: float
    mark: Mark
    citation: Citation


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of several articles to one question, the newest article first.

    Attributes:
        question: The question as asked.
        articles: The articles that answer it; undated ones stand last.
        silent: Titles of articles that were read and do not answer it.
    """

    question: str
    articles: tuple[ComparedArticle, ...]
    silent: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain JSON types."""
        return to_plain(self)


def compare_articles(
    question: Question,
    nodes: Sequence[NodeWithScore],
    view: Snapshot,
    calibration: Calibration,
    threshold: float,
) -> Comparison:
    """Ask each article for its own best answer, and mark which are the same.

    Args:
        question: The question.
        nodes: Passages that were read, with at least one of each article to compare.
        view: The state of the index that they come from.
        calibration: Gives the probability of an answer.
        threshold: An article whose answer is less probable than this does not answer.
    """
    found = corrected(candidates(nodes, question))
    by_article: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_article.setdefault(candidate.article_id, []).append(candidate)
    likely = {
        article_id: calibration.probability(observe(question.query_str, own[0], own))
        for article_id, own in by_article.items()
    }
    answering = [own for article_id, own in by_article.items() if likely[article_id] >= threshold]
    answering.sort(key=lambda own: published_on(own[0].node.node) or "", reverse=True)
    titles = {article_id: _title(own[0]) for article_id, own in by_article.items()}
    best = max((own[0] for own in answering), key=lambda one: one.score, default=None)
    citations = {
        one.article_id: one for one in cite([sentence_quote(own[0]) for own in answering], view)
    }
    rows = [
        _row(own[0], best, likely[article_id], citations[article_id])
        for own in answering
        if (article_id := own[0].article_id) in citations
    ]
    silent = tuple(title for article_id, title in titles.items() if article_id not in citations)
    return Comparison(question.asked, tuple(rows), silent)


def of_each_article(nodes: Sequence[NodeWithScore]) -> list[NodeWithScore]:
    """Put the best passages of every article before the others, each article's best one first.

    Args:
        nodes: Passages, best first.
    """
    seen: dict[str, int] = {}
    rounds: list[tuple[int, int]] = []
    for place, node in enumerate(nodes):
        article_id = str(node.node.metadata["article_id"])
        seen[article_id] = seen.get(article_id, 0) + 1
        rounds.append((seen[article_id], place))
    return [nodes[place] for _, place in sorted(rounds)]


def _row(
    first: Candidate, best: Candidate | None, likely: float, citation: Citation
) -> ComparedArticle:
    published = published_on(first.node.node)
    meant = days(first.value, published)
    return ComparedArticle(
        text=first.text,
        normalised=normalised(first.value, published),
        date=meant.iso if meant else None,
        inferred=bool(meant and meant.inferred),
        confidence=round(likely, 4),
        mark=_mark(first, best),
        citation=citation,
    )


def _mark(candidate: Candidate, best: Candidate | None) -> Mark:
    if best is None or candidate is best:
        return Mark.ANSWER
    return {
        Relation.SAME: Mark.SAME,
        Relation.COMPATIBLE: Mark.COMPATIBLE,
        Relation.DIFFERENT: Mark.DIFFERENT,
        Relation.UNKNOWN: Mark.OTHER,
    }[relation(candidate.value, best.value)]


def _title(candidate: Candidate) -> str:
    metadata = candidate.node.node.metadata
    return str(metadata.get("title") or metadata.get("path") or candidate.article_id)
