"""A whole article as a page of its own, scrolled to the passage that is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.excerpts import pieces_of
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from qa.answers import Article

__all__ = ["article_page"]


def article_page(
    article: Article, quote: tuple[int, int] | None = None, span: tuple[int, int] | None = None
) -> str:
    """Return the article's page.

    Args:
        article: The article.
        quote: Offsets of the passage to mark and to scroll to; invalid ones are ignored.
        span: Offsets of the part that answers the question, within the passage.
    """
    text = article.text
    if quote is None or not 0 <= quote[0] < quote[1] <= len(text):
        return render("article", article=article, before=text, quote=(), behind="")
    start, end = quote
    return render(
        "article",
        article=article,
        before=text[:start],
        quote=pieces_of(text[start:end], start, [span] if span else []),
        behind=text[end:],
    )
