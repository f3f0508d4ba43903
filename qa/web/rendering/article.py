"""A whole article as a page of its own, scrolled to the passage that is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.escaping import escape
from qa.web.rendering.places import path_words

if TYPE_CHECKING:
    from qa.answers import Article

__all__ = ["article_page"]


def article_page(
    article: Article, quote: tuple[int, int] | None = None, span: tuple[int, int] | None = None
) -> str:
    """Return the article's page.

    Args:
        article: The article.
        quote: Offsets of the passage to mark and to scroll to.
        span: Offsets of what answers the question, within the passage.
    """
    places = " · ".join(path_words(path) for path in (article.path, *article.also_in))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(article.title)}</title>"
        '<link rel="stylesheet" href="/files/colours.css">'
        '<link rel="stylesheet" href="/files/article.css"></head>'
        f'<body><main class="article" lang="{escape(article.language)}">'
        f'<h1 tabindex="-1">{escape(article.title)}</h1>'
        f'<p class="place" lang="en">{escape(article.published or "undated")} · {places}</p>'
        f'<div class="text">{_marked(article.text, quote, span)}</div></main></body></html>'
    )


def _marked(text: str, quote: tuple[int, int] | None, span: tuple[int, int] | None) -> str:
    if quote is None or not 0 <= quote[0] < quote[1] <= len(text):
        return escape(text)
    start, end = quote
    inner = escape(text[start:end])
    if span is not None and start <= span[0] < span[1] <= end and span != quote:
        inner = (
            f"{escape(text[start : span[0]])}"
            f'<mark class="span">{escape(text[span[0] : span[1]])}</mark>'
            f"{escape(text[span[1] : end])}"
        )
    return (
        f"{escape(text[:start])}"
        f'<mark class="quote" id="passage" tabindex="-1">{inner}</mark>'
        f"{escape(text[end:])}"
    )
