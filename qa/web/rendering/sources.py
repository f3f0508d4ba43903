"""The sources beside the conversation: a card for each citation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.web.rendering.excerpts import excerpt
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answers import Citation
    from qa.web.records import StoredTurn

__all__ = ["sources_html"]


def sources_html(
    turns: Sequence[StoredTurn],
    text_of: Callable[[str], str | None],
    *,
    conversation: str | None = None,
) -> str:
    """Return the cards of all turns; the page shows those of the answer in view.

    Args:
        turns: The turns of the conversation, oldest first.
        text_of: Gives an article's whole text by id, or None if the article is gone.
        conversation: The conversation's id, which becomes part of the links' addresses.
    """

    def sources(citations: Sequence[Citation]) -> list[dict[str, Any]]:
        return [_source(citation, text_of(citation.article_id)) for citation in citations]

    shown = [(turn, sources(turn.answer.citations), sources(turn.answer.related)) for turn in turns]
    return render("sources", turns=shown, conversation=conversation)


def _source(citation: Citation, text: str | None) -> dict[str, Any]:
    cut = excerpt(citation, text)
    whole = (citation.start, citation.end)
    return {
        "citation": citation,
        "before": cut.before,
        "quote": cut.quote,
        "behind": cut.behind,
        "found": text is not None,
        "span": next((span for span in citation.spans if tuple(span) != whole), None),
    }
