"""Joins the lines of pages into paragraphs, which the page layout has cut apart."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from qa.language.sentences import Offsets, ends_with_stop

__all__ = ["Flowed", "Line", "reflow"]

#: A line ends its paragraph if the next word would have fitted within this share of the width.
_USABLE_WIDTH = 0.9
#: The width is the length of a line that is longer than this share of the page's lines.
_WIDE = 0.9
#: A font this many times as large as that of the text is a heading's.
_HEADING_SCALE = 1.15
_LEAST_HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 200
#: Running titles stand among this many first and last lines of at least this share of the pages.
_MARGIN = 3
_RUNNING = 0.4
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.)\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"[-*+•‣▪–]\s|\d{1,3}[.)]\s")
_DIVIDED = re.compile(r"(\w+)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\b\w+-\w+\b")


class Line(NamedTuple):
    """A line of a page: its text, with the spaces before it, and its font size."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Flowed:
    """The text of pages.

    Attributes:
        text: Paragraphs with empty lines between them.
        pages: Offsets (start, end) of each page's text.
        headline: Offsets of the largest heading of the first page that has text, if any.
    """

    text: str
    pages: tuple[Offsets, ...]
    headline: Offsets | None


class _Placed(NamedTuple):
    """A line on its page, and how many characters a full line of its kind has there."""

    page: int
    text: str
    size: float
    width: int


def reflow(pages: Sequence[Sequence[Line]]) -> Flowed:
    """Join the lines of a document's pages into paragraphs.

    Lines are joined if the next word would not have fitted, also from page to page. A word divided
    at a line's end is joined again. Running titles and page numbers are left out.
    """
    common = _common_size(pages)
    lines = [
        line
        for number, page in enumerate(_without_margins(pages, _HEADING_SCALE * common))
        for line in _placed(number, page)
    ]
    compounds = {word for line in lines for word in _COMPOUND.findall(line.text)}
    parts: list[str] = []
    length = 0
    page_starts: dict[int, int] = {}
    headings: list[tuple[float, Offsets]] = []
    for paragraph in _paragraphs(lines, common):
        if parts:
            parts.append("\n\n")
            length += 2
        begin = length
        for line, following in zip_longest(paragraph, paragraph[1:]):
            page_starts.setdefault(line.page, length)
            parts.append(_joined(line, following, compounds))
            length += len(parts[-1])
        if paragraph[0].page == lines[0].page and paragraph[0].size > _HEADING_SCALE * common:
            headings.append((paragraph[0].size, (begin, length)))
    text = "".join(parts)
    return Flowed(text, _page_spans(page_starts, len(pages), length), _headline(text, headings))


def _without_margins(pages: Sequence[Sequence[Line]], large: float) -> Iterator[list[Line]]:
    """Yield each page's lines without running titles, page numbers and empty lines.

    Large text and whole sentences are never left out: the title may be the running title too.
    """
    filled = [[line for line in page if line.text.strip()] for page in pages]
    seen = Counter(key for page in filled for key in {_key(line) for line in _margin(page)})
    running = {key for key, count in seen.items() if count >= max(2, _RUNNING * len(pages))}
    for page in filled:
        dropped = {
            id(line)
            for line in _margin(page)
            if _PAGE_NUMBER.fullmatch(line.text.strip())
            or (
                _key(line) in running
                and line.size <= large
                and not ends_with_stop(line.text.strip())
            )
        }
        yield [line for line in page if id(line) not in dropped]


def _margin(page: list[Line]) -> list[Line]:
    return page if len(page) <= 2 * _MARGIN else page[:_MARGIN] + page[-_MARGIN:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()).lower())


def _placed(page: int, lines: Sequence[Line]) -> Iterator[_Placed]:
    widths: dict[int, list[int]] = {}
    for line in lines:
        widths.setdefault(round(line.size), []).append(len(line.text.strip()))
    for line in lines:
        of_its_size = sorted(widths[round(line.size)])
        width = of_its_size[int(_WIDE * (len(of_its_size) - 1))]
        yield _Placed(page, line.text.rstrip(), line.size, width)


def _common_size(pages: Sequence[Sequence[Line]]) -> float:
    """Return the font size that most characters have."""
    sizes = Counter[int]()
    for page in pages:
        for line in page:
            sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _paragraphs(lines: Sequence[_Placed], common: float) -> Iterator[list[_Placed]]:
    paragraph: list[_Placed] = []
    for line in lines:
        if paragraph and _is_break(paragraph[-1], line, common):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_break(line: _Placed, following: _Placed, common: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    begins = following.text.lstrip()
    if round(line.size) != round(following.size) or _LIST_ITEM.match(begins):
        return True
    if line.size > _HEADING_SCALE * common:
        return line.page != following.page
    if begins[0].islower():
        return False
    ended = ends_with_stop(line.text)
    if ended and following.text[0].isspace():
        return True  # an indent
    word = begins.split(maxsplit=1)[0]
    return len(line.text.strip()) + 1 + len(word) <= _USABLE_WIDTH * line.width


def _joined(line: _Placed, following: _Placed | None, compounds: set[str]) -> str:
    """Return a line as it is joined to the next one of its paragraph."""
    text = line.text.strip()
    if following is None:
        return text
    divided = _DIVIDED.search(text)
    rest = _FIRST_WORD.match(following.text.lstrip())
    if divided is None or rest is None:
        return f"{text} "
    compound = f"{divided[1]}-{rest[0]}"
    # A hyphen stays if it belongs to the word: "Anglo-American", or one written so elsewhere.
    return text if not rest[0][0].islower() or compound in compounds else text[:-1]


def _page_spans(starts: dict[int, int], pages: int, end: int) -> tuple[Offsets, ...]:
    """Return each page's span; a page without text has an empty one."""
    bounds = [end]
    for page in reversed(range(pages)):
        bounds.append(starts.get(page, bounds[-1]))
    bounds.reverse()
    return tuple(pairwise(bounds))


def _headline(text: str, headings: Sequence[tuple[float, Offsets]]) -> Offsets | None:
    """Return the first of the largest headings, ignoring mastheads of one or two words."""
    titles = [
        (size, span)
        for size, span in headings
        if len(text[slice(*span)].split()) >= _LEAST_HEADLINE_WORDS
        and span[1] - span[0] <= _LONGEST_HEADLINE
    ]
    return max(titles, key=lambda title: title[0])[1] if titles else None
