"""All measures: which numbers each takes from a record, and what it computes from them."""

from __future__ import annotations

import math
from functools import partial

from qa.evaluation import columns, metrics, summaries
from qa.evaluation.measures import Measure

__all__ = ["MEASURES"]


def _hit_rate(k: int) -> Measure:
    return Measure(
        f"hit@{k}",
        f"Hit rate @{k}",
        "retrieval",
        f"Questions with a gold answer inside one of the first {k} passages of a gold article.",
        columns.if_searched(lambda record: metrics.hit(columns.relevance(record.passage_hits), k)),
        summaries.mean,
        trials=summaries.count_questions,
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        "f1",
        "F1, all questions",
        "answers",
        "Token F1 as in SQuAD 2.0: a refusal is right where the articles do not say.",
        columns.if_asked(lambda record: record.f1),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "exact_match",
        "Exact match, all questions",
        "answers",
        "Normalised answer equal to a gold answer, as in SQuAD 2.0.",
        columns.if_asked(lambda record: record.exact_match),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "answerable_f1",
        "F1, answerable questions",
        "answers",
        "Token F1 where the articles say; a refused question scores 0.",
        columns.if_answerable(lambda record: record.f1),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "answerable_exact_match",
        "Exact match, answerable questions",
        "answers",
        "Exact match where the articles say; a refused question scores 0.",
        columns.if_answerable(lambda record: record.exact_match),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "answer_recall",
        "Answer recall in cited sentences",
        "answers",
        "Answerable questions with a gold answer, whole, inside a cited quote.",
        columns.if_answerable(lambda record: float(record.answer_cited and not record.refused)),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "expectations",
        "Expectations met",
        "answers",
        "Share of the notices and words that a gold row expects; mean over the rows that expect "
        "any.",
        columns.expectations,
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "judged",
        "Judged right",
        "answers",
        "Answerable questions that were answered, and whose answer a language model judged to say "
        "the same as a gold answer.",
        lambda record: (math.nan if record.judged is None else float(record.judged),),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "refusal_precision",
        "Refusal precision",
        "refusal",
        "Share of the refused questions that the articles do not answer.",
        columns.outcome,
        partial(summaries.refusal_score, which="precision"),
        trials=lambda rows: int((summaries.applicable(rows)[:, 0] > 0).sum()),
    ),
    Measure(
        "refusal_recall",
        "Refusal recall",
        "refusal",
        "Share of the questions the articles do not answer that are refused.",
        columns.outcome,
        partial(summaries.refusal_score, which="recall"),
        trials=lambda rows: int((summaries.applicable(rows)[:, 1] == 0).sum()),
    ),
    Measure(
        "aurc",
        "Area under risk-coverage",
        "refusal",
        "Mean risk over all coverages, the surest answers first (Geifman and El-Yaniv 2017).",
        columns.proposed,
        summaries.area_under_risk,
        higher_is_better=False,
    ),
    Measure(
        "ece",
        "Expected calibration error",
        "refusal",
        f"Mean gap between confidence and accuracy, {metrics.BINS} bins of equal width "
        "(Guo et al. 2017).",
        columns.proposed,
        summaries.calibration_error,
        higher_is_better=False,
    ),
    Measure(
        "verbatim",
        "Verbatim citations",
        "citations",
        "Share of all citations that stand character for character at their offsets.",
        columns.verbatim,
        summaries.ratio,
        trials=summaries.count_questions,
    ),
    Measure(
        "citation_precision",
        "Citation precision",
        "citations",
        "Share of an answer's citations that overlap gold evidence; mean over answered questions.",
        columns.if_answered(lambda record: record.citation_precision),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "citation_recall",
        "Citation recall",
        "citations",
        "Share of the gold articles that are rightly cited; mean over answered questions.",
        columns.if_answered(lambda record: record.citation_recall),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "citation_f1",
        "Citation F1",
        "citations",
        "Harmonic mean of both for each answered question; mean over them.",
        columns.if_answered(lambda record: record.citation_f1),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "prose_supported",
        "Supported sentences",
        "prose",
        "Share of a language model's sentences, among those that are shown, that a passage "
        "supports.",
        columns.support,
        summaries.ratio,
        trials=summaries.count_questions,
    ),
    Measure(
        "prose_answer",
        "Prose that holds the answer",
        "prose",
        "Answerable questions with prose that contains a gold answer, whole.",
        columns.if_answerable_prose(lambda prose: float(prose.holds_answer)),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "prose_similarity",
        "Similarity to a gold answer",
        "prose",
        "Cosine of the prose and the nearest gold answer, by the shipped embedding.",
        columns.if_answerable_prose(lambda prose: prose.similarity),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "prose_citation_precision",
        "Citation precision of prose",
        "prose",
        "Share of the citations of prose that overlap gold evidence; mean over the questions.",
        columns.if_answerable_prose(lambda prose: prose.citation_precision),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "prose_citation_recall",
        "Citation recall of prose",
        "prose",
        "Share of the gold articles that prose cites rightly; mean over the questions.",
        columns.if_answerable_prose(lambda prose: prose.citation_recall),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    _hit_rate(1),
    _hit_rate(5),
    _hit_rate(20),
    Measure(
        "mrr@10",
        "MRR@10, passages",
        "retrieval",
        "Mean of one over the rank of the first such passage; 0 past rank 10.",
        columns.if_searched(
            lambda record: metrics.reciprocal_rank(
                columns.relevance(record.passage_hits), columns.RANKED
            )
        ),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "ndcg@10",
        "nDCG@10, passages",
        "retrieval",
        "Discounted gain of such passages against the best order of all that were found among "
        "the first 100, at least one for each gold article.",
        columns.if_searched(columns.passage_ndcg),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "article_hit@1",
        "Hit rate @1, articles",
        "retrieval",
        "Questions whose first passage lies in a gold article.",
        columns.if_in_gold_article(
            lambda record: metrics.hit(columns.relevance(record.article_hits), 1)
        ),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "article_mrr@10",
        "MRR@10, articles",
        "retrieval",
        "Mean of one over the rank of the first gold article among the distinct articles found.",
        columns.if_in_gold_article(
            lambda record: metrics.reciprocal_rank(
                columns.relevance(record.article_hits), columns.RANKED
            )
        ),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "article_ndcg@10",
        "nDCG@10, articles",
        "retrieval",
        "Discounted gain of the gold articles against their best order.",
        columns.if_in_gold_article(
            lambda record: metrics.ndcg(
                columns.relevance(record.article_hits), columns.RANKED, record.gold_articles
            )
        ),
        summaries.mean,
        trials=summaries.count_questions,
    ),
    Measure(
        "seconds_median",
        "Median time",
        "speed",
        "Seconds from question to answer, half of the questions.",
        columns.seconds,
        partial(summaries.quantile, share=0.5),
        higher_is_better=False,
        unit="seconds",
    ),
    Measure(
        "seconds_p95",
        "95th percentile time",
        "speed",
        "Seconds within which 95 of 100 questions are answered.",
        columns.seconds,
        partial(summaries.quantile, share=0.95),
        higher_is_better=False,
        unit="seconds",
    ),
)
