"""Bounds of a run's figures, for CI: ``--fail-under f1=0.85``."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import ConfigurationError
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.measures import Measure
from qa.evaluation.report import Report

__all__ = ["Minimum", "Shortfall", "check_minimums", "parse_minimum"]


# A name less like a known one than this is not taken for a slip of the pen.
_LIKENESS = 0.75
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Minimum:
    """A bound that a measure must keep.

    Attributes:
        key: The measure.
        least: The smallest value allowed, a share in [0, 1]; the greatest one, if a lower value of
            the measure is better. If negative, how much worse than in the earlier run it may be.
        kind: Only the questions of this kind count; None for all.
    """

    key: str
    least: float
    kind: str | None = None

    @property
    def is_drop(self) -> bool:
        """Whether the bound is relative to an earlier run."""
        return self.least < 0

    @property
    def name(self) -> str:
        """The measure, with the kind if there is one: ``fact.f1``."""
        return self.key if self.kind is None else f"{self.kind}.{self.key}"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A bound that was not kept.

    Attributes:
        minimum: The one that was not kept.
        value: The measured value; None if the measure is not defined for these questions.
        earlier: The value of the earlier run, if the bound is relative to it.
    """

    minimum: Minimum
    value: float | None
    earlier: float | None = None

    def __str__(self) -> str:
        name = self.minimum.name
        if self.value is None:
            return f"{name} is not defined here, so it cannot keep its bound"
        if self.minimum.is_drop:
            before = "n/a" if self.earlier is None else f"{self.earlier:.3f}"
            allowed = -self.minimum.least
            return f"{name} is {self.value:.3f} after {before}; it may be at most {allowed:g} worse"
        side = "under" if _measure(self.minimum.key).higher_is_better else "over"
        return f"{name} is {self.value:.3f}, {side} {self.minimum.least:g}"


def parse_minimum(text: str) -> Minimum:
    """Parse a bound.

    ``f1=0.85``: at least .85. ``ece=0.1``: at most .1, since lower is better. ``fact.f1=0.8``: only
    the questions of the kind "fact". ``f1=-0.02``: at most .02 worse than in the earlier run.

    Raises:
        ConfigurationError: The measure is unknown or is not a share, or the number is not in
            [-1, 1].
    """
    name, _, number = (part.strip() for part in text.partition("="))
    known = sorted(measure.key for measure in MEASURES if measure.unit == "share")
    kind, _, key = name.rpartition(".")
    if key not in known:
        close = difflib.get_close_matches(key, known, n=1, cutoff=_LIKENESS)
        hint = f"Did you mean {close[0]}?" if close else f"Choose from: {', '.join(known)}."
        raise ConfigurationError(f"There is no measure {key!r} to bound.", hint=hint)
    try:
        least = float(number)
    except ValueError:
        least = 2.0
    if not -1 <= least <= 1:
        raise ConfigurationError(
            f"{text!r} gives no number from -1 to 1.",
            hint=f"Write it like {key}=0.85, or {key}=-0.02 for a drop since the earlier run.",
        )
    return Minimum(key, least, kind or None)


def check_minimums(
    report: Report, minimums: Sequence[Minimum], earlier: Report | None = None
) -> tuple[Shortfall, ...]:
    """Return the bounds that a run does not keep.

    A measure that is not defined for these questions does not keep its bound.

    Args:
        report: The run.
        minimums: The bounds.
        earlier: The run that a drop is measured against.

    Raises:
        ConfigurationError: A bound is relative to an earlier run, and none is given.
    """
    missed = []
    for minimum in minimums:
        if minimum.is_drop and earlier is None:
            raise ConfigurationError(
                f"{minimum.name}={minimum.least:g} bounds a drop, but there is no earlier run.",
                hint="Name the earlier run's report: --compare report.json",
            )
        value = _value(report, minimum)
        before = _value(earlier, minimum) if earlier and minimum.is_drop else None
        if not _keeps(minimum, value, before):
            missed.append(Shortfall(minimum, value, before))
    return tuple(missed)


def _keeps(minimum: Minimum, value: float | None, before: float | None) -> bool:
    if value is None:
        return False
    sign = 1 if _measure(minimum.key).higher_is_better else -1
    if minimum.is_drop:
        return before is not None and sign * (value - before) >= minimum.least - _ROUNDING
    return sign * (value - minimum.least) >= 0


def _value(report: Report, minimum: Minimum) -> float | None:
    if minimum.kind is None:
        return report.value(minimum.key)
    records = [record for record in report.records if record.gold.kind == minimum.kind]
    measure = _measure(minimum.key)
    value = measure.statistic(measure.rows(records)) if records else math.nan
    return None if math.isnan(value) else value


def _measure(key: str) -> Measure:
    return next(measure for measure in MEASURES if measure.key == key)
