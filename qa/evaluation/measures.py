"""Computes the figures of a run from its records, each with an interval.

A measure says which numbers it takes from each record, and which statistic it computes from them.
This is enough to compute the figure, its bootstrap interval and a paired test of two runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.records import QuestionRecord
from qa.evaluation.statistics import Rows, Statistic, bootstrap_interval, wilson_interval

__all__ = ["Measure", "Measurement", "measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a run.

    Attributes:
        key: Its name in ``report.json`` and for ``--fail-under``.
        label: Its name for people.
        group: The group of measures that it belongs to.
        definition: One sentence that defines it.
        columns: Takes the numbers from a record; NaN if the measure does not apply to the record.
        statistic: Computes the figure from all rows.
        higher_is_better: Whether a higher value is better.
        unit: ``share`` in [0, 1] or ``seconds``.
        trials: Counts what the figure is a share of, from the rows; None if it is not a mean or a
            share.
    """

    key: str
    label: str
    group: str
    definition: str
    columns: Callable[[QuestionRecord], tuple[float, ...]]
    statistic: Statistic
    higher_is_better: bool = True
    unit: str = "share"
    trials: Callable[[Rows], int] | None = None

    def rows(self, records: Sequence[QuestionRecord]) -> Rows:
        """Return one row for each record, in order; shape (records, columns)."""
        return np.array([self.columns(record) for record in records], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Measurement:
    """The value of a measure for one run.

    Attributes:
        key: The measure's name.
        label: Its name for people.
        group: The group of measures that it belongs to.
        definition: One sentence that defines it.
        unit: ``share`` in [0, 1] or ``seconds``.
        higher_is_better: Whether a higher value is better.
        value: The figure; None if it is not defined for these questions.
        low: Lower end of its 95% interval: by bootstrap, or for a share of exactly 0 or 1, where
            no resample differs, Wilson's score interval.
        high: Upper end of that interval.
        questions: How many questions it is computed from.
    """

    key: str
    label: str
    group: str
    definition: str
    unit: str
    higher_is_better: bool
    value: float | None
    low: float | None
    high: float | None
    questions: int


def measure(
    records: Sequence[QuestionRecord],
    measures: Sequence[Measure],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[Measurement, ...]:
    """Compute measures of a run.

    Args:
        records: One record for each question.
        measures: The measures to compute; :data:`qa.evaluation.catalogue.MEASURES` has all of them.
        resamples: The number of bootstrap resamples for the intervals.
        seed: The same seed gives the same intervals.
    """
    return tuple(_take(each, records, resamples, seed) for each in measures)


def _take(
    each: Measure, records: Sequence[QuestionRecord], resamples: int, seed: int
) -> Measurement:
    rows = each.rows(records)
    value = each.statistic(rows) if len(rows) else math.nan
    trials = each.trials(rows) if each.trials and len(rows) else 0
    if trials and value in {0.0, 1.0}:
        interval = wilson_interval(value, trials)
    else:
        interval = bootstrap_interval(rows, each.statistic, resamples=resamples, seed=seed)
    return Measurement(
        key=each.key,
        label=each.label,
        group=each.group,
        definition=each.definition,
        unit=each.unit,
        higher_is_better=each.higher_is_better,
        value=_defined(value),
        low=_defined(interval.low),
        high=_defined(interval.high),
        questions=int(np.sum(~np.isnan(rows[:, 0]))) if len(rows) else 0,
    )


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
