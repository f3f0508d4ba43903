"""What is indexed, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qa.answers import UPLOADED
from qa.assistant import ArticleRecord
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answers import Status

__all__ = [
    "KINDS",
    "ORDERS",
    "AddedFile",
    "added_html",
    "articles_html",
    "hits_html",
    "skipped_html",
    "status_html",
]

#: How the table can be sorted, by the words for it; a key, and whether the largest comes first.
ORDERS: Mapping[str, tuple[Callable[[ArticleRecord], Any], bool]] = MappingProxyType(
    {
        "File": (lambda one: one.path.casefold(), False),
        "Newest first": (lambda one: one.published or "", True),
        "Oldest first": (lambda one: one.published or "9999", False),
        "Title": (lambda one: one.title.casefold(), False),
        "Length": (lambda one: one.passages, True),
    }
)
#: What the table can be restricted to.
KINDS: Mapping[str, Callable[[ArticleRecord], bool]] = MappingProxyType(
    {
        "All": lambda _: True,
        "Uploaded": lambda one: any(p.startswith(UPLOADED) for p in (one.path, *one.also_in)),
        "Undated": lambda one: one.published is None,
    }
)

_MOST_ROWS = 200
_MOST_SKIPPED = 100
_SNIPPET = 280


def status_html(status: Status) -> str:
    """Return the totals of the index, with a notice if the folder has changed since."""
    updated = status.updated.replace("T", " ").removesuffix("+00:00")
    return render("status", status=status, updated=updated)


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that is being added to the articles.

    Attributes:
        name: Its name.
        state: ``waiting``, ``reading``, ``added`` or ``refused``.
        reason: Why it was refused.
    """

    name: str
    state: str = "waiting"
    reason: str = ""


def added_html(files: Sequence[AddedFile], new: Sequence[str] = ()) -> str:
    """Return how far each file is.

    Args:
        files: The files that are being added.
        new: The ids of the articles in them, once all is done.
    """
    return render("added", files=files, new=",".join(new), number=len(new))


def articles_html(
    articles: Sequence[ArticleRecord], words: str = "", order: str = "", kind: str = ""
) -> str:
    """Return the table of articles.

    Args:
        articles: All of them.
        words: Show only those whose title, date, author or file contain every one of these words.
        order: One of `ORDERS`.
        kind: One of `KINDS`.
    """
    wanted = words.casefold().split()
    key, largest_first = ORDERS.get(order) or next(iter(ORDERS.values()))
    is_shown = KINDS.get(kind) or KINDS["All"]
    found = [
        one
        for one in sorted(articles, key=key, reverse=largest_first)
        if is_shown(one) and all(word in _searched(one) for word in wanted)
    ]
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
