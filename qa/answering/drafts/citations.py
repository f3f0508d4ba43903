"""Quotes stretches of passages, and verifies that quotes occur verbatim in their articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.datelines import dateline_end

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.schema import BaseNode

__all__ = ["Quote", "locate", "quote_passage", "verify"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote that a synthesizer proposes to cite.

    Attributes:
        article_id: The id of the article that is said to contain it.
        text: The quoted words.
        start: The offset that its first character is said to have in the article's whole text.
        spans: Offsets (start, end), in the article, of the words that answer the question.
        page: The page that contains it, if the article has pages.
    """

    article_id: str
    text: str
    start: int
    spans: tuple[tuple[int, int], ...] = ()
    page: int | None = None

    @property
    def end(self) -> int:
        """Offset just after the last character."""
        return self.start + len(self.text)

    def overlaps(self, other: Quote) -> bool:
        """Tell whether both hold a character of one article."""
        same = self.article_id == other.article_id
        return same and self.start < other.end and other.start < self.end


# The mark of an item in a list is no part of what it says.
_ITEM = re.compile(r"[-*+•‣▪]\s+(?=\S)")


def quote_passage(
    node: BaseNode, start: int = 0, end: int | None = None, *marked: tuple[int, int]
) -> Quote:
    """Quote a stretch of a passage, without the dateline that it may begin with.

    Args:
        node: The passage. Its metadata contain the article's id, and the page if there are pages.
        start: Offset of the first character in the passage.
        end: Offset just after the last character; the end of the passage by default.
        marked: Offsets (start, end), in the passage, of the words that answer the question.

    Returns:
        The quote, with offsets in the article. It has not been verified yet.
    """
    offset = node.start_char_idx or 0  # type: ignore[attr-defined]
    text = node.get_content()
    if item := _ITEM.match(text, start):
        start = item.end()
    behind = dateline_end(text, start)
    if all(last > behind for _, last in marked):  # else the dateline says where
        start = behind
    return Quote(
        str(node.metadata["article_id"]),
        text[start:end],
        offset + start,
        tuple((offset + max(first, start), offset + last) for first, last in marked),
        node.metadata.get("page"),
    )


def verify(quotes: Sequence[Quote], text_of: Callable[[str], str | None]) -> list[Quote | None]:
    """Keep the quotes that occur verbatim in the stored article.

    Args:
        quotes: The proposed quotes.
        text_of: Returns the stored text of an article, or None if there is no such article.

    Returns:
        A list in the same order. It has None in place of each quote that is not valid: the
        article is unknown, the quote is empty, the text at its offsets differs from the quote, or
        a marked span lies outside it.
    """
    return [quote if _stands(quote, text_of(quote.article_id)) else None for quote in quotes]


def _stands(quote: Quote, text: str | None) -> bool:
    if text is None or not quote.text.strip() or quote.start < 0:
        return False
    return text[quote.start : quote.end] == quote.text and all(
        quote.start <= start < end <= quote.end for start, end in quote.spans
    )


def locate(words: str, text: str, near: int = 0) -> tuple[int, int] | None:
    """Find words verbatim in a text.

    Args:
        words: The words to find. Whitespace around them is ignored.
        text: The text to search.
        near: If the words occur several times, the place nearest to this offset is used.

    Returns:
        Offsets (start, end), or None if the text does not contain the words.
    """
    words = words.strip()
    if not words:
        return None
    after = text.find(words, near)
    before = text.rfind(words, 0, near + len(words))
    found = [start for start in (before, after) if start >= 0]
    if not found:
        return None
    start = min(found, key=lambda start: abs(start - near))
    return start, start + len(words)
