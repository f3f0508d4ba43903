"""Scores one answer against its gold row, which gives the record of the question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.answers import Answer
from qa.evaluation import metrics
from qa.evaluation.corpus import Corpus
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.records import Cause, JudgedCitation, QuestionRecord

if TYPE_CHECKING:  # importing it takes a second, and only the types are needed
    from llama_index.core.schema import NodeWithScore

__all__ = ["score_answer"]


def score_answer(
    gold: GoldQuestion,
    answer: Answer,
    found: Sequence[NodeWithScore] | None,
    corpus: Corpus,
    *,
    seconds: float,
    threshold: float,
    read: int,
) -> QuestionRecord:
    """Score one answer.

    Args:
        gold: The question and its correct answers.
        answer: The assistant's answer.
        found: Passages, best first; None if retrieval is not scored.
        corpus: The articles of the assistant.
        seconds: How long the answer took.
        threshold: Confidence below which the answer counts as refused.
        read: How many of the passages the reader reads.
    """
    evidence = corpus.locate(gold.evidence)
    gold_articles = {span.article_id for span in evidence}
    refused = answer.refused or answer.confidence < threshold
    given = "" if answer.refused else answer.text
    final = "" if refused else given
    cited = [metrics.TextRange(each.article_id, each.start, each.end) for each in answer.citations]
    scores = metrics.score_citations(cited, evidence) if evidence else None
    right = scores.right if scores else (None,) * len(cited)
    citations = tuple(
        JudgedCitation(
            citation=each,
            verbatim=corpus.text_of(each.article_id)[each.start : each.end] == each.quote,
            right=is_right,
        )
        for each, is_right in zip(answer.citations, right, strict=True)
    )
    passage_hits = _passage_hits(gold, found or (), gold_articles)
    answer_is_right = gold.answerable and metrics.is_right(given, gold.answers)
    return QuestionRecord(
        gold=gold,
        answer=given,
        refused=refused,
        confidence=answer.confidence,
        seconds=seconds,
        citations=citations,
        notices=tuple(notice.text for notice in answer.notices),
        searched=found is not None,
        passage_hits=passage_hits,
        article_hits=_article_hits(found or (), gold_articles),
        gold_articles=len(gold_articles),
        exact_match=metrics.exact_match(final, gold.answers),
        f1=metrics.token_f1(final, gold.answers),
        right=answer_is_right,
        answer_cited=any(
            metrics.contains_answer(each.quote, gold.answers) for each in answer.citations
        ),
        citation_precision=scores.precision if scores else None,
        citation_recall=scores.recall if scores else None,
        citation_f1=scores.f1 if scores else None,
        cause=_cause(
            gold,
            refused=refused,
            right=answer_is_right,
            well_cited=_well_cited(citations),
            searched=found is not None,
            best=min(passage_hits, default=None),
            read=read,
        ),
    )


def _passage_hits(
    gold: GoldQuestion, found: Sequence[NodeWithScore], gold_articles: set[str]
) -> tuple[int, ...]:
    return tuple(
        rank
        for rank, each in enumerate(found, start=1)
        if (not gold_articles or each.node.metadata["article_id"] in gold_articles)
        and metrics.contains_answer(each.node.get_content(), gold.answers)
    )


def _article_hits(found: Sequence[NodeWithScore], gold_articles: set[str]) -> tuple[int, ...]:
    distinct = dict.fromkeys(each.node.metadata["article_id"] for each in found)
    return tuple(rank for rank, each in enumerate(distinct, start=1) if each in gold_articles)


def _well_cited(citations: Sequence[JudgedCitation]) -> bool:
    """Tell whether not all citations are wrong and every quote is verbatim."""
    rests = any(each.right is not False for each in citations)
    return rests and all(each.verbatim for each in citations)


def _cause(
    gold: GoldQuestion,
    *,
    refused: bool,
    right: bool,
    well_cited: bool,
    searched: bool,
    best: int | None,
    read: int,
) -> Cause | None:
    if not gold.answerable:
        return None if refused else Cause.WRONGLY_ANSWERED
    if right and not refused:
        return None if well_cited else Cause.CITED_WRONGLY
    if searched and best is None:
        return Cause.NOT_RETRIEVED
    if best is not None and best > read:
        return Cause.NOT_READ
    return Cause.WRONGLY_REFUSED if refused else Cause.WRONG_SPAN
