"""``--fail-under f1=0.85``: bounds that a run must keep, for continuous integration."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import ConfigurationError
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.report import Report

__all__ = ["Bound", "Shortfall", "check_bounds", "parse_bound"]


@dataclass(frozen=True, slots=True)
class Bound:
    """The least a measure may be.

    Attributes:
        key: The measure.
        least: A share in [0, 1].
    """

    key: str
    least: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A bound that was not kept.

    Attributes:
        bound: Which one.
        value: What was measured; None where the measure is not defined for these questions.
    """

    bound: Bound
    value: float | None


def parse_bound(text: str) -> Bound:
    """Parse ``measure=least``.

    Raises:
        ConfigurationError: The measure is unknown or better when lower, or the number does not
            lie in [0, 1].
    """
    key, _, number = (part.strip() for part in text.partition("="))
    known = sorted(measure.key for measure in MEASURES if measure.higher_is_better)
    if key not in known:
        close = difflib.get_close_matches(key, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"Choose from: {', '.join(known)}."
        raise ConfigurationError(f"No measure {key!r} can have a least value.", hint=hint)
    try:
        least = float(number)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise ConfigurationError(
            f"{text!r} gives no number from 0 to 1.", hint=f"Write it like {key}=0.85."
        )
    return Bound(key=key, least=least)


def check_bounds(report: Report, bounds: Sequence[Bound]) -> tuple[Shortfall, ...]:
    """Return the bounds that a run does not keep; a measure that is not defined keeps none."""
    measured = ((bound, report.value(bound.key)) for bound in bounds)
    return tuple(
        Shortfall(bound, value) for bound, value in measured if value is None or value < bound.least
    )
