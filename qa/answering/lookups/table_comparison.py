"""Finds the cell of a table that a comparison asks for: "Which ship is the heaviest?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.stems import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Cell, Row
    from qa.language.degrees import Degree

__all__ = ["compared_cell"]

# "DK-210" is no name that people use.
_CODE = re.compile(r"(?=\S*\d)[A-Z\d./-]+$")
# Words of a column's name that a question need not repeat: "Hedgehogs counted 2021".
_COUNTING = frozenset(stems("amount count counted number of total"))


def compared_cell(question: str, rows: Sequence[Row], degree: Degree) -> tuple[Row, Cell] | None:
    """Return the cell beside the highest or lowest number of the column that is compared.

    Args:
        question: The question as it was understood.
        rows: The rows of a table.
        degree: What the question compares.
    """
    asked = frozenset(stems(question))
    if degree.of_two:
        rows = [row for row in rows if _key(row, asked)]
        if len(rows) < 2:
            return None
    else:  # "the heaviest desk" is one of the desks
        rows = [row for row in rows if _holding(row, degree.things)] or rows
    best: tuple[float, Row] | None = None
    for row in rows:
        compared = _compared(row, asked, degree)
        if compared is not None and (best is None or compared > best[0]):
            best = compared, row
    if best is None:
        return None
    row = best[1]
    texts = [cell for cell in row.cells if cell.number is None]
    named = [cell for cell in texts if cell.label and cell.label <= asked]
    called = _holding(row, degree.things) or [one for one in texts if not _CODE.match(one.value)]
    cells = _key(row, asked) if degree.of_two else named or called or texts
    return (row, cells[0]) if cells else None


def _holding(row: Row, things: frozenset[str]) -> list[Cell]:
    return [one for one in row.cells if one.number is None and not things.isdisjoint(one.said)]


def _key(row: Row, asked: frozenset[str]) -> list[Cell]:
    """Return the cells of a row that the question names: "Is Tern or Gull heavier?"."""
    return [cell for cell in row.cells if cell.number is None and cell.said and cell.said <= asked]


def _compared(row: Row, asked: frozenset[str], degree: Degree) -> float | None:
    """Return the number of a row that is compared, negative where less is asked for."""
    numbers = [cell for cell in row.cells if cell.number is not None]
    named = [one for one in numbers if one.label and one.label - _COUNTING <= asked]
    if degree.sign and named:
        return degree.sign * (named[0].number or 0.0)
    for cell in sorted(numbers, key=lambda one: -len(one.label & asked)):
        ways = [way for noun, way in degree.measures.items() if noun in cell.label]
        if ways:
            return ways[0] * (cell.number or 0.0)
    if degree.sign and len(numbers) == 1 and not degree.measures:
        return degree.sign * (numbers[0].number or 0.0)
    return None
