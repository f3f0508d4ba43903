"""From a stretch of a passage to a quote of its article, and the proof that the quote stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.schema import BaseNode

__all__ = ["Quote", "locate", "quote_passage", "verify"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that an answerer proposes to cite.

    Attributes:
        article_id: The article it claims to stand in.
        text: The claimed words.
        start: Claimed offset of its first character in the article's whole text.
        spans: Offsets (start, end) in the article of what answers the question.
        page: The page it stands on, where the article has pages.
    """

    article_id: str
    text: str
    start: int
    spans: tuple[tuple[int, int], ...] = ()
    page: int | None = None

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


def quote_passage(
    node: BaseNode, start: int = 0, end: int | None = None, *marked: tuple[int, int]
) -> Quote:
    """Quote a stretch of a passage.

    Args:
        node: The passage; its metadata name the article, and the page where there are pages.
        start: Offset of the first character in the passage.
        end: Offset behind the last one; the end of the passage by default.
        marked: Offsets (start, end) in the passage of what answers the question.

    Returns:
        The quote, with offsets in the article; it is still to be verified.
    """
    offset = node.start_char_idx or 0  # type: ignore[attr-defined]
    return Quote(
        str(node.metadata["article_id"]),
        node.get_content()[start:end],
        offset + start,
        tuple((offset + first, offset + last) for first, last in marked),
        node.metadata.get("page"),
    )


def verify(quotes: Sequence[Quote], text_of: Callable[[str], str | None]) -> list[Quote | None]:
    """Keep the quotes that stand verbatim in the stored article.

    Args:
        quotes: As proposed.
        text_of: The stored text of an article; None where there is no such article.

    Returns:
        In the order given, each quote or None where it does not survive: the article is unknown,
        the quote is empty, the text at its offsets is not the quote character for character, or a
        marked span lies outside it.
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
        words: What to find; blanks around it are ignored.
        text: Where to find it.
        near: Of several places, the one that starts closest to this offset is taken.

    Returns:
        Offsets (start, end), or None where the words do not stand there.
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
