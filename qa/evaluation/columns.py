"""Which numbers a measure takes from the record of a question; NaN where it does not apply."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from qa.evaluation import metrics
from qa.evaluation.records import JudgedProse, QuestionRecord

__all__ = [
    "RANKED",
    "Columns",
    "expectations",
    "if_answerable",
    "if_answerable_prose",
    "if_answered",
    "if_asked",
    "if_in_gold_article",
    "if_prose",
    "if_searched",
    "outcome",
    "passage_ndcg",
    "proposed",
    "relevance",
    "seconds",
    "support",
    "verbatim",
]

#: The numbers of a record.
Columns = Callable[[QuestionRecord], tuple[float, ...]]
#: Passages and articles are ranked down to here.
RANKED = 10


def if_answerable(
    value: Callable[[QuestionRecord], float],
) -> Columns:
    """Take a number from each answerable question that was asked."""
    return lambda record: (value(record) if record.gold.answerable and record.asked else math.nan,)


def if_searched(
    value: Callable[[QuestionRecord], float],
) -> Columns:
    """Take a number from each question for which retrieval is scored."""
    return lambda record: (value(record) if record.searched else math.nan,)


def if_in_gold_article(
    value: Callable[[QuestionRecord], float],
) -> Columns:
    """The same, if it is known which articles hold the evidence."""
    return lambda record: (value(record) if record.searched and record.gold_articles else math.nan,)


def if_answered(
    value: Callable[[QuestionRecord], float | None],
) -> Columns:
    """Take a number from each answerable question that was answered, if it is known."""

    def columns(record: QuestionRecord) -> tuple[float, ...]:
        answered = record.gold.answerable and record.asked and not record.refused
        score = value(record) if answered else None
        return (math.nan if score is None else score,)

    return columns


def relevance(ranks: Sequence[int]) -> list[bool]:
    """Convert ranks of relevant items to a list that says whether each item is relevant."""
    return [rank in set(ranks) for rank in range(1, max(ranks, default=0) + 1)]


def verbatim(record: QuestionRecord) -> tuple[float, ...]:
    """Return how many citations are verbatim, and how many there are."""
    if not record.citations:
        return math.nan, math.nan
    return sum(each.verbatim for each in record.citations), len(record.citations)


def outcome(record: QuestionRecord) -> tuple[float, ...]:
    """Return whether a question was refused, and whether it is answerable."""
    return (record.refused, record.gold.answerable) if record.asked else (math.nan, math.nan)


def proposed(record: QuestionRecord) -> tuple[float, ...]:
    """Return the confidence of an answer, whether refused or not, and whether it is right."""
    if not record.answer or record.confidence is None:
        return math.nan, math.nan
    return record.confidence, record.right


def seconds(record: QuestionRecord) -> tuple[float, ...]:
    """Return how long an answer took."""
    return (math.nan if record.seconds is None else record.seconds,)


def if_asked(value: Callable[[QuestionRecord], float]) -> Columns:
    """Take a number from each question that was asked."""
    return lambda record: (value(record) if record.asked else math.nan,)


def if_prose(value: Callable[[JudgedProse], float | None]) -> Columns:
    """Take a number from each language model's text."""

    def columns(record: QuestionRecord) -> tuple[float, ...]:
        score = value(record.prose) if record.prose else None
        return (math.nan if score is None else score,)

    return columns


def if_answerable_prose(value: Callable[[JudgedProse], float | None]) -> Columns:
    """The same, for answerable questions."""
    inner = if_prose(value)
    return lambda record: inner(record) if record.gold.answerable else (math.nan,)


def support(record: QuestionRecord) -> tuple[float, ...]:
    """Return how many of a language model's sentences are supported, and how many there are."""
    prose = record.prose
    return (prose.supported, prose.sentences) if prose else (math.nan, math.nan)


def expectations(record: QuestionRecord) -> tuple[float, ...]:
    """Return the share of the expectations that an answer meets."""
    expected = len(record.gold.expect)
    return (1 - len(record.missed) / expected if expected and record.asked else math.nan,)


def passage_ndcg(record: QuestionRecord) -> float:
    """Return the nDCG of the passages found for a question."""
    total = max(len(record.passage_hits), record.gold_articles, 1)
    return metrics.ndcg(relevance(record.passage_hits), RANKED, total)
