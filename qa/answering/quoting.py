"""From a stretch of a passage to a quote of its article, still to be verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.citations import Quote

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

__all__ = ["quote_passage"]


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
        The quote, with offsets in the article.
    """
    offset = node.start_char_idx or 0  # type: ignore[attr-defined]
    return Quote(
        str(node.metadata["article_id"]),
        node.get_content()[start:end],
        offset + start,
        tuple((offset + first, offset + last) for first, last in marked),
        node.metadata.get("page"),
    )
