"""Restricts a question to some articles or dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index.storage.manifest import ArticleRecord, Manifest

__all__ = ["Filters"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are searched for a question; a filter that is None restricts nothing.

    If a date is given, articles without a date of publication are left out.

    Attributes:
        articles: Article ids.
        since: First day, as an integer such as 20210710.
        until: Last day, included.
    """

    articles: frozenset[str] | None = None
    since: int | None = None
    until: int | None = None

    def allowed(self, manifest: Manifest) -> frozenset[str] | None:
        """Return the ids of the live articles that the filters allow; None if they allow all.

        Both searches filter by these ids, not by what they stored beside a passage: the manifest
        says what is live, and rows that another process is just adding can never match.
        """
        if self == Filters():
            return None
        return frozenset(
            article_id for article_id, record in manifest.articles.items() if self._passes(record)
        )

    def _passes(self, record: ArticleRecord) -> bool:
        if self.articles is not None and record.article_id not in self.articles:
            return False
        if self.since is None and self.until is None:
            return True
        day = record.published_day
        return (
            day is not None
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )
