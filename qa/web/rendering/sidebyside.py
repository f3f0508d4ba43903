"""A timeline, and the articles' answers side by side, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from qa.assistant import Comparison, Timeline

__all__ = ["comparison_html", "timeline_html"]

# More days than this would make the page slow; the filters lead to the others.
_MOST_DAYS = 300


def timeline_html(found: Timeline) -> str:
    """Return a timeline as a list of days; if there are very many, only the first ones."""
    shown = found.days[:_MOST_DAYS]
    left = len(found.days) - len(shown)
    return render("timeline", days=shown, left=left, undated=found.undated)


def comparison_html(found: Comparison) -> str:
    """Return a comparison as columns, the newest article first."""
    return render("comparison", found=found)
