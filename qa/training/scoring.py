"""How well a reader reads: exact match and F1, each question with its own paragraph.

Exact match and F1 are those of the official SQuAD 2.0 script. Where there are unanswerable
questions, the threshold on the gap that gives the best F1 is looked for on the same questions, as
that script does ("best F1 threshold").
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.evaluation.metrics.answers import exact_match, token_f1
from qa.training.examples import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from qa.models import SpanReader

__all__ = ["GivenParagraph", "ReadingScores", "read_questions", "score_reader"]


@dataclass(frozen=True, slots=True)
class GivenParagraph:
    """A question with the paragraph that is to be read for it.

    Attributes:
        question: As asked.
        paragraph: What is read.
        answers: All gold answers; none where the paragraph does not answer.
    """

    question: str
    paragraph: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """Figures of a reader, each in [0, 1].

    Attributes:
        questions: How many were read.
        exact_match: Of the answerable questions, never refusing.
        f1: Likewise.
        best_exact_match: Of all questions, refusing below the best threshold; None where all are
            answerable.
        best_f1: Likewise.
        threshold: That threshold on the gap, a difference of logits.
        area: Chance that an answerable question has a larger gap than one that is not (ROC AUC).
    """

    questions: int
    exact_match: float
    f1: float
    best_exact_match: float | None = None
    best_f1: float | None = None
    threshold: float | None = None
    area: float | None = None


@dataclass(frozen=True, slots=True)
class _Scored:
    answerable: bool
    gap: float
    exact: float
    f1: float


def read_questions(path: Path, *, odd: bool = False) -> list[GivenParagraph]:
    """Read each question of a file in SQuAD's format with its paragraph and all gold answers.

    Args:
        path: Plain or gzipped.
        odd: Take only the articles with odd numbers, counted from 0.
    """
    return [
        GivenParagraph(
            asked["question"],
            paragraph["context"],
            ()
            if asked.get("is_impossible")
            else tuple(answer["text"] for answer in asked["answers"]),
        )
        for article in read_articles(path)[1 if odd else 0 :: 2 if odd else 1]
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]
    ]


def score_reader(
    reader: SpanReader,
    questions: Sequence[GivenParagraph],
    progress: Callable[[Iterable[GivenParagraph]], Iterable[GivenParagraph]] = iter,
) -> ReadingScores:
    """Have a reader read every question's paragraph.

    Args:
        reader: What is scored.
        questions: At least one of them answerable.
        progress: Wraps the questions, to show how far the work has come.
    """
    scored = [_score(reader, each) for each in progress(questions)]
    answerable = [one for one in scored if one.answerable]
    exact = statistics.fmean(one.exact for one in answerable)
    f1 = statistics.fmean(one.f1 for one in answerable)
    if len(answerable) == len(scored):
        return ReadingScores(len(scored), exact, f1)
    return ReadingScores(len(scored), exact, f1, *_with_refusal(scored), _area(scored))


def _score(reader: SpanReader, asked: GivenParagraph) -> _Scored:
    (reading,) = reader.read(asked.question, [asked.paragraph])
    span = reading.spans[0]
    text = asked.paragraph[span.start : span.end]
    golds = list(asked.answers)
    return _Scored(bool(golds), reading.gap, exact_match(text, golds), token_f1(text, golds))


def _with_refusal(scored: list[_Scored]) -> tuple[float, float, float]:
    """Exact match, F1 and threshold where refusing below the threshold gives the best F1."""
    ordered = sorted(scored, key=lambda one: one.gap)
    exact = sum(one.exact for one in ordered if one.answerable)
    f1 = sum(one.f1 for one in ordered if one.answerable)
    best = (exact, f1, ordered[0].gap)
    for one in ordered:  # refuse one question more each time, the least certain first
        exact += -one.exact if one.answerable else 1.0
        f1 += -one.f1 if one.answerable else 1.0
        if f1 > best[1]:
            best = (exact, f1, one.gap)
    return best[0] / len(scored), best[1] / len(scored), best[2]


def _area(scored: list[_Scored]) -> float:
    yes = np.array([one.gap for one in scored if one.answerable])[:, None]
    no = np.array([one.gap for one in scored if not one.answerable])[None, :]
    return float((yes > no).mean() + (yes == no).mean() / 2)
