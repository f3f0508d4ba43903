"""Where something stands: files by name, and links to whole articles."""

from __future__ import annotations

from qa.articles.uploads import UPLOADED
from qa.web.rendering.escaping import escape

__all__ = ["article_link", "path_words"]


def path_words(path: str) -> str:
    """Return a file's relative path as HTML; an uploaded one is called so."""
    if path.startswith(UPLOADED):
        return f"{escape(path.removeprefix(UPLOADED))} (uploaded)"
    return escape(path)


def article_link(
    article_id: str,
    label: str,
    *,
    quote: tuple[int, int] | None = None,
    span: tuple[int, int] | None = None,
) -> str:
    """Return the link that opens a whole article.

    Args:
        article_id: Of the article.
        label: HTML of the link's text.
        quote: Offsets of the passage to mark and to scroll to.
        span: Offsets of what answers the question, within the passage.
    """
    query = f"?quote={quote[0]}-{quote[1]}" if quote else ""
    if quote and span:
        query += f"&amp;span={span[0]}-{span[1]}"
    target = "#passage" if quote else ""
    return (
        f'<a class="open-article" href="/articles/{escape(article_id)}{query}{target}">{label}</a>'
    )
