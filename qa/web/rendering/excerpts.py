"""A passage in its surrounding text, cut into pieces that are shown differently. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.assistant import dateline_end, read_header

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.answers import Citation

__all__ = ["Excerpt", "Pieces", "excerpt", "pieces_of"]

# Characters shown before and after a passage: two or three lines of a card.
_REACH = 160

#: A text in pieces, each with a flag that says whether it answers the question.
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with the text around it.

    Attributes:
        before: Text before the quote, cut at a word; it begins with an ellipsis if cut.
        quote: The quote.
        behind: Text after the quote; it ends with an ellipsis if cut.
    """

    before: str
    quote: Pieces
    behind: str


def excerpt(citation: Citation, text: str | None) -> Excerpt:
    """Cut a passage out of its article, without a header's lines, such as a date, and dateline.

    Args:
        citation: What is cited.
        text: The article's whole text; None if the article is gone or has changed, in which case
            the quote is shown alone.
    """
    quote = pieces_of(citation.quote, citation.start, citation.spans)
    if text is None or text[citation.start : citation.end] != citation.quote:
        return Excerpt("", quote, "")
    body = _without_dateline(text, read_header(text).body(text))
    first = max(0, citation.start - _REACH)
    before = _without_header(text, first, citation.start, body).lstrip()
    behind = _without_header(text, citation.end, citation.end + _REACH, body)
    if any(start < first < end for start, end in body):
        before = "… " + before.partition(" ")[2]
    if citation.end + _REACH < len(text):
        behind = behind.rpartition(" ")[0] + " …"
    return Excerpt(before, quote, behind)


def _without_dateline(text: str, body: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Let a body begin behind its dateline: ``LONDON, England (CNN) --``."""
    parts = list(body)
    if parts:
        start, end = parts[0]
        first = end - len(text[start:end].lstrip())
        parts[0] = (min(end, dateline_end(text, first)), end)
    return parts


def _without_header(text: str, first: int, last: int, body: Iterable[tuple[int, int]]) -> str:
    """Return a part of the text; an empty line replaces what is outside the article's body."""
    shown, at = [], first
    for start, end in body:
        begin, stop = max(start, at), min(end, last)
        if begin < stop:
            shown += ["\n\n" if begin > at else "", text[begin:stop]]
            at = stop
    shown += ["\n\n" if at < min(last, len(text)) else ""]
    return re.sub(r"\n{3,}", "\n\n", "".join(shown))


def pieces_of(quote: str, start: int, spans: Iterable[tuple[int, int]]) -> Pieces:
    """Split a quote into the parts that answer the question and the parts that do not.

    Args:
        quote: The quote.
        start: Its offset in the article.
        spans: Offsets in the article of the parts that answer the question. A span that covers the
            whole quote marks nothing; if two overlap, the later one loses the shared part.
    """
    pieces = []
    at = 0
    for first, last in sorted(spans):
        begin, end = max(first - start, at), min(last - start, len(quote))
        if begin < end and (first, last) != (start, start + len(quote)):
            pieces += [(quote[at:begin], False), (quote[begin:end], True)]
            at = end
    return (*pieces, (quote[at:], False))
