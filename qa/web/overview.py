"""What is in the folder: the first view of the page. Computed once for each state of the index."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
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

__all__ = ["FolderView", "Group", "Listed", "Overview"]

# Articles listed by day; the tab "Documents" lists the others. By topic, so many of each.
_MOST_LISTED = 8
_MOST_TOPICS = 6
_MOST_OF_TOPIC = 2
# A folder of which fewer articles have a date is shown by topic.
_LEAST_DATED = 0.5
_LONGEST_LEAD = 180
# Characters of an article that a lead is made from; the text may be a whole book.
_BEGINNING = 600
_BLANK_LINE = re.compile(r"\n\s*\n")
# Markdown's marks of headings, emphasis and quotations.
_MARKS = re.compile(r"^(?:#+|>) +|(?<!\w)[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?!\w)")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the first view.

    Attributes:
        article: The article.
        lead: How its text begins, cut at a word; empty if the title says the same. Where the title
            is a beginning that was cut, the lead goes on from there.
    """

    article: ArticleRecord
    lead: str


@dataclass(frozen=True, slots=True)
class Group:
    """Articles of one day, or of one topic.

    Attributes:
        heading: The day in words, or the words that name the topic.
        listed: Those that are shown.
        topic: The ids of all articles of the topic; empty for a day.
    """

    heading: str
    listed: tuple[Listed, ...]
    topic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderView:
    """What is in the folder.

    Attributes:
        status: The totals of the index, and the files that could not be read.
        groups: The newest articles by day, those without a date last; or the articles by topic.
        more: How many articles are not listed.
        seeking: Whether topics are still to be found, as most articles have no date.
        examined: How many articles the topics come from; 0 if the groups are days.
    """

    status: Status
    groups: tuple[Group, ...]
    more: int
    seeking: bool = False
    examined: int = 0


class Overview:
    """Says what is in the folder. Safe to use from many threads.

    Args:
        assistant: Gives the articles.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._made: tuple[int, FolderView] | None = None

    def now(self) -> FolderView:
        """Return what is in the folder now; only the first call after a change takes long."""
        revision = self._assistant.revision
        with self._lock:
            if self._made is None or self._made[0] != revision:
                self._made = (revision, self._make())
            return self._made[1]

    def find_topics(self) -> None:
        """Find the topics if `now` says that they are sought; this may take seconds."""
        with self._one_at_a_time:
            revision = self._assistant.revision
            if (view := self.now()).seeking:
                by_topic = self._by_topic(view)
                with self._lock:
                    self._made = (revision, by_topic)

    def _make(self) -> FolderView:
        articles = self._assistant.articles()
        newest = newest_first(articles)[:_MOST_LISTED]
        today = datetime.now().astimezone().date()
        days = tuple(
            Group(_day(published, today), tuple(Listed(one, self._lead(one)) for one in group))
            for published, group in groupby(newest, lambda one: (one.published or "")[:10])
        )
        more = len(articles) - len(newest)
        dated = sum(one.published is not None for one in articles)
        seeking = more > 0 and dated < _LEAST_DATED * len(articles)
        return FolderView(self._assistant.status(), days, more, seeking)

    def _by_topic(self, by_day: FolderView) -> FolderView:
        """Return the view by topic; by day if there are no topics."""
        try:
            found = self._assistant.topics()
        except QAError:  # the vectors are damaged: the chat still answers by keywords
            return replace(by_day, seeking=False)
        articles = {one.article_id: one for one in self._assistant.articles()}
        groups = []
        for topic in found.topics[:_MOST_TOPICS]:
            live = [articles[one] for one in topic.articles if one in articles]
            listed = tuple(Listed(one, self._lead(one)) for one in live[:_MOST_OF_TOPIC])
            words = ", ".join(topic.words)
            groups.append(Group(words[:1].upper() + words[1:], listed, topic.articles))
        if not groups:
            return replace(by_day, seeking=False)
        shown = sum(len(group.listed) for group in groups)
        alone = set(articles).difference(*(topic.articles for topic in found.topics))
        others = [one for key, one in articles.items() if key in alone]
        if fill := others[: max(0, _MOST_LISTED - shown)]:
            groups.append(Group("Others", tuple(Listed(one, self._lead(one)) for one in fill)))
        more = len(articles) - shown - len(fill)
        return FolderView(by_day.status, tuple(groups), more, examined=found.examined)

    def _lead(self, article: ArticleRecord) -> str:
        try:
            text = self._assistant.article(article.article_id).text
        except QAError:  # removed meanwhile
            return ""
        title = " ".join(article.title.split())
        cut, title = title.endswith("…"), title.rstrip(" .…")
        paragraphs = (
            _MARKS.sub("", " ".join(paragraph.split()))
            for start, end in read_header(text).body(text)
            for paragraph in _BLANK_LINE.split(text[start : min(end, start + _BEGINNING)])
        )
        undated = (one[dateline_end(one) :] for one in paragraphs)
        words = next((one for one in undated if one and not title.startswith(one.rstrip("."))), "")
        behind = words.removeprefix(title)
        if behind != words and cut:
            words = "… " + behind.lstrip()
        elif behind != words and not behind[1:2].islower():  # no sentence that begins alike
            words = behind.lstrip(" .:")
        if len(words) > _LONGEST_LEAD:
            words = words[:_LONGEST_LEAD].rpartition(" ")[0] + " …"
        return words


def _day(published: str, today: date) -> str:
    return day_words(date.fromisoformat(published), today) if published else "Undated"
