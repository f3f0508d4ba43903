"""All measures: which numbers each takes from a record, and what it computes from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.measures import Measure
from qa.evaluation.records import JudgedProse, QuestionRecord
from qa.evaluation.statistics import Rows

__all__ = ["MEASURES"]

_NAN = math.nan
_Columns = Callable[[QuestionRecord], tuple[float, ...]]
_RANKED = 10


def _known(rows: Rows) -> Rows:
    return rows[~np.isnan(rows[:, 0])]


def _count(rows: Rows) -> int:
    # Citations and sentences of one answer hang together, so questions are counted for them, too.
    return len(_known(rows))


def _mean(rows: Rows) -> float:
    known = _known(rows)
    return float(known.mean()) if len(known) else _NAN


def _quantile(rows: Rows, share: float) -> float:
    known = _known(rows)
    return float(np.quantile(known, share)) if len(known) else _NAN


def _ratio(rows: Rows) -> float:
    part, whole = _known(rows).sum(axis=0)
    return float(part / whole) if whole else _NAN


def _refusal(rows: Rows, which: str) -> float:
    known = _known(rows)
    scores = metrics.score_refusals(known[:, 0] > 0, known[:, 1] > 0)
    return float(getattr(scores, which))


def _aurc(rows: Rows) -> float:
    known = _known(rows)
    return metrics.area_under_risk_coverage(known[:, 0], 1 - known[:, 1])


def _ece(rows: Rows) -> float:
    known = _known(rows)
    return metrics.expected_calibration_error(known[:, 0], known[:, 1] > 0)


def _if_answerable(
    value: Callable[[QuestionRecord], float],
) -> Callable[[QuestionRecord], tuple[float, ...]]:
    return lambda record: (value(record) if record.gold.answerable and record.asked else _NAN,)


def _if_searched(
    value: Callable[[QuestionRecord], float],
) -> Callable[[QuestionRecord], tuple[float, ...]]:
    return lambda record: (value(record) if record.searched else _NAN,)


def _if_in_gold_article(
    value: Callable[[QuestionRecord], float],
) -> Callable[[QuestionRecord], tuple[float, ...]]:
    return lambda record: (value(record) if record.searched and record.gold_articles else _NAN,)


def _if_answered(
    value: Callable[[QuestionRecord], float | None],
) -> Callable[[QuestionRecord], tuple[float, ...]]:
    def columns(record: QuestionRecord) -> tuple[float, ...]:
        answered = record.gold.answerable and record.asked and not record.refused
        score = value(record) if answered else None
        return (_NAN if score is None else score,)

    return columns


def _found(ranks: Sequence[int]) -> list[bool]:
    """Convert ranks of relevant items to a list that says whether each item is relevant."""
    return [rank in set(ranks) for rank in range(1, max(ranks, default=0) + 1)]


def _verbatim(record: QuestionRecord) -> tuple[float, ...]:
    if not record.citations:
        return _NAN, _NAN
    return sum(each.verbatim for each in record.citations), len(record.citations)


def _outcome(record: QuestionRecord) -> tuple[float, ...]:
    return (record.refused, record.gold.answerable) if record.asked else (_NAN, _NAN)


def _proposed(record: QuestionRecord) -> tuple[float, ...]:
    if not record.answer or record.confidence is None:
        return _NAN, _NAN
    return record.confidence, record.right


def _seconds(record: QuestionRecord) -> tuple[float, ...]:
    return (_NAN if record.seconds is None else record.seconds,)


def _if_asked(value: Callable[[QuestionRecord], float]) -> _Columns:
    return lambda record: (value(record) if record.asked else _NAN,)


def _if_prose(value: Callable[[JudgedProse], float | None]) -> _Columns:
    def columns(record: QuestionRecord) -> tuple[float, ...]:
        score = value(record.prose) if record.prose else None
        return (_NAN if score is None else score,)

    return columns


def _if_answerable_prose(value: Callable[[JudgedProse], float | None]) -> _Columns:
    inner = _if_prose(value)
    return lambda record: inner(record) if record.gold.answerable else (_NAN,)


def _support(record: QuestionRecord) -> tuple[float, ...]:
    prose = record.prose
    return (prose.supported, prose.sentences) if prose else (_NAN, _NAN)


def _expectations(record: QuestionRecord) -> tuple[float, ...]:
    expected = len(record.gold.expect)
    return (1 - len(record.missed) / expected if expected and record.asked else _NAN,)


def _hit_rate(k: int) -> Measure:
    return Measure(
        f"hit@{k}",
        f"Hit rate @{k}",
        "retrieval",
        f"Questions with a gold answer inside one of the first {k} passages of a gold article.",
        _if_searched(lambda record: metrics.hit(_found(record.passage_hits), k)),
        _mean,
        trials=_count,
    )


def _passage_ndcg(record: QuestionRecord) -> float:
    total = max(len(record.passage_hits), record.gold_articles, 1)
    return metrics.ndcg(_found(record.passage_hits), _RANKED, total)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "f1",
        "F1, all questions",
        "answers",
        "Token F1 as in SQuAD 2.0: a refusal is right where the articles do not say.",
        _if_asked(lambda record: record.f1),
        _mean,
        trials=_count,
    ),
    Measure(
        "exact_match",
        "Exact match, all questions",
        "answers",
        "Normalised answer equal to a gold answer, as in SQuAD 2.0.",
        _if_asked(lambda record: record.exact_match),
        _mean,
        trials=_count,
    ),
    Measure(
        "answerable_f1",
        "F1, answerable questions",
        "answers",
        "Token F1 where the articles say; a refused question scores 0.",
        _if_answerable(lambda record: record.f1),
        _mean,
        trials=_count,
    ),
    Measure(
        "answerable_exact_match",
        "Exact match, answerable questions",
        "answers",
        "Exact match where the articles say; a refused question scores 0.",
        _if_answerable(lambda record: record.exact_match),
        _mean,
        trials=_count,
    ),
    Measure(
        "answer_recall",
        "Answer recall in cited sentences",
        "answers",
        "Answerable questions with a gold answer, whole, inside a cited quote.",
        _if_answerable(lambda record: float(record.answer_cited and not record.refused)),
        _mean,
        trials=_count,
    ),
    Measure(
        "expectations",
        "Expectations met",
        "answers",
        "Share of the notices and words that a gold row expects; mean over the rows that expect "
        "any.",
        _expectations,
        _mean,
        trials=_count,
    ),
    Measure(
        "judged",
        "Judged right",
        "answers",
        "Answerable questions that were answered, and whose answer a language model judged to say "
        "the same as a gold answer.",
        lambda record: (_NAN if record.judged is None else float(record.judged),),
        _mean,
        trials=_count,
    ),
    Measure(
        "refusal_precision",
        "Refusal precision",
        "refusal",
        "Share of the refused questions that the articles do not answer.",
        _outcome,
        partial(_refusal, which="precision"),
        trials=lambda rows: int((_known(rows)[:, 0] > 0).sum()),
    ),
    Measure(
        "refusal_recall",
        "Refusal recall",
        "refusal",
        "Share of the questions the articles do not answer that are refused.",
        _outcome,
        partial(_refusal, which="recall"),
        trials=lambda rows: int((_known(rows)[:, 1] == 0).sum()),
    ),
    Measure(
        "aurc",
        "Area under risk-coverage",
        "refusal",
        "Mean risk over all coverages, the surest answers first (Geifman and El-Yaniv 2017).",
        _proposed,
        _aurc,
        higher_is_better=False,
    ),
    Measure(
        "ece",
        "Expected calibration error",
        "refusal",
        f"Mean gap between confidence and accuracy, {metrics.BINS} bins of equal width "
        "(Guo et al. 2017).",
        _proposed,
        _ece,
        higher_is_better=False,
    ),
    Measure(
        "verbatim",
        "Verbatim citations",
        "citations",
        "Share of all citations that stand character for character at their offsets.",
        _verbatim,
        _ratio,
        trials=_count,
    ),
    Measure(
        "citation_precision",
        "Citation precision",
        "citations",
        "Share of an answer's citations that overlap gold evidence; mean over answered questions.",
        _if_answered(lambda record: record.citation_precision),
        _mean,
        trials=_count,
    ),
    Measure(
        "citation_recall",
        "Citation recall",
        "citations",
        "Share of the gold articles that are rightly cited; mean over answered questions.",
        _if_answered(lambda record: record.citation_recall),
        _mean,
        trials=_count,
    ),
    Measure(
        "citation_f1",
        "Citation F1",
        "citations",
        "Harmonic mean of both for each answered question; mean over them.",
        _if_answered(lambda record: record.citation_f1),
        _mean,
        trials=_count,
    ),
    Measure(
        "prose_supported",
        "Supported sentences",
        "prose",
        "Share of a language model's sentences, among those that are shown, that a passage "
        "supports.",
        _support,
        _ratio,
        trials=_count,
    ),
    Measure(
        "prose_answer",
        "Prose that holds the answer",
        "prose",
        "Answerable questions with prose that contains a gold answer, whole.",
        _if_answerable_prose(lambda prose: float(prose.holds_answer)),
        _mean,
        trials=_count,
    ),
    Measure(
        "prose_similarity",
        "Similarity to a gold answer",
        "prose",
        "Cosine of the prose and the nearest gold answer, by the shipped embedding.",
        _if_answerable_prose(lambda prose: prose.similarity),
        _mean,
        trials=_count,
    ),
    Measure(
        "prose_citation_precision",
        "Citation precision of prose",
        "prose",
        "Share of the citations of prose that overlap gold evidence; mean over the questions.",
        _if_answerable_prose(lambda prose: prose.citation_precision),
        _mean,
        trials=_count,
    ),
    Measure(
        "prose_citation_recall",
        "Citation recall of prose",
        "prose",
        "Share of the gold articles that prose cites rightly; mean over the questions.",
        _if_answerable_prose(lambda prose: prose.citation_recall),
        _mean,
        trials=_count,
    ),
    _hit_rate(1),
    _hit_rate(5),
    _hit_rate(20),
    Measure(
        "mrr@10",
        "MRR@10, passages",
        "retrieval",
        "Mean of one over the rank of the first such passage; 0 past rank 10.",
        _if_searched(lambda record: metrics.reciprocal_rank(_found(record.passage_hits), _RANKED)),
        _mean,
        trials=_count,
    ),
    Measure(
        "ndcg@10",
        "nDCG@10, passages",
        "retrieval",
        "Discounted gain of such passages against the best order of all that were found among "
        "the first 100, at least one for each gold article.",
        _if_searched(_passage_ndcg),
        _mean,
        trials=_count,
    ),
    Measure(
        "article_hit@1",
        "Hit rate @1, articles",
        "retrieval",
        "Questions whose first passage lies in a gold article.",
        _if_in_gold_article(lambda record: metrics.hit(_found(record.article_hits), 1)),
        _mean,
        trials=_count,
    ),
    Measure(
        "article_mrr@10",
        "MRR@10, articles",
        "retrieval",
        "Mean of one over the rank of the first gold article among the distinct articles found.",
        _if_in_gold_article(
            lambda record: metrics.reciprocal_rank(_found(record.article_hits), _RANKED)
        ),
        _mean,
        trials=_count,
    ),
    Measure(
        "article_ndcg@10",
        "nDCG@10, articles",
        "retrieval",
        "Discounted gain of the gold articles against their best order.",
        _if_in_gold_article(
            lambda record: metrics.ndcg(_found(record.article_hits), _RANKED, record.gold_articles)
        ),
        _mean,
        trials=_count,
    ),
    Measure(
        "seconds_median",
        "Median time",
        "speed",
        "Seconds from question to answer, half of the questions.",
        _seconds,
        partial(_quantile, share=0.5),
        higher_is_better=False,
        unit="seconds",
    ),
    Measure(
        "seconds_p95",
        "95th percentile time",
        "speed",
        "Seconds within which 95 of 100 questions are answered.",
        _seconds,
        partial(_quantile, share=0.95),
        higher_is_better=False,
        unit="seconds",
    ),
)
