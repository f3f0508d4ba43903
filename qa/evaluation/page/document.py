"""The whole page: head, sections, style and script in one file."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from qa.errors import StorageError
from qa.evaluation.compare import Comparison
from qa.evaluation.page.comparison import comparison_section
from qa.evaluation.page.markup import escape
from qa.evaluation.page.overview import causes_section, header, measures_section, tiles
from qa.evaluation.page.plots import plots_section
from qa.evaluation.page.questions import questions_section
from qa.evaluation.report import Report

__all__ = ["PAGE_NAME", "render_page", "write_page"]

PAGE_NAME = "report.html"

#: Whatever an article holds, the page fetches nothing and sends nothing.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)


def render_page(report: Report, comparison: Comparison | None = None) -> str:
    """Return the page as HTML; all text of questions and articles is escaped.

    Args:
        report: The run.
        comparison: Shown where given: what changed since an earlier run.
    """
    sections = [
        header(report),
        "<main>",
        tiles(report),
        comparison_section(comparison) if comparison else "",
        causes_section(report),
        plots_section(report),
        questions_section(report),
        measures_section(report),
        "</main>",
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>Evaluation of {escape(report.about.gold)}</title>",
            f"<style>{_asset('page.css')}</style>",
            "</head>",
            "<body>",
            *sections,
            f"<script>{_asset('page.js')}</script>",
            "</body>",
            "</html>",
        ]
    )


def write_page(report: Report, folder: Path, comparison: Comparison | None = None) -> Path:
    """Write ``report.html`` into a folder.

    Raises:
        StorageError: The folder cannot be written.
    """
    file = folder / PAGE_NAME
    # A lone surrogate cannot be encoded; it is shown as a question mark instead of losing the page.
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


def _asset(name: str) -> str:
    return (resources.files("qa.evaluation.page") / name).read_text(encoding="utf-8")
