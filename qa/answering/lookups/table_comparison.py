"""Finds the cell of a table that a comparison asks for: "Which ship is the heaviest?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.lookups.table_rows import Cell
from qa.language.stems import stem, stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Row
    from qa.language.degrees import Degree

__all__ = ["compared_cell"]

_SOUGHT = re.compile(r"\b(?:which|what) ([a-z]+)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")

# Who "has been here the longest" came first.
_SINCE = frozenset(stems("since joined"))
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
    sought = _SOUGHT.search(question)
    wanted = stem(sought[1].lower()) if sought else ""
    if degree.place == 1 and (degree.of_two or wanted == "year"):
        between = _compared_column(question, rows, degree, of_years=not degree.of_two)
        if between is not None or wanted == "year":
            return between
    if degree.of_two:
        rows = [row for row in rows if _key(row, asked)]
        # Many parts may fit one machine, which is no row of its own.
        if len({cell.said for row in rows for cell in _key(row, asked)}) < 2:
            return None
    else:  # "the heaviest desk" is one of the desks
        rows = [row for row in rows if _holding(row, degree.things)] or rows
        if "length" in degree.measures:
            rows = [row for row in rows if _began(row) is not None] or rows
    compared = [(_compared(row, asked, degree, wanted), row) for row in rows]
    ranked = sorted(
        ((number, row) for number, row in compared if number is not None),
        key=lambda one: -one[0],
    )
    if len(ranked) < degree.place:
        return None
    _, row = ranked[degree.place - 1]
    texts = [cell for cell in row.cells if cell.number is None]
    named = [cell for cell in row.cells if cell.label == {wanted}]  # a number, too: "which plot"
    named += [cell for cell in texts if cell.label and cell.label <= asked]
    called = _holding(row, degree.things) or [one for one in texts if not _CODE.match(one.value)]
    cells = _key(row, asked) if degree.of_two else named or called or texts
    return (row, cells[0]) if cells else None


def _compared_column(
    question: str, rows: Sequence[Row], degree: Degree, *, of_years: bool
) -> tuple[Row, Cell] | None:
    """Return the name of the column with the greater or greatest number in the row that is named.

    "Which pays more for dinner, a trip abroad or one to London?" compares two columns of the row
    "Dinner", and "In which year did Elva have the lowest turnout?" all that are a year.

    Returns:
        The row and the name of the column, as a cell; None unless one row is named, with two
        columns or more of which one leads.
    """
    ways = {degree.sign} if degree.sign else set(degree.measures.values())
    asked, telling = frozenset(stems(question)), frozenset(telling_stems(question))
    held = [len(row.cells[0].said & telling) for row in rows]
    most = max(held, default=0)
    if len(ways) != 1 or not most or held.count(most) != 1:
        return None
    row, way = rows[held.index(most)], ways.pop()
    numbers = [
        (way * cell.number, cell)
        for cell in row.cells
        if cell.number is not None
        and (_YEAR.search(cell.name) if of_years else cell.label and cell.label <= asked)
    ]
    if len(numbers) < 2 or (not of_years and len(numbers) > 2):
        return None
    first = max(number for number, _ in numbers)
    best = [cell for number, cell in numbers if number == first]
    if len(best) != 1 or best[0].named < row.start:  # the head stands too far above the row
        return None
    return row, Cell(frozenset(), best[0].name, best[0].named)


def _began(row: Row) -> float | None:
    """Return the year in which what a row is about began."""
    began = (cell.number for cell in row.cells if cell.label & _SINCE)
    return next((year for year in began if year is not None), None)


def _holding(row: Row, things: frozenset[str]) -> list[Cell]:
    return [one for one in row.cells if one.number is None and not things.isdisjoint(one.said)]


def _key(row: Row, asked: frozenset[str]) -> list[Cell]:
    """Return the cells of a row that the question names: "Is Tern or Gull heavier?"."""
    return [cell for cell in row.cells if cell.number is None and cell.said and cell.said <= asked]


def _compared(row: Row, asked: frozenset[str], degree: Degree, wanted: str) -> float | None:
    """Return the number of a row that is compared, negative where less is asked for.

    What is wanted is not compared: "Which plot is the largest?" asks for no highest plot number.
    """
    if degree.sign and "length" in degree.measures and (began := _began(row)) is not None:
        return -degree.sign * began
    numbers = [cell for cell in row.cells if cell.number is not None and cell.label != {wanted}]
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
