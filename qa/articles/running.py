"""Finds the running titles and page numbers of a document: what most of its pages repeat."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from statistics import median
from typing import NamedTuple

from qa.articles.dates import find_dates
from qa.articles.layout import Line
from qa.language.sentences import ends_with_stop

__all__ = ["Page", "without_running"]

#: What stands at the same place on at least this many pages runs; on fewer, it must be on all ...
_LEAST_PAGES = 4
#: ... and in smaller type than this share of the text's.
_SMALL = 0.95
#: Page numbers need fewer pages, since they count.
_LEAST_NUMBERED = 2
#: Pages with fewer other lines are slides, of which every line is kept.
_LEAST_LINES = 4
#: Where they stand: within this share of the page's height from its upper or lower edge ...
_MARGIN = 0.15
#: ... and at places that differ by at most this many points.
_PLACE = 4
#: A number at the beginning or the end of a line may be the page's.
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,:])\d{1,4}(?!\d|[.,:]\d)")
_TIME = re.compile(r"[,\s]*(?:at\s+)?\d{1,2}[:.]\d{2}")
#: What browsers print at the upper and the lower edge: time and title, address and page.
_PRINTED_AT = re.compile(r"[\d./ -]{6,12},? \d{1,2}[:.]\d{2}\b.*")
_PRINTED_FROM = re.compile(r"(?:https?|file)://\S+ (?:\| )?\d+/\d+")
_ONLY_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?#(?:\s*(?:of|von|sur|de|/)\s*\d{1,4})?\W*", re.IGNORECASE
)


class Page(NamedTuple):
    """A page.

    Attributes:
        lines: Its lines in reading order.
        height: Its height, in points.
    """

    lines: tuple[Line, ...]
    height: float


class _Place(NamedTuple):
    """What stands where on several pages: a text, and by how much its number exceeds the page's."""

    text: str
    ahead: int | None
    top: int
    #: Whether it is set in smaller type than the text.
    small: bool


def without_running(pages: Sequence[Page], large: float) -> tuple[list[list[Line]], str | None]:
    """Return each page's lines without running titles and page numbers, and a date in them.

    A line runs if it stands at the same place on most of at least four pages, or on most of the
    left or of the right ones; of two or three pages, on all of them and in smaller type than the
    text. Its text is the same on each, except for a page number, which counts on with the pages.
    Large text and whole sentences are never left out: the title may be the running title too.
    Slides, which have few lines, keep all of them.

    Args:
        pages: The pages.
        large: Larger type than this is never part of a running title.
    """
    if not pages:
        return [], None
    found: dict[_Place, set[int]] = defaultdict(set)
    small = _SMALL * _size_of_text(pages)
    places = [
        {id(line): list(_places(line, number, page.height, small)) for line in page.lines}
        for number, page in enumerate(pages)
    ]
    for number, of_page in enumerate(places):
        for place in chain.from_iterable(of_page.values()):
            found[place].add(number)
    running = {place for place, on in found.items() if _runs(place, on, len(pages))}
    dates = Counter[str]()
    bodies: list[list[Line]] = []
    for page, of_page in zip(pages, places, strict=True):
        dropped = {
            id(line)
            for line in page.lines
            if line.size <= large and not running.isdisjoint(of_page[id(line)])
        } | {id(line) for line in _printed(page)}
        bodies.append([line for line in page.lines if id(line) not in dropped])
        for line in page.lines:
            if id(line) in dropped:
                dates.update(_days(line.text))
    if median(map(len, bodies)) < _LEAST_LINES:
        bodies = [list(page.lines) for page in pages]
    return bodies, max(dates, key=lambda day: dates[day]) if dates else None


def _days(text: str) -> Iterator[str]:
    """Yield the days in a running title; one with a time is when a browser printed the page."""
    for day in find_dates(text):
        if day.iso and not _TIME.match(text, day.end):
            yield day.iso


def _size_of_text(pages: Sequence[Page]) -> float:
    """Return the size of the type of most characters."""
    sizes = Counter[float]()
    for line in chain.from_iterable(page.lines for page in pages):
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _places(line: Line, page: int, height: float, small: float) -> Iterator[_Place]:
    """Yield what a line in a page's margin may be on other pages too."""
    middle = (line.top + line.bottom) / 2
    if _MARGIN * height < middle < (1 - _MARGIN) * height or ends_with_stop(line.text):
        return
    text = " ".join(line.text.split())
    for top in {round(middle / _PLACE), round((middle + _PLACE / 2) / _PLACE) + 100_000}:
        yield _Place(text, None, top, line.size < small)
        for number in _NUMBER.finditer(text):
            if 1900 <= int(number[0]) <= 2100:
                continue  # a year
            masked = f"{text[: number.start()]}#{text[number.end() :]}"
            yield _Place(masked, int(number[0]) - page, top, line.size < small)


def _printed(page: Page) -> list[Line]:
    """Return the lines that a browser adds to a page that it prints."""
    ordered = sorted(page.lines, key=lambda line: line.top)
    if not ordered or not _PRINTED_FROM.fullmatch(ordered[-1].text):
        return []
    return [ordered[-1], *(line for line in ordered[:1] if _PRINTED_AT.fullmatch(line.text))]


def _runs(place: _Place, on: set[int], pages: int) -> bool:
    if place.ahead is not None and _ONLY_NUMBER.fullmatch(place.text):
        return len(on) >= max(_LEAST_NUMBERED, pages / 3)
    if len(on) < _LEAST_PAGES:
        return place.small and len(on) == pages > 1
    odd = sum(page % 2 for page in on)
    return (
        2 * len(on) > pages
        or (odd == 0 and 4 * len(on) > pages)
        or (odd == len(on) and 4 * len(on) > pages)
    )
