"""Scores one answer against its gold row, which gives the record of the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa.answers import Answer, Citation, Statement
from qa.evaluation import metrics
from qa.evaluation.corpus import Corpus
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.records import Cause, JudgedCitation, JudgedProse, QuestionRecord

if TYPE_CHECKING:  # importing it takes a second, and only the types are needed
    from llama_index.core.schema import NodeWithScore

__all__ = ["Judge", "Similarity", "score_answer", "score_search"]

#: Returns the cosine of the meanings of two texts, in [-1, 1].
Similarity = Callable[[str, str], float]
#: Tells whether an answer is right, from the question, the right answers and the answer; None if it
#: cannot tell.
Judge = Callable[[str, Sequence[str], str], bool | None]


def score_answer(
    gold: GoldQuestion,
    answer: Answer,
    found: Sequence[NodeWithScore] | None,
    corpus: Corpus,
    *,
    seconds: float | None,
    threshold: float,
    read: int,
    is_sure: bool = True,
    similarity: Similarity | None = None,
    is_prose: bool = False,
    cites: bool = True,
    judge: Judge | None = None,
) -> QuestionRecord:
    """Score one answer.

    Args:
        gold: The question and its correct answers.
        answer: The assistant's answer.
        found: Passages, best first; None if retrieval is not scored.
        corpus: The articles of the assistant.
        seconds: How long the answer took; None if it is not known.
        threshold: Confidence below which the answer counts as refused.
        read: How many of the passages the reader reads.
        is_sure: Whether the answer's confidence means something; another system may give none.
        similarity: Compares a language model's text with the gold answers.
        is_prose: Whether the answer itself is a language model's text, without a short answer. It
            is right if it contains a gold answer, since it is never equal to one.
        cites: Whether citations are scored; another system may give none.
        judge: Judges an answer that was given to an answerable question.
    """
    evidence = corpus.locate(gold.evidence)
    gold_articles = {span.article_id for span in evidence}
    refused = answer.refused or answer.confidence < threshold
    given = "" if answer.refused else answer.text
    final = "" if refused else given
    cited = [metrics.TextRange(each.article_id, each.start, each.end) for each in answer.citations]
    scores = metrics.score_citations(cited, evidence) if evidence and cites else None
    right = scores.right if scores else (None,) * len(cited)
    citations = tuple(
        JudgedCitation(
            citation=each,
            verbatim=bool(each.article_id)
            and corpus.text_of(each.article_id)[each.start : each.end] == each.quote,
            right=is_right,
        )
        for each, is_right in zip(answer.citations, right, strict=True)
    )
    passage_hits = _passage_hits(gold, found or (), gold_articles)
    said = " ".join([given, *(one.text for one in (*answer.support, *answer.prose))])
    prose = answer.support if is_prose and not answer.refused else answer.prose
    answer_is_right = gold.answerable and (
        _is_right(gold, given, said) or (is_prose and metrics.contains_answer(given, gold.answers))
    )
    missed = _missed(gold, answer, said)
    return QuestionRecord(
        gold=gold,
        answer=given,
        refused=refused,
        confidence=answer.confidence if is_sure else None,
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
            well_cited=not cites or _well_cited(citations),
            searched=found is not None,
            best=min(passage_hits, default=None),
            read=read,
            missed=missed,
        ),
        missed=missed,
        judged=judge(
            gold.question, gold.answers, " ".join([final, *(s.text for s in answer.prose)])
        )
        if judge and final and gold.answerable
        else None,
        prose=_prose(gold, prose, answer.citations, evidence, similarity),
        agreement=answer.agreement,
        groups=answer.groups,
    )


def score_search(
    gold: GoldQuestion, found: Sequence[NodeWithScore], corpus: Corpus, *, read: int
) -> QuestionRecord:
    """Score the passages found for a question that was not asked. Arguments as above."""
    gold_articles = {span.article_id for span in corpus.locate(gold.evidence)}
    hits = _passage_hits(gold, found, gold_articles)
    best = min(hits, default=None)
    cause = Cause.NOT_RETRIEVED if best is None else Cause.NOT_READ if best > read else None
    return QuestionRecord(
        gold=gold,
        answer="",
        refused=False,
        confidence=None,
        seconds=None,
        citations=(),
        notices=(),
        searched=True,
        passage_hits=hits,
        article_hits=_article_hits(found, gold_articles),
        gold_articles=len(gold_articles),
        exact_match=0.0,
        f1=0.0,
        right=False,
        answer_cited=False,
        citation_precision=None,
        citation_recall=None,
        citation_f1=None,
        cause=cause,
        asked=False,
    )


def _is_right(gold: GoldQuestion, given: str, said: str) -> bool:
    """Tell whether an answer is right; the expected words do if they are all that is known."""
    words = gold.expected_words
    if words and gold.answers == (", ".join(words),):
        return bool(given) and all(metrics.contains_answer(said, (one,)) for one in words)
    return metrics.is_right(given, gold.answers)


def _missed(gold: GoldQuestion, answer: Answer, said: str) -> tuple[str, ...]:
    """Return the expectations that an answer does not meet."""
    kinds = {notice.kind.value for notice in answer.notices}
    return tuple(
        one
        for one in gold.expect
        if one not in kinds
        and (one in gold.expected_notices or not metrics.contains_answer(said, (one,)))
    )


def _prose(
    gold: GoldQuestion,
    sentences: Sequence[Statement],
    citations: Sequence[Citation],
    evidence: Sequence[metrics.TextRange],
    similarity: Similarity | None,
) -> JudgedProse | None:
    if not sentences:
        return None
    text = " ".join(one.text for one in sentences)
    numbers = {number for one in sentences for number in one.citations}
    cited = [
        metrics.TextRange(each.article_id, each.start, each.end)
        for each in citations
        if each.number in numbers
    ]
    scores = metrics.score_citations(cited, evidence) if evidence else None
    alike = [similarity(text, one) for one in gold.answers] if similarity else []
    return JudgedProse(
        text=text,
        sentences=len(sentences),
        supported=sum(one.supported for one in sentences),
        holds_answer=metrics.contains_answer(text, gold.answers),
        citation_precision=scores.precision if scores else None,
        citation_recall=scores.recall if scores else None,
        similarity=max(alike, default=None),
    )


def _passage_hits(
    gold: GoldQuestion, found: Sequence[NodeWithScore], gold_articles: set[str]
) -> tuple[int, ...]:
    return tuple(
        rank
        for rank, each in enumerate(found, start=1)
        if (not gold_articles or each.node.metadata["article_id"] in gold_articles)
        and metrics.contains_answer(each.node.get_content(), gold.expected_words or gold.answers)
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
    missed: Sequence[str],
) -> Cause | None:
    if not gold.answerable:
        wrong = Cause.EXPECTATION_MISSED if missed else None
        return wrong if refused else Cause.WRONGLY_ANSWERED
    if right and not refused:
        wrong = Cause.EXPECTATION_MISSED if missed else None
        return wrong if well_cited else Cause.CITED_WRONGLY
    if searched and best is None:
        return Cause.NOT_RETRIEVED
    if best is not None and best > read:
        return Cause.NOT_READ
    return Cause.WRONGLY_REFUSED if refused else Cause.WRONG_SPAN
