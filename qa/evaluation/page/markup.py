"""Small pieces of HTML: escaped text, marked text, figures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

__all__ = ["count", "figure", "mark", "slug", "span_text"]


def mark(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Escape text and wrap the spans (start, end) in ``<mark>``; overlapping spans are joined."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(start, at)
        if not first < end <= len(text):
            continue
        pieces += [escape(text[at:first]), f"<mark>{escape(text[first:end])}</mark>"]
        at = end
    return Markup("".join(pieces) + escape(text[at:]))


def figure(value: float | None, unit: str = "share", digits: int = 3) -> str:
    """Return a figure as text: ``0.885``, ``0.12 s``, or ``n/a`` if it is not defined."""
    if value is None:
        return "n/a"
    if unit == "seconds":
        return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"
    return f"{value:.{digits}f}"


def span_text(low: float | None, high: float | None, unit: str = "share", digits: int = 3) -> str:
    """Return an interval as text."""
    if low is None or high is None:
        return ""
    return f"{figure(low, unit, digits)} to {figure(high, unit, digits)}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 question``, ``2 questions``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def slug(text: str) -> str:
    """Return the text as a word that is valid in an id or a class."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
