"""A timeline: what the articles say happened, or will happen, on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from qa.answers import Citation
from qa.answers.plain import to_plain
from qa.articles.header import read_header
from qa.language.sentences import sentences
from qa.language.topics import content_words, coverage
from qa.language.values import DateMention, Days, date_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.index import Filters, Snapshot
    from qa.retrieval import Restriction

__all__ = ["Timeline", "TimelineDay", "TimelineEntry", "build_timeline"]

# A sentence must contain at least this share of the words that are looked for.
_COVERED = 0.5
# Only the first dates of a sentence are used: a list of many dates is a table, not a statement.
_MOST_DATES = 3
_LONGEST = 600
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated statement.

    Attributes:
        text: The sentence, with its white space as single spaces.
        words: The words that state the date, such as ``Thursday``.
        inferred: Whether the date was worked out from the article's date.
        citations: The sentence in its article, then in the other articles that print it; in each
            citation, `spans` marks the words that state the date.
    """

    text: str
    words: str
    inferred: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """What the articles say of one day or one period.

    Attributes:
        start: The first day, in ISO form.
        end: The last day; the same unless a period is meant.
        entries: The statements, those of the earliest article first.
    """

    start: str
    end: str
    entries: tuple[TimelineEntry, ...]

    @property
    def label(self) -> str:
        """The day or period in short: ``2021-07-08``, ``2021-07``, ``2021``, or two days."""
        first, last = date.fromisoformat(self.start), date.fromisoformat(self.end)
        if first == last:
            return self.start
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = (str(first.year), str(last.year))
            return years[0] if years[0] == years[1] else " to ".join(years)
        if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.month == last.month:
            return self.start[:7] if first.year == last.year else f"{self.start} to {self.end}"
        return f"{self.start} to {self.end}"

    @property
    def articles(self) -> int:
        """How many articles say something of this day."""
        return len({one.article_id for entry in self.entries for one in entry.citations})


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated statements of the articles, in order of the days that they are about.

    Attributes:
        days: The days and periods, the earliest first.
        undated: How many of the articles that were searched have no date, so that words such as
            "Thursday" could not be resolved in them.
    """

    days: tuple[TimelineDay, ...]
    undated: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the timeline as plain JSON types."""
        return to_plain(self)


def build_timeline(view: Snapshot, restriction: Restriction, words: str = "") -> Timeline:
    """Collect the dated statements of the articles.

    Args:
        view: The state of the index.
        restriction: Which articles are read. Its days restrict what the statements are about, not
            when the articles were published.
        words: Only sentences about these words; all sentences if empty. A word counts if the
            sentence or the title of its article contains it, in any inflection.

    Raises:
        FilterError: The restriction matches no article, or contains an invalid date.
    """
    filters = restriction.filters(view)
    days: dict[tuple[date, date], dict[str, list[tuple[Citation, DateMention]]]] = {}
    undated = 0
    records = sorted(
        view.manifest.articles.values(), key=lambda one: (one.published or "9999", one.path)
    )
    for record in records:
        if filters.articles is not None and record.article_id not in filters.articles:
            continue
        undated += record.published is None
        text = view.text(record.article_id)
        for start, end, mention in _dated(text, record.title, record.published, words):
            if not _within(mention.days, filters):
                continue
            citation = Citation(
                number=0,
                article_id=record.article_id,
                title=record.title,
                published=record.published,
                path=record.path,
                also_in=record.also_in,
                page=None,
                quote=text[start:end],
                start=start,
                end=end,
                spans=((mention.start, mention.end),),
            )
            day = days.setdefault((mention.days.start, mention.days.end), {})
            day.setdefault(_line(citation.quote), []).append((citation, mention))
    return Timeline(tuple(_numbered(days)), undated)


def _within(found: Days, filters: Filters) -> bool:
    """Tell whether a period has a day within the days of the filters."""
    first, last = (int(day.strftime("%Y%m%d")) for day in (found.start, found.end))
    after = filters.since is None or last >= filters.since
    return after and (filters.until is None or first <= filters.until)


def _dated(
    text: str, title: str, published: str | None, words: str
) -> Iterator[tuple[int, int, DateMention]]:
    """Yield each sentence with a date: its offsets, and the date with offsets in the article."""
    body = read_header(text).end
    asked = content_words(words)
    for first, last in sentences(text[body:]):
        start, end = body + first, body + last
        sentence = text[start:end]
        if last - first > _LONGEST or (asked and not _about(words, f"{title} {sentence}")):
            continue
        seen = set()
        for mention in date_mentions(sentence, published)[:_MOST_DATES]:
            if mention.days.iso not in seen:
                seen.add(mention.days.iso)
                yield (
                    start,
                    end,
                    DateMention(start + mention.start, start + mention.end, mention.days),
                )


def _about(words: str, text: str) -> bool:
    return coverage(words, text) >= _COVERED


def _numbered(
    days: dict[tuple[date, date], dict[str, list[tuple[Citation, DateMention]]]],
) -> Iterator[TimelineDay]:
    """Yield the days in order, with citations numbered from 1 through the whole timeline."""
    number = 0
    for (start, end), statements in sorted(days.items()):
        entries = []
        for text, found in statements.items():
            citations = []
            for citation, _ in found:
                number += 1
                citations.append(replace(citation, number=number))
            first = citations[0]
            begin, stop = (offset - first.start for offset in first.spans[0])
            words = first.quote[begin:stop]
            inferred = found[0][1].days.inferred
            entries.append(TimelineEntry(text, _line(words), inferred, tuple(citations)))
        yield TimelineDay(start.isoformat(), end.isoformat(), tuple(entries))


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
