"""Builds the whole page from templates, style and script as one file."""

from __future__ import annotations

import functools
from importlib import resources
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from qa.answers import Citation
from qa.errors import StorageError
from qa.evaluation.compare import Comparison, Verdict
from qa.evaluation.page.markup import count, figure, mark, slug, span_text
from qa.evaluation.page.plots import plots
from qa.evaluation.report import Report
from qa.templates import Environment, templates

__all__ = ["PAGE_NAME", "render_page", "write_page"]

PAGE_NAME = "report.html"

#: The measures that the reader sees first.
_HEADLINES = (
    "f1",
    "exact_match",
    "refusal_precision",
    "refusal_recall",
    "citation_f1",
    "verbatim",
    "hit@5",
    "seconds_median",
)
#: A difference with a p-value below this is shown in bold. Among about twenty measures, one such
#: difference is expected by chance, and the page says so.
_LEVEL = 0.05


def render_page(report: Report, comparison: Comparison | None = None) -> str:
    """Return the page as HTML; all text of questions and articles is escaped.

    Args:
        report: The report of the run.
        comparison: The changes since an earlier run, which are shown if given.
    """
    by_key = {each.key: each for each in report.measures}
    verdicts = [change.verdict for change in comparison.changes] if comparison else []
    return (
        _environment()
        .get_template("page.html")
        .render(
            about=report.about,
            report=report,
            headlines=[by_key[key] for key in _HEADLINES],
            groups=[
                (name, list(group))
                for name, group in groupby(
                    (one for one in report.measures if one.questions or one.group == "refusal"),
                    lambda one: one.group,
                )
            ],
            plots=plots(report),
            comparison=comparison,
            verdicts=", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in Verdict),
            level=_LEVEL,
            style=_asset("page.css"),
            script=_asset("page.js"),
        )
    )


def write_page(report: Report, folder: Path, comparison: Comparison | None = None) -> Path:
    """Write ``report.html`` into a folder.

    Raises:
        StorageError: The folder cannot be written.
    """
    file = folder / PAGE_NAME
    # A lone surrogate cannot be encoded. It becomes a question mark, so that the page is not lost.
    content = render_page(report, comparison).encode(errors="replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(
            f"The report cannot be written to {folder}: {error.strerror}.",
            hint="Give --output a folder that can be written and has room.",
        ) from error
    return file


@functools.cache
def _environment() -> Environment:
    environment = templates("qa.evaluation.page")
    environment.filters |= {
        "counted": count,
        "figure": figure,
        "mark": mark,
        "own_spans": _own_spans,
        "places_of": _places_of,
        "short": "{:.1f}".format,
        "slug": slug,
        "span_text": span_text,
    }
    return environment


def _own_spans(citation: Citation) -> list[tuple[int, int]]:
    """Return the spans that answer the question, as offsets in the quote."""
    return [(start - citation.start, end - citation.start) for start, end in citation.spans]


def _places_of(quote: str, answers: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the span of each answer's first occurrence in a quote."""
    places = ((quote.find(answer), len(answer)) for answer in answers)
    return [(start, start + length) for start, length in places if start >= 0]


def _asset(name: str) -> Markup:
    return Markup((resources.files("qa.evaluation.page") / name).read_text(encoding="utf-8"))
