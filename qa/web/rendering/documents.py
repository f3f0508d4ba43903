"""What is indexed, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answers import Status
    from qa.assistant import ArticleRecord

__all__ = ["articles_html", "hits_html", "skipped_html", "status_html"]

_MOST_ROWS = 200
_MOST_SKIPPED = 100
_SNIPPET = 280


def status_html(status: Status) -> str:
    """Return the totals of the index, with a notice if the folder has changed since."""
    updated = status.updated.replace("T", " ").removesuffix("+00:00")
    return render("status", status=status, updated=updated)


def articles_html(articles: Sequence[ArticleRecord], words: str = "") -> str:
    """Return the table of articles.

    Args:
        articles: All of them.
        words: Show only those whose title, date, author or file contain every one of these words.
    """
    wanted = words.casefold().split()
    found = [one for one in articles if all(word in _searched(one) for word in wanted)]
    return render("articles", articles=found[:_MOST_ROWS], found=len(found))


def hits_html(hits: Sequence[NodeWithScore]) -> str:
    """Return the passages that a search found."""
    return render("hits", hits=[(hit.node, _snippet(hit.node.get_content())) for hit in hits])


def skipped_html(skipped: Sequence[tuple[str, str]]) -> str:
    """Return the files that were left out, each with its reason."""
    return render("skipped", skipped=skipped, most=_MOST_SKIPPED)


def _snippet(passage: str) -> str:
    text = " ".join(passage.split())
    return text if len(text) <= _SNIPPET else text[:_SNIPPET].rpartition(" ")[0] + " …"


def _searched(article: ArticleRecord) -> str:
    parts = (article.title, article.published, article.author, article.path, *article.also_in)
    return " ".join(part for part in parts if part).casefold()
