"""Reads the columns of a table that say yes or no: "Insured", "In stock"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.lookups.table_columns import ASKING
from qa.answering.lookups.table_rows import rows_of
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Cell, Row

__all__ = ["Decision", "asks_which", "decision", "row_that_says_yes", "says"]

# What a shop has to sell, and words that name no other thing.
_IN_STOCK = frozenset(stems("available availability stock"))
_OF_NOW = frozenset(stems("current currently new now still"))
_ASKS_WHICH = re.compile(r"\W*(?:which|what)\b", re.IGNORECASE)
_SAYS = {
    "yes": "Yes",
    "y": "Yes",
    "✓": "Yes",
    "✔": "Yes",
    "no": "No",
    "n": "No",
    "✗": "No",
    "✘": "No",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The cell of a table that decides a yes-or-no question.

    Attributes:
        says: ``Yes`` or ``No``.
        row: Offsets of the row with its head, as far as they stand near each other.
        cell: Offsets of the cell.
    """

    says: str
    row: tuple[int, int]
    cell: tuple[int, int]


def asks_which(question: str) -> bool:
    """Tell whether a question asks which one it is, so that no yes or no answers it."""
    return _ASKS_WHICH.match(question) is not None


def says(cell: Cell) -> str:
    """Return ``Yes`` or ``No`` if a cell says so; else nothing."""
    return _SAYS.get(cell.value.strip().lower(), "")


def row_that_says_yes(question: str, rows: Sequence[Row], headed: str) -> tuple[Row, Cell] | None:
    """Return the name of the one row that says yes in the column that a question names.

    "Which ship is insured?" asks for the ship with "yes" in the column "Insured"; "Which is
    insured, Tern or Gull?" for one of two. None if several rows say yes, or none does, or if a word
    of the question is neither in the names of rows and columns nor in what the article is called.
    """
    asked = frozenset(stems(question))
    if not asks_which(question):
        return None
    told = [
        (row, cell)
        for row in rows
        for cell in row.cells[1:]
        if cell.label and cell.label <= asked and says(cell)
    ]
    named = [(row, cell) for row, cell in told if row.cells[0].said <= asked]
    if len(named) == 1 or len({cell.label for _, cell in told}) != 1:
        return None
    yes = [row for row, cell in named or told if says(cell) == "Yes"]
    if len(yes) != 1:
        return None
    keys = [row.cells[0] for row, _ in named] or [yes[0].cells[0]]
    known = set(stems(headed)).union(
        told[0][1].label, keys[0].label, *(key.said for key in keys if named)
    )
    rest = set(telling_stems(question)) - ASKING - known
    return None if rest else (yes[0], yes[0].cells[0])


def decision(question: str, text: str, title: str) -> Decision | None:
    """Return the cell that decides a yes-or-no question: "Is jury service paid?".

    Its column is named in the question, and its row holds a word of the question that no other row
    holds. All words of the question must be in the row, the column's name or the title. "Is the new
    pump available?" is decided by the column "In stock".

    Args:
        question: The question as it was understood.
        text: A passage.
        title: The title of its article.
    """
    asked = set(telling_stems(question))
    decided = [
        (row, cell)
        for row in rows_of(text)
        for cell in row.cells
        if cell.label and _column(cell, asked) <= asked and says(cell)
    ]
    held = [{one for other in row.cells for one in other.said} & asked for row, _ in decided]
    told = [
        hit
        for at, hit in enumerate(decided)
        if held[at].difference(*held[:at], *held[at + 1 :])
        and asked <= held[at] | _column(hit[1], asked) | set(stems(title)) | _OF_NOW
    ]
    if len(told) != 1:
        return None
    row, cell = told[0]
    return Decision(says(cell), (row.start, row.end), (cell.start, cell.end))


def _column(cell: Cell, asked: set[str]) -> set[str]:
    """Return the stems that name a cell's column, in the words of a question if it has others."""
    named = set(cell.label.intersection(telling_stems(cell.name)) or cell.label)
    available = _IN_STOCK & asked
    return set(available) if available and named <= _IN_STOCK else named
