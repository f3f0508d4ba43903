"""The lines of a page in reading order: columns are read one after the other, tables row by row.

Coordinates are in points (1/72 inch) from the page's upper left corner, as if its text ran from
left to right. The rules use nothing but the places and sizes of the words, so that they hold for
every program that writes such pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

__all__ = ["Line", "Word", "lines_in_reading_order"]

#: A gap of this many times the size of the type may separate two columns.
_GAP = 0.8
#: A gap of this many times the size of the type separates the cells of a row.
_CELL_GAP = 2.0
#: Words whose middles are further apart than this, in sizes of the type, are on different lines.
_OFF_LINE = 0.6
#: A column has at least this many lines ...
_LEAST_LINES = 3
#: ... of at least this many characters, half of which fill this share of its width, ...
_LEAST_CHARACTERS = 16
_FULL = 0.7
#: ... and this share of which begin in lower case, unless the script has none.
_LOWER = 0.25
#: A space this many times as high as a line sets the first and the last line of a page apart.
_APART = 1.2
#: A letter this many times as large as the text beside it is an initial.
_INITIAL = 1.6
#: On a page of more runs than this, which is a drawing or a map, no columns are looked for.
_MOST_RUNS = 3000
_LIST_ITEM = re.compile(r"[-*+•‣▪◦●○■□–]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s")  # noqa: RUF001


class Word(NamedTuple):
    """Characters without a space between them.

    Attributes:
        text: The characters.
        left: Left edge.
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
        size: Size of the type.
        spaced: Whether a space or a new line comes before it in the file.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    spaced: bool = True


class Line(NamedTuple):
    """A line of a page.

    Attributes:
        text: Its text; the cells of a table's row are separated by `` | ``.
        left: Left edge.
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
        size: Size of most of its type.
        block: Number of its column or other block, from 0 in reading order.
        cells: Whether it is a row of several cells.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    block: int = 0
    cells: bool = False


def lines_in_reading_order(words: Iterable[Word]) -> list[Line]:
    """Put a page's words together into lines.

    Args:
        words: The words in the order of the file, which need not be the reading order.
    """
    runs = list(_runs(words))
    blocks = _blocks(runs) if len(runs) <= _MOST_RUNS else [runs]
    return [
        _line(row, number)
        for number, block in enumerate(block for block in blocks if block)
        for row in _rows(block)
    ]


def _runs(words: Iterable[Word]) -> Iterator[Line]:
    """Join the words that follow each other on a line, up to a gap that may separate columns."""
    joined: list[Word] = []
    for word in words:
        if joined and not _goes_on(joined, word):
            yield _run(joined)
            joined = []
        joined.append(word)
    if joined:
        yield _run(joined)


def _goes_on(joined: Sequence[Word], word: Word) -> bool:
    last = joined[-1]
    size = max(last.size, word.size)
    if min(last.size, word.size) * _INITIAL < size:
        initial = len(joined) == 1 and len(last.text) <= 2 and last.text.isupper()
        beside = 0 <= word.left - last.right + 0.1 * size <= _GAP * size
        return initial and beside and word.top < last.bottom and word.bottom > last.top
    if abs(_middle(last) - _middle(word)) > _OFF_LINE * min(last.size, word.size):
        return False
    gap = last.left - word.right if _is_leftward(word.text) else word.left - last.right
    return -0.5 * size <= gap <= _GAP * size


def _run(words: Sequence[Word]) -> Line:
    text = "".join(f" {word.text}" if word.spaced else word.text for word in words).strip()
    of_text = words
    if len(words) > 1 and words[0].size > _INITIAL * words[1].size:
        text = words[0].text + text.removeprefix(words[0].text).lstrip()
        of_text = words[1:]
    line = _framed(text, of_text)
    return line._replace(left=min(line.left, words[0].left), right=max(line.right, words[0].right))


def _framed(text: str, parts: Sequence[Word | Line]) -> Line:
    """Return a line around its parts; most of its type is that of its longest part."""
    return Line(
        text,
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
        max(parts, key=lambda part: len(part.text)).size,
    )


def _middle(box: Word | Line) -> float:
    return (box.top + box.bottom) / 2


def _is_leftward(text: str) -> bool:
    """Tell whether a text is in a script that is written from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text[:4])


def _blocks(runs: list[Line]) -> list[list[Line]]:
    """Return the runs of each block, in reading order."""
    above, inner, below = _set_apart(runs)
    return [above, *_cut(inner), below]


def _set_apart(runs: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Take the first and the last row of a page apart, if a wide space separates them."""
    rows = _rows(runs)
    first = last = 0
    if len(rows) > 2 and _space(rows[0], rows[1]) > _APART * _height(rows[0]):
        first = 1
    if len(rows) > 2 + first and _space(rows[-2], rows[-1]) > _APART * _height(rows[-1]):
        last = 1
    parts = rows[:first], rows[first : len(rows) - last], rows[len(rows) - last :]
    above, inner, below = ([run for row in part for run in row] for part in parts)
    return above, inner, below


def _space(row: Sequence[Line], following: Sequence[Line]) -> float:
    return min(run.top for run in following) - max(run.bottom for run in row)


def _height(row: Sequence[Line]) -> float:
    return max(run.bottom - run.top for run in row)


def _rows(runs: Iterable[Line]) -> list[list[Line]]:
    """Return the runs that stand side by side, from the top down and each in reading order."""
    rows: list[list[Line]] = []
    for run in sorted(runs, key=_middle):
        size = min(run.size, rows[-1][-1].size) if rows else 0
        if rows and abs(_middle(run) - _middle(rows[-1][-1])) < _OFF_LINE * size:
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        leftward = sum(len(run.text) if _is_leftward(run.text) else -len(run.text) for run in row)
        row.sort(key=lambda run: run.left, reverse=leftward > 0)
    return rows


def _cut(runs: list[Line]) -> list[list[Line]]:
    """Cut a part of a page at the widest support for a gutter, and each part again."""
    found = _gutter(runs)
    if found is None:
        return [runs] if runs else []
    left, right = found
    inside = {id(run) for run in (*left, *right)}
    upper = min(run.top for run in (*left, *right))
    others = [run for run in runs if id(run) not in inside]
    above = [run for run in others if _middle(run) < upper]
    below = [run for run in others if _middle(run) >= upper]
    columns = [right, left] if _mostly_leftward(runs) else [left, right]
    return [*_cut(above), *(block for column in columns for block in _cut(column)), *_cut(below)]


def _mostly_leftward(runs: Sequence[Line]) -> bool:
    return sum(1 if _is_leftward(run.text) else -1 for run in runs) > 0


def _gutter(runs: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """Return the runs to the left and right of the gutter with the most text at its sides."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    width = _GAP * median(run.size for run in runs)
    ordered = sorted(runs, key=_middle)
    best: tuple[list[Line], list[Line]] | None = None
    most = _LEAST_LINES - 1
    for edge in sorted({round(run.right) for run in runs}):
        sides = ((_side(run, edge, width), run) for run in ordered)
        for crossing, part in groupby(sides, lambda placed: placed[0] == 0):
            if crossing:
                continue
            inside = list(part)
            left = [run for side, run in inside if side < 0]
            right = [run for side, run in inside if side > 0]
            support = min(len(left), len(right))
            if support > most and _is_column(left) and _is_column(right):
                best, most = (left, right), support
    return best


def _side(run: Line, edge: float, width: float) -> int:
    """Return -1 left of a gutter from ``edge``, 1 right of it, and 0 for what crosses it."""
    if run.right <= edge + 0.5:
        return -1
    return 1 if run.left >= edge + width - 0.5 else 0


def _is_column(runs: Sequence[Line]) -> bool:
    """Tell whether runs are the lines of a column, rather than the cells of a table."""
    rows = _rows(runs)
    if len(rows) < _LEAST_LINES:
        return False
    if 2 * sum(1 for row in rows if _has_cells(row)) > len(rows):
        return _gutter(list(runs)) is not None
    if 2 * sum(1 for row in rows if _LIST_ITEM.match(row[0].text)) >= len(rows):
        return True
    return _is_prose(rows)


def _is_prose(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether rows are wrapped lines: long, mostly full, and often beginning in lower case."""
    left = min(row[0].left for row in rows)
    width = max(row[-1].right for row in rows) - left
    full = sum(1 for row in rows if row[-1].right - left >= _FULL * width)
    lengths = [sum(map(_width, run.text)) for row in rows for run in row[:1]]
    firsts = [row[0].text[0] for row in rows]
    lower = sum(1 for character in firsts if character.islower())
    caseless = sum(1 for character in firsts if character.isalpha() and not character.isupper())
    return (
        2 * full >= len(rows)
        and median(lengths) >= _LEAST_CHARACTERS
        and max(lower, caseless) >= _LOWER * len(rows)
    )


def _width(character: str) -> int:
    """Return how many Latin letters a character is as wide as."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _has_cells(row: Sequence[Line]) -> bool:
    return any(_are_apart(*pair) for pair in pairwise(row))


def _are_apart(run: Line, following: Line) -> bool:
    """Tell whether two runs of a row are cells, rather than words with a wide space between."""
    gap = max(following.left - run.right, run.left - following.right)
    marker = _LIST_ITEM.fullmatch(f"{run.text} ")
    return gap > _CELL_GAP * max(run.size, following.size) and not marker


def _line(row: Sequence[Line], block: int) -> Line:
    text = row[0].text
    for run, following in pairwise(row):
        text += (" | " if _are_apart(run, following) else " ") + following.text
    return _framed(text, row)._replace(block=block, cells=_has_cells(row))
