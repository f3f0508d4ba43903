"""The figures of many runs over time, as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from qa.errors import GoldSetError, StorageError
from qa.evaluation.compare import altered
from qa.evaluation.measures import Measurement
from qa.evaluation.page.markup import count, figure, span_text
from qa.evaluation.page.plots import Axes
from qa.evaluation.report import JSON_NAME, Report, read_report
from qa.templates import templates

__all__ = ["Line", "read_reports", "render_trend", "write_trend"]

PAGE_NAME = "trend.html"
_SHOWN = (
    "f1", "exact_match", "refusal_precision", "refusal_recall", "ece", "citation_f1", "hit@5",
    "seconds_median",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over the runs, in pixels.

    Attributes:
        label: The measure.
        axes: The axes; x counts the runs from 0.
        points: Each run that has a figure: x, y, the ends of the interval, and what it shows.
        last: The newest figure, as text.
    """

    label: str
    axes: Axes
    points: tuple[tuple[float, float, float, float, str], ...]
    last: str


def read_reports(folder: Path) -> tuple[Report, ...]:
    """Read all reports in a folder and in the folders below it, oldest first.

    Raises:
        GoldSetError: There is no report, or one of them cannot be read.
    """
    files = sorted(folder.rglob(JSON_NAME)) if folder.is_dir() else []
    if not files:
        raise GoldSetError(
            f"There is no {JSON_NAME} in {folder}.",
            hint="Write some, each in a folder of its own: qa eval --output DIR/NAME",
        )
    return tuple(sorted(map(read_report, files), key=lambda report: report.about.started))


def render_trend(reports: Sequence[Report]) -> str:
    """Return the page as HTML; all text is escaped.

    Args:
        reports: The reports, oldest first.
    """
    environment = templates("qa.evaluation.page")
    environment.filters |= {"counted": count, "figure": figure, "short": "{:.1f}".format}
    previous = [None, *reports[:-1]]
    runs = [
        (report, altered(before.about, report.about) if before else ())
        for before, report in zip(previous, reports, strict=True)
    ]
    style = (resources.files("qa.evaluation.page") / "page.css").read_text(encoding="utf-8")
    return environment.get_template("trend.html").render(
        runs=runs,
        lines=[_line(key, reports) for key in _SHOWN],
        gold=sorted({report.about.gold for report in reports}),
        digests=len({report.about.gold_digest for report in reports}),
        style=Markup(style),
    )


def write_trend(reports: Sequence[Report], folder: Path) -> Path:
    """Write ``trend.html`` into a folder.

    Raises:
        StorageError: The folder cannot be written.
    """
    file = folder / PAGE_NAME
    try:
        file.write_bytes(render_trend(reports).encode(errors="replace"))
    except OSError as error:
        raise StorageError(
            f"The trend cannot be written to {folder}: {error.strerror}.",
            hint="Give a folder that can be written and has room.",
        ) from error
    return file


def _line(key: str, reports: Sequence[Report]) -> Line:
    found = [{each.key: each for each in report.measures}[key] for report in reports]
    values = [each.value for each in found if each.value is not None]
    end = 1.0 if found[0].unit == "share" else max(*values, 0.1) * 1.2 if values else 1.0
    axes = Axes(max(1.0, len(reports) - 1.0), end, "run", found[0].label)
    points = tuple(
        _point(axes, place, each, report)
        for place, (each, report) in enumerate(zip(found, reports, strict=True))
        if each.value is not None
    )
    return Line(found[0].label, axes, points, figure(found[-1].value, found[-1].unit))


def _point(
    axes: Axes, place: int, each: Measurement, report: Report
) -> tuple[float, float, float, float, str]:
    value = each.value or 0.0
    low = value if each.low is None else each.low
    high = value if each.high is None else min(each.high, axes.y_end)
    interval = span_text(each.low, each.high, each.unit)
    told = f"{report.about.started}: {figure(value, each.unit)} ({interval})"
    return axes.x(place), axes.y(value), axes.y(low), axes.y(high), told
