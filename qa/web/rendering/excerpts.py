"""A citation's passage in its surrounding text, cut into parts; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.web.rendering.escaping import escape

if TYPE_CHECKING:
    from qa.answers import Citation

__all__ = ["Excerpt", "excerpt", "quote_html"]

# Characters shown before and behind a passage: two or three lines of a card.
_REACH = 160


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with what stands around it.

    Attributes:
        before: Text in front of the quote, cut at a word; begins with an ellipsis where cut.
        quote: HTML of the quote, what answers the question marked.
        behind: Text behind the quote; ends with an ellipsis where cut.
    """

    before: str
    quote: str
    behind: str

    def html(self) -> str:
        """Return the whole as HTML, the quote marked within its surroundings."""
        return (
            f'<span class="around">{escape(self.before)}</span>'
            f'<mark class="quote">{self.quote}</mark>'
            f'<span class="around">{escape(self.behind)}</span>'
        )


def excerpt(citation: Citation, text: str | None) -> Excerpt:
    """Cut a passage out of its article.

    Args:
        citation: What is cited.
        text: The article's whole text; None where it is gone or has changed, and the quote is
            shown alone.
    """
    quote = quote_html(citation)
    if text is None or text[citation.start : citation.end] != citation.quote:
        return Excerpt("", quote, "")
    before = text[max(0, citation.start - _REACH) : citation.start]
    behind = text[citation.end : citation.end + _REACH]
    if citation.start > _REACH:
        before = "… " + before.partition(" ")[2]
    if citation.end + _REACH < len(text):
        behind = behind.rpartition(" ")[0] + " …"
    return Excerpt(before, quote, behind)


def quote_html(citation: Citation) -> str:
    """Return the quote as HTML with its answering spans in ``<mark class="span">``."""
    whole = (citation.start, citation.end)
    spans = sorted(span for span in citation.spans if tuple(span) != whole)
    pieces = []
    at = 0
    for start, end in spans:
        start, end = max(start - citation.start, at), min(end - citation.start, len(citation.quote))
        if start >= end:
            continue
        pieces.append(escape(citation.quote[at:start]))
        pieces.append(f'<mark class="span">{escape(citation.quote[start:end])}</mark>')
        at = end
    pieces.append(escape(citation.quote[at:]))
    return "".join(pieces)
