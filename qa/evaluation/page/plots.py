"""Plots as inline SVG: risk against coverage, reliability, time, kinds of question."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from qa.evaluation.metrics import CurvePoint
from qa.evaluation.page.markup import count, escape, figure
from qa.evaluation.report import Report

__all__ = ["plots_section"]

_WIDTH, _HEIGHT = 380, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 24, 42
_POINTS = 400
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_TIME_BINS = 24


def plots_section(report: Report) -> str:
    """Return all plots of a report."""
    figures = [_risk_coverage(report), _reliability(report), _time(report), _kinds(report)]
    return (
        '<section aria-labelledby="plots"><h2 id="plots">How it behaves</h2>'
        f'<div class="plots">{"".join(figures)}</div></section>'
    )


class _Axes:
    """Places values on the plot's area.

    Args:
        right: Value at the right end of the x axis; the left is 0.
        top: Value at the top of the y axis; the bottom is 0.
    """

    def __init__(self, right: float, top: float) -> None:
        self._right, self._top = right, top

    def x(self, value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / self._right

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self._top

    def frame(self, x_label: str, y_label: str) -> str:
        marks = []
        for tick in _TICKS:
            x, y = self.x(tick * self._right), self.y(tick * self._top)
            marks.append(
                f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" '
                f'y1="{y:.1f}" y2="{y:.1f}"/>'
                f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
                f"{_tick(tick * self._top)}</text>"
                f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">'
                f"{_tick(tick * self._right)}</text>"
            )
        middle = (_TOP + _HEIGHT - _BOTTOM) / 2
        return (
            "".join(marks)
            + f'<text class="axis" x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 6}" '
            f'text-anchor="middle">{escape(x_label)}</text>'
            f'<text class="axis" transform="translate(11 {middle}) rotate(-90)" '
            f'text-anchor="middle">{escape(y_label)}</text>'
        )


def _risk_coverage(report: Report) -> str:
    title = "Risk against coverage"
    curve = report.risk_coverage
    if not curve:
        return _empty(title)
    axes = _Axes(1.0, _ceiling(max(point.risk for point in curve)))
    shown = _thin(curve)
    start = f"M{axes.x(0):.1f},{axes.y(shown[0].risk):.1f}"
    line = start + "".join(f"L{axes.x(p.coverage):.1f},{axes.y(p.risk):.1f}" for p in shown)
    area = (
        f"{line}L{axes.x(shown[-1].coverage):.1f},{axes.y(0):.1f}L{axes.x(0):.1f},{axes.y(0):.1f}Z"
    )
    drawing = f'<path class="area" d="{area}"/><path class="line" d="{line}"/>'
    note = "No question reaches the threshold."
    kept = [point for point in curve if point.threshold >= report.about.threshold]
    if kept:
        here = kept[-1]
        note = (
            f"At the threshold of {report.about.threshold:.2f}, {here.coverage:.0%} of the "
            f"proposed answers are given and {here.risk:.1%} of those are wrong."
        )
        drawing += (
            f'<circle class="point" r="5" cx="{axes.x(here.coverage):.1f}" '
            f'cy="{axes.y(here.risk):.1f}"><title>{escape(note)}</title></circle>'
        )
    return _plot(title, axes.frame("coverage", "risk") + drawing, note)


def _reliability(report: Report) -> str:
    title = "Reliability"
    if not report.reliability:
        return _empty(title)
    axes = _Axes(1.0, 1.0)
    most = max(each.count for each in report.reliability)
    bars = []
    for each in report.reliability:
        left, right = axes.x(each.low) + 1.5, axes.x(each.high) - 1.5
        top = axes.y(each.accuracy)
        told = (
            f"Confidence {each.low:.1f} to {each.high:.1f}: {count(each.count, 'question')}, "
            f"{each.accuracy:.0%} right, {each.confidence:.0%} claimed"
        )
        bars.append(
            f'<g><title>{escape(told)}</title><rect class="bar" x="{left:.1f}" y="{top:.1f}" '
            f'width="{right - left:.1f}" height="{max(axes.y(0) - top, 1):.1f}" '
            f'fill-opacity="{0.3 + 0.6 * each.count / most:.2f}"/>'
            f'<line class="claimed" x1="{left:.1f}" x2="{right:.1f}" '
            f'y1="{axes.y(each.confidence):.1f}" y2="{axes.y(each.confidence):.1f}"/>'
            f'<text class="small" x="{(left + right) / 2:.1f}" '
            f'y="{_TOP - 8}" '
            f'text-anchor="middle">{each.count}</text></g>'
        )
    diagonal = (
        f'<line class="ideal" x1="{axes.x(0)}" y1="{axes.y(0)}" x2="{axes.x(1)}" y2="{axes.y(1)}"/>'
    )
    note = (
        "Bars: share answered right at each confidence, the number of questions above. "
        f"Short lines: what was claimed. Mean gap {figure(report.value('ece'))}."
    )
    drawing = axes.frame("confidence", "answered right") + diagonal + "".join(bars)
    return _plot(title, drawing, note)


def _time(report: Report) -> str:
    title = "Time to answer"
    seconds = np.array([record.seconds for record in report.records])
    if not len(seconds):
        return _empty(title)
    median, late = float(np.median(seconds)), float(np.quantile(seconds, 0.95))
    in_milliseconds = late < 1
    scale, unit = (1000.0, "milliseconds") if in_milliseconds else (1.0, "seconds")
    end = _round_up(max(float(np.quantile(seconds, 0.99)), late) * scale)
    # Slower ones fall into the last bar, so that one slow start does not flatten all others.
    counts, edges = np.histogram(np.minimum(seconds * scale, end), _TIME_BINS, (0, end))
    axes = _Axes(end, _round_up(max(int(counts.max()), 4)))
    bars = "".join(
        f"<g><title>{low:.3g} to {high:.3g} {unit}: {count(int(number), 'question')}</title>"
        f'<rect class="bar" x="{axes.x(low) + 0.5:.1f}" y="{axes.y(number):.1f}" '
        f'width="{axes.x(high) - axes.x(low) - 1:.1f}" '
        f'height="{axes.y(0) - axes.y(number):.1f}" fill-opacity=".75"/></g>'
        for number, low, high in zip(counts, edges, edges[1:], strict=False)
        if number
    )
    lines = "".join(
        f'<line class="ideal" x1="{axes.x(at * scale):.1f}" x2="{axes.x(at * scale):.1f}" '
        f'y1="{axes.y(0)}" y2="{_TOP}"/>'
        for at in (median, late)
    )
    half, most, all_ = (figure(at, "seconds") for at in (median, late, float(seconds.max())))
    note = (
        f"Half of the questions took at most {half}, 95 of 100 at most {most} (dashed); "
        f"the slowest took {all_}."
    )
    return _plot(title, axes.frame(unit, "questions") + bars + lines, note)


def _kinds(report: Report) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(score.kind)}<span class="aside">'
        f"{count(score.questions, 'question')}, {score.failed} failed</span></th>"
        f'<td><span class="track"><span class="fill" style="width:{100 * score.f1:.1f}%"></span>'
        f'</span></td><td class="number strong">{figure(score.f1, digits=2)}</td></tr>'
        for score in report.kinds
    )
    return (
        '<figure class="plot broad"><figcaption><h3>F1 by kind of question</h3></figcaption>'
        '<table class="kinds"><thead class="hidden"><tr><th scope="col">Kind</th>'
        f'<th scope="col">Bar</th><th scope="col">F1</th></tr></thead><tbody>{rows}</tbody></table>'
        "</figure>"
    )


def _plot(title: str, drawing: str, note: str) -> str:
    return (
        f'<figure class="plot"><figcaption><h3>{escape(title)}</h3></figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}. {escape(note)}">{drawing}</svg>'
        f'<p class="note">{escape(note)}</p></figure>'
    )


def _empty(title: str) -> str:
    return (
        f'<figure class="plot"><figcaption><h3>{escape(title)}</h3></figcaption>'
        '<p class="note">Nothing was answered, so there is nothing to draw.</p></figure>'
    )


def _thin(curve: Sequence[CurvePoint]) -> Sequence[CurvePoint]:
    """More points than pixels draw the same line in a larger file."""
    step = math.ceil(len(curve) / _POINTS)
    return [*curve[:-1:step], curve[-1]]


def _ceiling(value: float) -> float:
    return next(top for top in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if value <= top)


def _round_up(value: float) -> float:
    """Return the next number of which a quarter is short to write."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(power * step for step in (1, 2, 4, 6, 8, 10, 20) if value <= power * step)


def _tick(value: float) -> str:
    return f"{value:.3g}"
