"""What is indexed, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.web.rendering.escaping import escape
from qa.web.rendering.places import article_link, path_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answers import Status
    from qa.index import ArticleRecord

__all__ = ["articles_html", "hits_html", "skipped_html", "status_html"]

_MOST_ROWS = 200
_MOST_SKIPPED = 100
_SNIPPET = 280


def status_html(status: Status) -> str:
    """Return what there is in all, with a notice where the folder has changed since."""
    counts = f"{_count(status.articles, 'article')}, {_count(status.passages, 'passage')}"
    updated = status.updated.replace("T", " ").removesuffix("+00:00")
    changed = ""
    if status.changed:
        changed = (
            '<p class="notice">The folder has changed since it was indexed; '
            "answers come from what was there before.</p>"
        )
    return (
        f'<p class="counts"><strong>{counts}</strong> in {escape(status.folder)}</p>'
        f'<p class="details">Indexed {escape(updated)} UTC with {escape(status.embedding)}</p>'
        f"{changed}"
    )


def articles_html(articles: Sequence[ArticleRecord], words: str = "") -> str:
    """Return the table of articles.

    Args:
        articles: All of them.
        words: Only those in whose title, date, author or file each of these words occurs.
    """
    wanted = words.casefold().split()
    found = [one for one in articles if all(word in _told(one) for word in wanted)]
    rows = "".join(_row(article) for article in found[:_MOST_ROWS])
    if not rows:
        return '<p class="empty">No title or file name holds these words.</p>'
    more = ""
    if len(found) > _MOST_ROWS:
        more = (
            f'<p class="details">The first {_MOST_ROWS} of {len(found):,}; search for others.</p>'
        )
    return (
        '<table class="articles"><caption class="unseen">Articles</caption><thead><tr>'
        '<th scope="col">Title</th><th scope="col">Published</th><th scope="col">File</th>'
        '<th scope="col">Passages</th><th scope="col">Status</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def hits_html(hits: Sequence[NodeWithScore]) -> str:
    """Return the passages that a search found."""
    cards = "".join(_hit(hit.node) for hit in hits)
    return f'<div class="hits"><h3>Passages</h3>{cards}</div>' if cards else ""


def skipped_html(skipped: Sequence[tuple[str, str]]) -> str:
    """Return the files that were left out, each with its reason."""
    if not skipped:
        return ""
    lines = "".join(
        f"<li>{path_words(path)}: {escape(reason)}</li>" for path, reason in skipped[:_MOST_SKIPPED]
    )
    more = len(skipped) - _MOST_SKIPPED
    rest = f"<li>and {more:,} more</li>" if more > 0 else ""
    return (
        f'<details class="skipped"><summary>{_count(len(skipped), "file")} left out</summary>'
        f"<ul>{lines}{rest}</ul></details>"
    )


def _row(article: ArticleRecord) -> str:
    files = "<br>".join(path_words(path) for path in (article.path, *article.also_in))
    status = "Indexed"
    if article.language not in {"en", "und"}:
        status = f"Indexed; the models do not know its language ({escape(article.language)})"
    title = article_link(article.article_id, escape(article.title))
    return (
        f'<tr><th scope="row">{title}</th><td>{escape(article.published or "undated")}</td>'
        f"<td>{files}</td><td>{article.passages:,}</td><td>{status}</td></tr>"
    )


def _hit(node: Any) -> str:
    told, text = node.metadata, " ".join(node.get_content().split())
    title, published = escape(str(told["title"])), escape(str(told["published"] or "undated"))
    short = text if len(text) <= _SNIPPET else text[:_SNIPPET].rpartition(" ")[0] + " …"
    link = article_link(
        str(told["article_id"]),
        f'Open article<span class="unseen">: {title}</span>',
        quote=(node.start_char_idx, node.end_char_idx),
    )
    return (
        f'<article class="card"><h4>{title}</h4>'
        f'<p class="place">{published} · {path_words(str(told["path"]))}</p>'
        f'<blockquote class="passage">{escape(short)}</blockquote>{link}</article>'
    )


def _told(article: ArticleRecord) -> str:
    parts = (article.title, article.published, article.author, article.path, *article.also_in)
    return " ".join(part for part in parts if part).casefold()


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
