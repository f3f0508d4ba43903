"""Describes the passages that were read, as an answer carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answers import Passage
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

__all__ = ["described"]

# Digits of the scores: more are noise, and make the JSON of an answer long.
_DIGITS = 4


def described(nodes: Sequence[NodeWithScore]) -> tuple[Passage, ...]:
    """Describe passages with their scores, in their order."""
    return tuple(_passage(node) for node in nodes)


def _passage(found: NodeWithScore) -> Passage:
    node = found.node
    text = node.get_content()
    start = getattr(node, "start_char_idx", None) or 0
    return Passage(
        article_id=node.metadata["article_id"],
        title=node.metadata["title"],
        published=node.metadata["published"],
        path=node.metadata["path"],
        text=text,
        start=start,
        end=start + len(text),
        score=round(found.score or 0.0, _DIGITS),
        keyword=round(getattr(found, "keyword", 0.0), _DIGITS),
        cosine=round(getattr(found, "cosine", 0.0), _DIGITS),
        read=isinstance(found, ReadNode),
    )
