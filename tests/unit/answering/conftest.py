from __future__ import annotations

from collections.abc import Callable

import pytest
from llama_index.core.schema import TextNode

from qa.models import Reading, Span
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.fixture
def read_node() -> MakeNode:
    """Make a passage that was read: its text, and the spans found with their gaps, best first."""

    def make(
        text: str,
        *marked: tuple[str, float],
        article: str = "a",
        published: str | None = None,
        offset: int = 0,
        retrieved: float = 0.5,
        cosine: float = 0.5,
        title: str | None = None,
    ) -> ReadNode:
        spans = tuple(
            Span(text.index(words), text.index(words) + len(words), gap, 0.0)
            for words, gap in marked
        )
        node = TextNode(
            text=text,
            start_char_idx=offset,
            end_char_idx=offset + len(text),
            metadata={
                "article_id": article,
                "title": title or f"Title {article}",
                "published": published,
                "path": f"{article}.txt",
            },
        )
        return ReadNode(
            node=node,
            score=retrieved,
            retrieved=retrieved,
            cosine=cosine,
            reading=Reading(spans, 0.0),
        )

    return make
