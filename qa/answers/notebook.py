"""Shows an answer in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answers.answer import Answer
    from qa.answers.citations import Citation

__all__ = ["answer_html"]


def answer_html(answer: Answer) -> str:
    """Return an answer as HTML: with its sources, and the answer marked in them."""
    sentences = [one for one in (*answer.support, *answer.prose) if one.text != answer.text]
    notes = [f"<p><em>{escape(notice.text)}</em></p>" for notice in answer.notices]
    said = [
        f"<p>{escape(one.text)} {''.join(f'[{number}]' for number in one.citations)}</p>"
        for one in sentences
    ]
    sources = [_source_html(one) for one in (*answer.citations, *answer.related)]
    return (
        f"<div><p><strong>{escape(answer.text)}</strong> "
        f"<small>(confidence {answer.confidence:.2f})</small></p>"
        f"{''.join(said)}{''.join(sources)}{''.join(notes)}</div>"
    )


def _source_html(citation: Citation) -> str:
    """Return a citation as HTML, with the words marked that answer the question."""
    pieces, at = [], 0
    for start, end in sorted(citation.spans):
        start, end = start - citation.start, end - citation.start
        if at <= start < end <= len(citation.quote) and end - start < len(citation.quote):
            pieces += [
                escape(citation.quote[at:start]),
                f"<mark>{escape(citation.quote[start:end])}</mark>",
            ]
            at = end
    pieces.append(escape(citation.quote[at:]))
    heading = f"{citation.title} ({citation.published or 'undated'}), {citation.path}"
    return (
        f"<blockquote>{''.join(pieces)}<br>"
        f"<small>[{citation.number}] {escape(heading)}</small></blockquote>"
    )
