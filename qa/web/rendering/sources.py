"""The sources beside the conversation: a card for each citation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.web.rendering.excerpts import excerpt
from qa.web.rendering.related import near_passages
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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

    def sources(
        citations: Iterable[tuple[str, Citation]], *, alone: bool = False
    ) -> list[dict[str, Any]]:
        return [_source(label, one, text_of(one.article_id), alone) for label, one in citations]

    shown = [
        (
            turn,
            sources((str(one.number), one) for one in turn.answer.citations),
            sources(
                ((near.letter, near.citation) for near in near_passages(turn.answer)), alone=True
            ),
        )
        for turn in turns
    ]
    return render("sources", turns=shown, conversation=conversation)


def _source(label: str, citation: Citation, text: str | None, alone: bool) -> dict[str, Any]:
    cut = excerpt(citation, None if alone else text)
    whole = (citation.start, citation.end)
    return {
        "label": label,
        "citation": citation,
        "before": cut.before,
        "quote": cut.quote,
        "behind": cut.behind,
        "found": text is not None,
        "span": next((span for span in citation.spans if tuple(span) != whole), None),
    }
