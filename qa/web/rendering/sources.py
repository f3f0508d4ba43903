"""The sources beside the conversation: a card for each citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.escaping import escape
from qa.web.rendering.excerpts import excerpt
from qa.web.rendering.places import article_link, path_words

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
        turns: Of the conversation, oldest first.
        text_of: Gives an article's whole text by id, or None where it is gone.
        conversation: Its id, which the page's address takes up.
    """
    sections = [_section(turn, text_of, last=turn is turns[-1]) for turn in turns]
    if not sections:
        sections = ['<p class="empty">The passages behind an answer appear here.</p>']
    identity = f' id="conversation-{escape(conversation)}"' if conversation else ""
    return f'<div class="sources"{identity}>{"".join(sections)}</div>'


def _section(turn: StoredTurn, text_of: Callable[[str], str | None], *, last: bool) -> str:
    answer = turn.answer
    parts = [
        _cards(heading, kind, [_card(citation, turn.id, text_of) for citation in citations])
        for heading, kind, citations in (
            ("Sources", "cited", answer.citations),
            ("Related, but not an answer", "related", answer.related),
        )
        if citations
    ]
    if not parts:
        parts = ['<h2>No sources</h2><p class="empty">No passage came near the question.</p>']
    current = " current" if last else ""
    return (
        f'<section class="of-answer{current}" id="sources-{turn.id}">'
        f'<p class="asked">{escape(turn.question)}</p>{"".join(parts)}</section>'
    )


def _cards(heading: str, kind: str, cards: Sequence[str]) -> str:
    return f'<div class="{kind}"><h2>{heading}</h2>{"".join(cards)}</div>'


def _card(citation: Citation, turn_id: int, text_of: Callable[[str], str | None]) -> str:
    text = text_of(citation.article_id)
    if text is None:
        foot = '<p class="gone">This article is no longer among the documents.</p>'
    else:
        foot = _link(citation)
    return (
        f'<article class="card" id="source-{turn_id}-{citation.number}" tabindex="-1">'
        f'<h3><a class="number" href="#answer-{turn_id}">{citation.number}'
        f'<span class="unseen">, back to the answer</span></a> {escape(citation.title)}</h3>'
        f'<p class="place">{_place(citation)}</p>'
        f'<blockquote class="passage">{excerpt(citation, text).html()}</blockquote>'
        f"{foot}</article>"
    )


def _place(citation: Citation) -> str:
    """Return date, page and files of a citation as HTML."""
    told = [escape(citation.published or "undated")]
    if citation.page:
        told.append(f"page {citation.page}")
    told += [path_words(path) for path in (citation.path, *citation.also_in)]
    return " · ".join(told)


def _link(citation: Citation) -> str:
    quote = (citation.start, citation.end)
    spans = [span for span in citation.spans if tuple(span) != quote]
    label = f'Open article<span class="unseen">: {escape(citation.title)}</span>'
    return article_link(citation.article_id, label, quote=quote, span=spans[0] if spans else None)
