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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Cell", "Row", "rows_of"]

_AFTER_LABEL = ": "
_CELL = re.compile(r"[^|]+")
_SPACED_CELL = re.compile(r"\S+(?: \S+)*")
# Longest cell of such a table, in characters.
_LONGEST_SPACED = 40
# The line below the head of a table in Markdown.
_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *")
# The longest quote that holds the head of the table beside the row, in characters.
_WITH_HEAD = 400
_NUMBER = re.compile(r"[$£€¥]?(-?\d+(?:[,\d]*\d)?(?:\.\d+)?)")
# The unit behind the name of a column: "Revenue 2024 (m kr)".
_UNIT = re.compile(r" *[(\[][^()\[\]]*[)\]] *$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        label: The stems of its column's name, without the unit; empty if the column has no name.
        value: What it holds.
        start: Where that begins.
    """

    label: frozenset[str]
    value: str
    start: int

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.start + len(self.value)

    @property
    def said(self) -> frozenset[str]:
        """The stems of the value."""
        return frozenset(stems(self.value))

    @property
    def number(self) -> float | None:
        """The number that the value begins with, if it does."""
        found = _NUMBER.match(self.value)
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


def rows_of(text: str) -> Iterator[Row]:
    """Yield the rows of the tables in a text, their cells labelled by the heads."""
    start = 0
    block: list[_Line] = []
    for line in (*text.split("\n"), ""):
        cells = [
            (start + match.start() + _indent(match[0]), match[0].strip())
            for match in (_CELL if "|" in line else _SPACED_CELL).finditer(line)
            if match[0].strip()
        ]
        if "|" not in line and any(len(cell) > _LONGEST_SPACED for _, cell in cells):
            cells = []  # prose with two spaces after a full stop
        if len(cells) < 2 or (block and ("|" in line) != ("|" in block[0].text)):
            yield from _labelled(block)
            block = []
        if len(cells) > 1:
            block.append(_Line(start, line, cells))
        start += len(line) + 1
    yield from _labelled(block)


def _indent(part: str) -> int:
    return len(part) - len(part.lstrip())


def _labelled(block: Sequence[_Line]) -> Iterator[Row]:
    """Yield the rows of one table: each cell names its column, or the first row does."""
    head = _head(block)
    for place, line in enumerate(block):
        named = [_split(start, cell) for start, cell in line.cells]
        if all(cell.label and cell.value for cell in named):
            yield Row(line.start, line.end, tuple(named))
        elif head and place and not line.is_rule and len(line.cells) == len(head.cells):
            begin = head.start if line.end - head.start <= _WITH_HEAD else line.start
            labels = [_label(name) for _, name in head.cells]
            cells = zip(labels, line.cells, strict=True)
            yield Row(begin, line.end, tuple(Cell(label, cell, at) for label, (at, cell) in cells))


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
    return Cell(_label(label), value, start + len(label) + len(mark))


def _label(name: str) -> frozenset[str]:
    return frozenset(stems(_UNIT.sub("", name) or name))
