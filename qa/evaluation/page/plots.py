"""Computes the plots in pixels: risk against coverage, reliability, and time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.metrics import CurvePoint
from qa.evaluation.page.markup import count, figure
from qa.evaluation.report import Report

__all__ = ["Axes", "Bar", "Plot", "plots"]

_POINTS = 400
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TIME_BINS = 24
_NOTHING = "Nothing was answered, so there is nothing to draw."


@dataclass(frozen=True, slots=True)
class Axes:
    """Converts values to positions in a plot. All positions are in the plot's own pixels.

    Attributes:
        x_end: Value at the right end of the x axis; the left is 0.
        y_end: Value at the top of the y axis; the bottom is 0.
    """

    x_end: float
    y_end: float
    x_label: str
    y_label: str
    width: int = 380
    height: int = 260
    left: int = 46
    right: int = 368
    top: int = 24
    bottom: int = 218

    def x(self, value: float) -> float:
        """Return the horizontal position of a value."""
        return self.left + (self.right - self.left) * value / self.x_end

    def y(self, value: float) -> float:
        """Return the vertical position of a value."""
        return self.bottom - (self.bottom - self.top) * value / self.y_end

    @property
    def ticks(self) -> list[tuple[float, float, str, str]]:
        """Return the positions and labels of the marks on both axes: (x, y, x label, y label)."""
        marks = [(tick * self.x_end, tick * self.y_end) for tick in _TICKS]
        return [(self.x(x), self.y(y), f"{x:.3g}", f"{y:.3g}") for x, y in marks]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that stands on the x axis.

    Attributes:
        label: A description of what it shows.
        claimed: Height of a line across the bar, which is drawn with `count` above it. If None,
            neither is drawn.
    """

    left: float
    right: float
    top: float
    opacity: float
    label: str
    claimed: float | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot. The fields that it does not need are empty.

    Attributes:
        note: A description of what it shows.
        axes: Its axes, or None if there is nothing to draw.
        curve: A line, drawn with the area below it.
        point: The point of the threshold on the curve.
        diagonal: Whether the ideal line is drawn, from corner to corner.
        dashes: Positions of vertical dashed lines.
    """

    title: str
    note: str = _NOTHING
    axes: Axes | None = None
    curve: tuple[tuple[float, float], ...] = ()
    point: tuple[float, float] | None = None
    bars: tuple[Bar, ...] = ()
    diagonal: bool = False
    dashes: tuple[float, ...] = ()


def plots(report: Report) -> list[Plot]:
    """Return all plots of a report."""
    return [_risk_coverage(report), _reliability(report), _time(report)]


def _risk_coverage(report: Report) -> Plot:
    title, curve = "Risk against coverage", report.risk_coverage
    if not curve:
        return Plot(title)
    axes = Axes(1.0, _ceiling(max(point.risk for point in curve)), "coverage", "risk")
    shown = _thin(curve)
    line = [(0.0, shown[0].risk), *((point.coverage, point.risk) for point in shown)]
    note, point = "No question reaches the threshold.", None
    kept = [one for one in curve if one.threshold >= report.about.threshold]
    if kept:
        here = kept[-1]
        note = (
            f"At the threshold of {report.about.threshold:.2f}, {here.coverage:.0%} of the "
            f"proposed answers are given and {here.risk:.1%} of those are wrong."
        )
        point = (axes.x(here.coverage), axes.y(here.risk))
    return Plot(title, note, axes, tuple((axes.x(x), axes.y(y)) for x, y in line), point)


def _reliability(report: Report) -> Plot:
    title = "Reliability"
    if not report.reliability:
        return Plot(title)
    axes = Axes(1.0, 1.0, "confidence", "answered right")
    most = max(each.count for each in report.reliability)
    bars = tuple(
        Bar(
            axes.x(each.low) + 1.5,
            axes.x(each.high) - 1.5,
            axes.y(each.accuracy),
            0.3 + 0.6 * each.count / most,
            f"Confidence {each.low:.1f} to {each.high:.1f}: {count(each.count, 'question')}, "
            f"{each.accuracy:.0%} right, {each.confidence:.0%} claimed",
            axes.y(each.confidence),
            each.count,
        )
        for each in report.reliability
    )
    note = (
        "Bars: share answered right at each confidence, the number of questions above. "
        f"Short lines: what was claimed. Mean gap {figure(report.value('ece'))}."
    )
    return Plot(title, note, axes, bars=bars, diagonal=True)


def _time(report: Report) -> Plot:
    title = "Time to answer"
    seconds = np.array([one.seconds for one in report.records if one.seconds is not None])
    if not len(seconds):
        return Plot(title)
    median, late = float(np.median(seconds)), float(np.quantile(seconds, 0.95))
    in_milliseconds = late < 1
    scale, unit = (1000.0, "milliseconds") if in_milliseconds else (1.0, "seconds")
    end = _round_up(max(float(np.quantile(seconds, 0.99)), late) * scale)
    # Slower answers are counted in the last bar, so one slow start does not flatten the others.
    counts, edges = np.histogram(np.minimum(seconds * scale, end), _TIME_BINS, (0, end))
    axes = Axes(end, _round_up(max(int(counts.max()), 4)), unit, "questions")
    bars = tuple(
        Bar(
            axes.x(low) + 0.5,
            axes.x(high) - 0.5,
            axes.y(number),
            0.75,
            f"{low:.3g} to {high:.3g} {unit}: {count(int(number), 'question')}",
        )
        for number, low, high in zip(counts, edges, edges[1:], strict=False)
        if number
    )
    half, most, all_ = (figure(at, "seconds") for at in (median, late, float(seconds.max())))
    note = (
        f"Half of the questions took at most {half}, 95 of 100 at most {most} (dashed); "
        f"the slowest took {all_}."
    )
    dashes = (axes.x(median * scale), axes.x(late * scale))
    return Plot(title, note, axes, bars=bars, dashes=dashes)


def _thin(curve: Sequence[CurvePoint]) -> Sequence[CurvePoint]:
    """Drop points: more points than pixels would draw the same line in a larger file."""
    step = math.ceil(len(curve) / _POINTS)
    return [*curve[:-1:step], curve[-1]]


def _ceiling(value: float) -> float:
    return next(top for top in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if value <= top)


def _round_up(value: float) -> float:
    """Round up to a number whose quarter has few digits."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(power * step for step in (1, 2, 4, 6, 8, 10, 20) if value <= power * step)
