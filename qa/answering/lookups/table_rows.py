"""Reads the rows of the tables that a passage holds.

The readers of articles write a row of a table as ``Town: Elva | 2017: 64.0 | 2021: 66.9`` where the
article marks the head, else as ``Elva | 64.0 | 66.9``. A table in Markdown stays as it is, and so
does one of plain text, whose columns are set apart by several spaces or a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.stems import stems
from qa.language.words import MONTH_FORMS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Cell", "Row", "names_above", "rows_of"]

_AFTER_LABEL = ": "
_CELL = re.compile(r"(?<=\|)[^|]*|[^|]+")
# What Markdown sets in bold, as sums often are.
_BOLD = re.compile(r"(?:\*\*|__)([^*_].*[^*_]|[^*_])(?:\*\*|__)")
_SPACED_CELL = re.compile(r"\S+(?: \S+)*")
# Longest cell of such a table, in characters.
_LONGEST_SPACED = 40
# The line below the head of a table in Markdown.
_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *")
# The longest quote that holds the head of the table beside the row, in characters.
_WITH_HEAD = 400
_NUMBER = re.compile(r"[$£€¥]?(-?\d+(?:[,\d]*\d)?(?:\.\d+)?)")
_DAY = re.compile(rf"(\d{{1,2}}\.? )({'|'.join(MONTH_FORMS)})\b", re.IGNORECASE)
# The unit behind the name of a column: "Revenue 2024 (m kr)", "Iron mg", "Energy kcal per 100 g",
# "Cooking time in minutes"; not what a price is for ("Price per kg").
_UNIT = re.compile(
    r" *[(\[][^()\[\]]*[)\]] *$"
    r"|(?<=\w) (?:[kmcµ]?g|kcal|kJ|[kcm]m|km/h|[mc]l|kWh?|%)(?: per \d+ ?(?:g|ml|km))? *$"
    r"|(?<=\w) in (?:seconds|minutes|hours|days|years|pounds|euros|dollars|grams|metres|meters) *$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        label: The stems of its column's name, without the unit; empty if the column has no name.
        value: What it holds.
        start: Where that begins.
        name: The name of its column as it is written.
        named: Where that stands; -1 if it is in another passage.
    """

    label: frozenset[str]
    value: str
    start: int
    name: str = ""
    named: int = -1

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.start + len(self.value)

    @property
    def said(self) -> frozenset[str]:
        """The stems of the value, of a month's name in full: "18 Nov" is 18 November."""
        return frozenset(stems(_DAY.sub(_in_full, self.value)))

    @property
    def number(self) -> float | None:
        """The number that the value begins with, if it does; a day such as "4 May" is none."""
        found = None if _DAY.match(self.value) else _NUMBER.match(self.value)
        return float(found[1].replace(",", "")) if found else None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        start: Where it begins, or where the head of its table does if that stands near it.
        end: Where it ends.
        cells: Its cells, in order.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    cells: list[tuple[int, str]]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_rule(self) -> bool:
        return bool(_RULE.fullmatch(self.text.strip()))

    @property
    def is_cut(self) -> bool:
        """Whether only one of its ends has a bar: a passage may end within a row."""
        bare = self.text.strip()
        return bare.startswith("|") != bare.endswith("|")


def rows_of(text: str, above: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of the tables in a text, their cells labelled by the heads.

    Args:
        text: A passage, or a whole article.
        above: The names of the columns of a table that goes on from the passage before.
    """
    for block in _blocks(text):
        yield from _labelled(block, above if _goes_on(text, block) else ())


def names_above(passages: Sequence[tuple[int, str]]) -> list[tuple[str, ...]]:
    """Return the names of the columns of the table that goes on in each passage.

    A long table in Markdown fills several passages, of which only the first has its head.

    Args:
        passages: Where each passage of an article begins in it, and its text, in any order.

    Returns:
        The names for each passage; none where no table goes on from the passage before.
    """
    found: list[tuple[str, ...]] = [()] * len(passages)
    end = 0
    open_names: tuple[str, ...] = ()
    for at in sorted(range(len(passages)), key=lambda one: passages[one][0]):
        start, text = passages[at]
        found[at] = open_names if start <= end + 1 else ()
        end, open_names = start + len(text), _names_below(text, found[at])
    return found


def _names_below(text: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the columns of the table that a passage ends in; none if in no table."""
    block = next(reversed(list(_blocks(text))), None)
    if block is None or "|" not in block[-1].text or text[block[-1].end :].strip():
        return ()
    if len(block) > 1 and block[1].is_rule:
        return tuple(name for _, name in block[0].cells)
    return above if _goes_on(text, block) else ()


def _goes_on(text: str, block: Sequence[_Line]) -> bool:
    """Tell whether a table begins a passage, perhaps below what is left of a row."""
    before = text[: block[0].start].rstrip("\n")
    return "\n" not in before and (not before or "|" in before)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the lines of each table."""
    start = 0
    block: list[_Line] = []
    for line in (*text.split("\n"), ""):
        cells = [(start + at, cell) for at, cell in _cells(line)]
        if "|" not in line and any(len(cell) > _LONGEST_SPACED for _, cell in cells):
            cells = []  # prose with two spaces after a full stop
        if block and (len(cells) < 2 or ("|" in line) != ("|" in block[0].text)):
            yield block
            block = []
        if len(cells) > 1:
            block.append(_Line(start, line, cells))
        start += len(line) + 1
    if block:
        yield block


def _in_full(day: re.Match[str]) -> str:
    return day[1] + MONTHS[MONTH_FORMS[day[2].lower()] - 1]


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a line, and where they begin; an empty cell keeps its place."""
    if "|" not in line:
        return [(match.start(), match[0]) for match in _SPACED_CELL.finditer(line)]
    edge = len(line) - len(line.lstrip().removeprefix("|"))
    cells = []
    for match in _CELL.finditer(line.rstrip().removesuffix("|"), edge):
        bare = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        bold = _BOLD.fullmatch(bare)
        cells.append((start + bold.start(1), bold[1]) if bold else (start, bare))
    return cells


def _labelled(block: Sequence[_Line], above: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of one table: each cell names its column, or the first row does.

    The first column, which names the rows, may have no name.
    """
    head = None if above else _head(block)
    names = [(-1, name) for name in above] or (head.cells if head else [])
    for line in block:
        named = [_split(start, cell) for start, cell in line.cells if cell]
        if len(named) < 2:
            continue  # a heading inside the table
        if named[0].value and all(cell.label and cell.value for cell in named[1:]):
            yield Row(line.start, line.end, tuple(named))
        elif line is head or line.is_rule or line.is_cut != bool(head and head.is_cut):
            continue
        elif len(line.cells) == len(names):
            if not any(name for _, name in names):
                yield from _fact(line)
                continue
            begin = head.start if head and line.end - head.start <= _WITH_HEAD else line.start
            cells = zip(names, line.cells, strict=True)
            found = tuple(
                Cell(_label(name), cell, at, name, named)
                for (named, name), (at, cell) in cells
                if cell
            )
            yield Row(begin, line.end, found)


def _fact(line: _Line) -> Iterator[Row]:
    """Yield a row of a table whose head is empty: its first cell names the second."""
    if len(line.cells) == 2:
        (named, name), (start, value) = line.cells
        yield Row(line.start, line.end, (Cell(_label(name), value, start, name, named),))


def _head(block: Sequence[_Line]) -> _Line | None:
    """Return the row that names the columns: above a rule, or the only one without numbers."""
    if len(block) < 2:
        return None
    if block[1].is_rule:
        return block[0]
    numbers = [sum(bool(_NUMBER.match(cell)) for _, cell in line.cells) for line in block]
    return block[0] if numbers[0] == 0 and all(numbers[1:]) else None


def _split(start: int, cell: str) -> Cell:
    """Split "Town: Elva" into its label and its value."""
    label, mark, value = cell.partition(_AFTER_LABEL)
    if not mark:
        return Cell(frozenset(), cell, start)
    return Cell(_label(label), value, start + len(label) + len(mark), label, start)


def _label(name: str) -> frozenset[str]:
    return frozenset(stems(_UNIT.sub("", name) or name))
