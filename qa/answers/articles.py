"""The articles of an index, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.answers.plain import to_plain
from qa.answers.wording import counted

__all__ = ["UPLOADED", "Article", "Status"]

#: The relative paths of uploaded articles begin with this. Hidden folders are never read, so no
#: file of the folder itself can have such a path.
UPLOADED = ".uploads/"


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """A current article of the index, with its whole text.

    Attributes:
        text: The article's text as decoded when it was indexed.
        language: ISO 639-1 code, or ``und`` if it is not known.
        passages: How many passages it was split into.
        updated: ISO date of its last change, if it states one.
    """

    article_id: str
    title: str
    published: str | None
    path: str
    also_in: tuple[str, ...]
    language: str
    passages: int
    text: str
    updated: str | None = None

    def __repr__(self) -> str:
        return (
            f"<Article {self.title!r} ({self.published or 'undated'}), {self.path}, "
            f"{counted(len(self.text), 'character')}>"
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index.

    Attributes:
        folder: Real path of the folder of articles.
        index: The location of the index: its folder, or the Chroma server.
        articles: How many current articles there are.
        passages: How many passages they were split into.
        embedding: Name of the embedding model.
        updated: When the index last changed, ISO 8601, UTC.
        skipped: The files that were skipped, each as (path, reason).
        changed: Whether the folder has changed since then.
        advice: What to do since the index has become large; empty if it has not.
    """

    folder: str
    index: str
    articles: int
    passages: int
    embedding: str
    updated: str
    skipped: tuple[tuple[str, str], ...]
    changed: bool
    advice: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the status as plain JSON types."""
        return to_plain(self)
