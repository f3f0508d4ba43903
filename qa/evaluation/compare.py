"""Compares two runs over the same questions: which figures and which answers changed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.evaluation.catalogue import MEASURES
from qa.evaluation.measures import Measure
from qa.evaluation.records import QuestionRecord
from qa.evaluation.report import About, Report
from qa.evaluation.statistics import paired_test

__all__ = ["Change", "Comparison", "Difference", "Verdict", "altered", "compare_reports"]


class Verdict(StrEnum):
    """How the result of a question changed between two runs."""

    BROKEN = "broken"
    FIXED = "fixed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of both runs, over the questions that both asked.

    Attributes:
        key: The measure's name.
        label: Its name for people.
        unit: ``share`` or ``seconds``.
        higher_is_better: Whether a higher value is better.
        old: The earlier figure; None if it is not defined.
        new: The later figure; None if it is not defined.
        low: Lower end of the 95% interval of new minus old; None if either is not defined.
        high: Upper end of that interval.
        p_value: Two-sided p-value, by approximate randomisation.
    """

    key: str
    label: str
    unit: str
    higher_is_better: bool
    old: float | None
    new: float | None
    low: float | None
    high: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One question with a different result in the later run.

    Attributes:
        verdict: Broken means that it fails now and did not fail before. Fixed means the reverse.
            Changed means that it succeeds or fails as before, but with another answer or for
            another cause.
        old: The earlier record.
        new: The later one.
    """

    verdict: Verdict
    old: QuestionRecord
    new: QuestionRecord


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of two runs.

    Attributes:
        shared: How many questions both runs asked, with the same gold row.
        only_old: Ids of questions that only the earlier run asked in this form.
        only_new: Ids of questions that only the later run asked in this form.
        differences: One difference for each measure.
        changes: The changed questions: broken first, then fixed, then changed.
        altered: What the runs were made with, where they differ, in words.
    """

    shared: int
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    altered: tuple[str, ...] = ()


def compare_reports(
    old: Report, new: Report, *, resamples: int = 1000, seed: int = 0
) -> Comparison:
    """Compare two runs question by question.

    A question counts as shared if its id and its whole gold row are the same in both.

    Args:
        old: The earlier run.
        new: The later one.
        resamples: The number of resamples for intervals and tests.
        seed: The same seed gives the same intervals and p-values.
    """
    before = {_identity(record): record for record in old.records}
    after = {_identity(record): record for record in new.records}
    shared = [key for key in after if key in before]
    pairs = [(before[key], after[key]) for key in shared]
    changes = [change for pair in pairs if (change := _change(*pair))]
    order = list(Verdict)
    return Comparison(
        shared=len(shared),
        only_old=tuple(record.gold.id for key, record in before.items() if key not in after),
        only_new=tuple(record.gold.id for key, record in after.items() if key not in before),
        differences=tuple(_difference(each, pairs, resamples, seed) for each in MEASURES),
        changes=tuple(sorted(changes, key=lambda change: order.index(change.verdict))),
        altered=altered(old.about, new.about),
    )


def altered(old: About, new: About) -> tuple[str, ...]:
    """Say in what the runs differ: ``threshold: 0.35 before, now 0.3``."""
    facts = [
        *_pairs(old.settings, new.settings),
        *((f"version of {name}", *both) for name, *both in _pairs(old.versions, new.versions)),
        ("answers of", old.answers or "this assistant", new.answers or "this assistant"),
        ("folder", old.folder, new.folder),
        ("articles", str(old.articles), str(new.articles)),
        ("gold questions", old.gold_digest, new.gold_digest),
        ("threads", str(old.threads), str(new.threads)),
        ("questions drawn", str(old.limit or "all"), str(new.limit or "all")),
    ]
    if not old.settings or not new.settings:  # an older report, or another system
        facts.append(("settings", old.settings_hash, new.settings_hash))
    return tuple(f"{name}: {was} before, now {now}" for name, was, now in facts if was != now)


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the values of both sides by name, if both sides have values."""
    if not old or not new:
        return []
    return [
        (name, old.get(name, "none"), new.get(name, "none")) for name in dict.fromkeys([*old, *new])
    ]


def _identity(record: QuestionRecord) -> tuple[object, ...]:
    gold = record.gold
    filters = (gold.since, gold.until, gold.articles)
    return gold.id, gold.question, gold.answers, gold.evidence, gold.history, gold.expect, filters


def _difference(
    measure: Measure,
    pairs: Sequence[tuple[QuestionRecord, QuestionRecord]],
    resamples: int,
    seed: int,
) -> Difference:
    old = measure.rows([before for before, _ in pairs])
    new = measure.rows([after for _, after in pairs])
    test = paired_test(old, new, measure.statistic, resamples=resamples, seed=seed)
    return Difference(
        key=measure.key,
        label=measure.label,
        unit=measure.unit,
        higher_is_better=measure.higher_is_better,
        old=_defined(measure.statistic(old)) if len(old) else None,
        new=_defined(measure.statistic(new)) if len(new) else None,
        low=_defined(test.interval.low),
        high=_defined(test.interval.high),
        p_value=_defined(test.p_value),
    )


def _change(old: QuestionRecord, new: QuestionRecord) -> Change | None:
    if old.cause is None and new.cause is not None:
        return Change(Verdict.BROKEN, old, new)
    if old.cause is not None and new.cause is None:
        return Change(Verdict.FIXED, old, new)
    same = (old.answer, old.refused, old.cause) == (new.answer, new.refused, new.cause)
    # If a question was refused in both runs, the user sees no change, whatever answer was withheld.
    unseen = old.refused and new.refused and old.cause == new.cause
    return None if same or unseen else Change(Verdict.CHANGED, old, new)


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value
