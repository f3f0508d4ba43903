"""Minimum values of a run's figures, for CI: ``--fail-under f1=0.85``."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import ConfigurationError
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.report import Report

__all__ = ["Minimum", "Shortfall", "check_minimums", "parse_minimum"]


@dataclass(frozen=True, slots=True)
class Minimum:
    """The smallest value that a measure may have.

    Attributes:
        key: The measure.
        least: The smallest value allowed, a share in [0, 1].
    """

    key: str
    least: float


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A minimum that was not reached.

    Attributes:
        minimum: The one that was not reached.
        value: The measured value; None if the measure is not defined for these questions.
    """

    minimum: Minimum
    value: float | None


def parse_minimum(text: str) -> Minimum:
    """Parse ``measure=least``.

    Raises:
        ConfigurationError: The measure is unknown, a lower value of it is better, or the number is
            not in [0, 1].
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
    return Minimum(key=key, least=least)


def check_minimums(report: Report, minimums: Sequence[Minimum]) -> tuple[Shortfall, ...]:
    """Return the minimums that a run does not reach.

    A measure that is not defined for these questions does not reach its minimum.
    """
    measured = ((minimum, report.value(minimum.key)) for minimum in minimums)
    return tuple(
        Shortfall(minimum, value)
        for minimum, value in measured
        if value is None or value < minimum.least
    )
