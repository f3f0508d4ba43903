"""Joins the lines of pages into paragraphs, which the page layout has cut apart."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
from statistics import median
from typing import NamedTuple

from qa.articles.layout import Line
from qa.articles.running import Page, without_running
from qa.language.sentences import Offsets, ends_with_stop

__all__ = ["Flowed", "reflow"]

#: A line ends its paragraph if the next word would have fitted within this share of the width.
_USABLE_WIDTH = 0.93
#: The right edge of a column is that of a line that is longer than this share of its lines.
_WIDE = 0.9
#: A step to the next line that is this many times as high as usual separates paragraphs.
_WIDE_STEP = 1.3
#: The widest usual step, in sizes of the type, and how many alike steps prove the wider one.
_SINGLE_SPACED, _DOUBLE_SPACED, _SURE_STEPS = 1.5, 2.6, 8
#: A paragraph goes on in another column or page only after at least this many lines.
_LEAST_WRAPPED = 3
#: Sizes of type that differ by less than this share are the same.
_SAME_SIZE = 0.07
#: A font this many times as large as that of the text is a heading's.
_HEADING_SCALE = 1.15
_LEAST_HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 200
#: An indent, in sizes of the type.
_INDENT = 0.8
_LIST_ITEM = re.compile(r"[-*+•‣▪◦●○■□–]\s|\(?\d{1,3}[.)]\s")
_DIVIDED = re.compile(r"(\w+)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\b\w+-\w+\b")


@dataclass(frozen=True, slots=True)
class Flowed:
    """The text of pages.

    Attributes:
        text: Paragraphs with empty lines between them.
        pages: Offsets (start, end) of each page's text.
        headline: Offsets of the largest heading of the first page that has text, if any.
        published: ISO date in a running title, if any.
    """

    text: str
    pages: tuple[Offsets, ...]
    headline: Offsets | None
    published: str | None


class _Placed(NamedTuple):
    """A line on its page, with what the lines of its size in its column have in common."""

    page: int
    line: Line
    left: float
    right: float
    #: The usual distance to the next line.
    step: float
    #: How many there are.
    alike: int


def reflow(pages: Sequence[Page]) -> Flowed:
    """Join the lines of a document's pages into paragraphs.

    Lines are joined if the next word would not have fitted, also from column to column and from
    page to page. A word divided at a line's end is joined again. Running titles and page numbers
    are left out.
    """
    common = _common_size(pages)
    bodies, published = without_running(pages, _HEADING_SCALE * common)
    lines = [placed for number, body in enumerate(bodies) for placed in _placed(number, body)]
    compounds = {word for each in lines for word in _COMPOUND.findall(each.line.text)}
    parts: list[str] = []
    length = 0
    page_starts: dict[int, int] = {}
    headings: list[tuple[float, Offsets]] = []
    row_above = False
    for paragraph in _paragraphs(lines, common):
        if parts:
            parts.append("\n" if row_above and paragraph[0].line.cells else "\n\n")
            length += len(parts[-1])
        row_above = paragraph[-1].line.cells
        begin = length
        for placed, following in zip_longest(paragraph, paragraph[1:]):
            page_starts.setdefault(placed.page, length)
            parts.append(_joined(placed.line, following.line if following else None, compounds))
            length += len(parts[-1])
        first = paragraph[0]
        if first.page == lines[0].page and first.line.size > _HEADING_SCALE * common:
            headings.append((first.line.size, (begin, length)))
    text = "".join(parts)
    spans = _page_spans(page_starts, len(pages), length)
    return Flowed(text, spans, _headline(text, headings), published)


def _placed(page: int, lines: Sequence[Line]) -> Iterator[_Placed]:
    """Yield a page's lines with the edges of the column that each stands in."""
    for _, block in groupby(lines, lambda line: line.block):
        column = list(block)
        of_size: dict[int, list[Line]] = defaultdict(list)
        for line in column:
            of_size[round(line.size)].append(line)
        left = min(line.left for line in column)
        for line in column:
            alike = of_size[round(line.size)]
            rights = sorted(other.right for other in alike)
            at = len(rights) - 1 if len(rights) < 5 else int(_WIDE * (len(rights) - 1))
            steps = [b.top - a.top for a, b in pairwise(alike) if 0 < b.top - a.top < 4 * a.size]
            step = median(steps) if steps else 1.2 * line.size
            widest = _DOUBLE_SPACED if len(steps) >= _SURE_STEPS else _SINGLE_SPACED
            yield _Placed(page, line, left, rights[at], min(step, widest * line.size), len(alike))


def _common_size(pages: Sequence[Page]) -> float:
    """Return the font size that most characters have."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
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


def _is_break(placed: _Placed, following: _Placed, common: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    line, begins = placed.line, following.line
    size = max(line.size, begins.size)
    if abs(line.size - begins.size) > _SAME_SIZE * size or line.cells or begins.cells:
        return True
    if _LIST_ITEM.match(begins.text):
        return True
    same_block = (placed.page, line.block) == (following.page, begins.block)
    step = begins.top - line.top
    if same_block and step > max(_WIDE_STEP * placed.step, placed.step + 0.2 * size):
        return True
    if line.size > _HEADING_SCALE * common:
        return not same_block
    if begins.text[0].islower():
        return False
    if not same_block and placed.alike < _LEAST_WRAPPED:
        return True
    if ends_with_stop(line.text):
        indented = begins.left > following.left + _INDENT * size
        if not same_block or (indented and line.left < begins.left - _INDENT * size / 2):
            return True
    return _next_word_fits(placed, following)


def _next_word_fits(placed: _Placed, following: _Placed) -> bool:
    """Tell whether the next line's first word could have stood on this line."""
    line, begins = placed.line, following.line
    text = begins.text
    word = text[0] if _is_ideographic(line.text[-1]) else text.split(maxsplit=1)[0]
    width = len(word) * (begins.right - begins.left) / len(text)
    usable = placed.left + _USABLE_WIDTH * (placed.right - placed.left)
    return line.right + 0.25 * line.size + width <= usable


def _is_ideographic(character: str) -> bool:
    """Tell whether a character is one of those that are written without spaces between words."""
    return unicodedata.east_asian_width(character) == "W" and not (
        "\uac00" <= character <= "\ud7a3"  # Korean has spaces
    )


def _joined(line: Line, following: Line | None, compounds: set[str]) -> str:
    """Return a line as it is joined to the next one of its paragraph."""
    text = line.text.strip()
    if following is None:
        return text
    if _is_ideographic(text[-1]) and _is_ideographic(following.text[0]):
        return text
    divided = _DIVIDED.search(text)
    rest = _FIRST_WORD.match(following.text)
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
