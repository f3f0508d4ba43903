"""What is in the folder: the first view of the page. Computed once for each state of the index."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from qa.assistant import dateline_end, read_header
from qa.errors import QAError
from qa.web.rendering.conversations import day_words
from qa.web.suggestions import newest_first

if TYPE_CHECKING:
    from qa.answers import Status
    from qa.assistant import ArticleRecord, Assistant

__all__ = ["FolderView", "Listed", "Overview"]

# Articles listed; the tab "Documents" lists the others.
_MOST_LISTED = 8
_LONGEST_LEAD = 180
# Characters of an article that a lead is made from; the text may be a whole book.
_BEGINNING = 600
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the first view.

    Attributes:
        article: The article.
        lead: How its text begins, cut at a word; empty if the title says the same.
    """

    article: ArticleRecord
    lead: str


@dataclass(frozen=True, slots=True)
class FolderView:
    """What is in the folder.

    Attributes:
        status: The totals of the index, and the files that could not be read.
        days: The newest articles by day, each day in words; those without a date come last.
        more: How many articles are not listed.
    """

    status: Status
    days: tuple[tuple[str, tuple[Listed, ...]], ...]
    more: int


class Overview:
    """Says what is in the folder. Safe to use from many threads.

    Args:
        assistant: Gives the articles.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._made: tuple[int, FolderView] | None = None

    def now(self) -> FolderView:
        """Return what is in the folder now; only the first call after a change takes long."""
        revision = self._assistant.revision
        with self._lock:
            if self._made is None or self._made[0] != revision:
                self._made = (revision, self._make())
            return self._made[1]

    def _make(self) -> FolderView:
        articles = self._assistant.articles()
        newest = newest_first(articles)[:_MOST_LISTED]
        today = datetime.now().astimezone().date()
        days = tuple(
            (_day(published, today), tuple(Listed(one, self._lead(one)) for one in group))
            for published, group in groupby(newest, lambda one: (one.published or "")[:10])
        )
        return FolderView(self._assistant.status(), days, len(articles) - len(newest))

    def _lead(self, article: ArticleRecord) -> str:
        try:
            text = self._assistant.article(article.article_id).text
        except QAError:  # removed meanwhile
            return ""
        title = " ".join(article.title.split()).rstrip(" .…")
        paragraphs = (
            " ".join(paragraph.split())
            for start, end in read_header(text).body(text)
            for paragraph in _BLANK_LINE.split(text[start : min(end, start + _BEGINNING)])
        )
        new = (one for one in paragraphs if one and not title.startswith(one.rstrip(".")))
        words = next(new, "")
        behind = words.removeprefix(title)
        if behind != words and not behind[1:2].islower():  # the title, not a sentence's beginning
            words = behind.lstrip(" .:")
        words = words[dateline_end(words) :]
        if len(words) > _LONGEST_LEAD:
            words = words[:_LONGEST_LEAD].rpartition(" ")[0] + " …"
        return words


def _day(published: str, today: date) -> str:
    return day_words(date.fromisoformat(published), today) if published else "Undated"
