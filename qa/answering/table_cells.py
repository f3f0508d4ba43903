"""Finds the cell of a table that a question asks for, in rows that name their columns.

The readers of articles write a row of a table as ``Town: Elva | 2017: 64.0 | 2021: 66.9``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.candidates import first_of_passages
from qa.language.stems import stems
from qa.language.words import word_set, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answering.candidates import Candidate

__all__ = ["asked_cell"]

_BETWEEN, _AFTER_LABEL = " | ", ": "
_NUMBER = re.compile(r"-?\d+(?:[,\d]*\d)?(?:\.\d+)?")
_HIGHEST = word_set("biggest greatest highest largest longest maximum most oldest tallest top")
_LOWEST = word_set("fewest least lowest minimum shortest smallest youngest")


@dataclass(frozen=True, slots=True)
class _Cell:
    label: frozenset[str]
    value: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.value)

    @property
    def said(self) -> frozenset[str]:
        return frozenset(stems(self.value))

    @property
    def number(self) -> float | None:
        found = _NUMBER.match(self.value)
        return float(found[0].replace(",", "")) if found else None


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    cells: tuple[_Cell, ...]


def asked_cell(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the cell that a question asks for; None if no table answers it.

    "What was the turnout in Elva in 2021?" names the row (Elva) and the column (2021). "Which town
    had the highest turnout in 2021?" names two columns: the answer is in the one, beside the
    highest number of the other.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.
    """
    asked = frozenset(stems(question))
    extreme = _extreme(question)
    for candidate in first_of_passages(found):
        rows = list(_rows(candidate.node.node.get_content()))
        hit = _extreme_cell(asked, rows, extreme) if extreme else _named_cell(asked, rows)
        if hit is not None:
            row, cell = hit
            return replace(
                candidate, start=cell.start, end=cell.end, sentence=(row.start, row.end), fits=True
            )
    return None


def _rows(text: str) -> Iterator[_Row]:
    start = 0
    for line in text.split("\n"):
        parts = [part.partition(_AFTER_LABEL) for part in line.split(_BETWEEN)]
        if len(parts) > 1 and all(label and value.strip() for label, _, value in parts):
            cells, at = [], start
            for label, mark, value in parts:
                cells.append(_Cell(frozenset(stems(label)), value, at + len(label) + len(mark)))
                at += len(label) + len(mark) + len(value) + len(_BETWEEN)
            yield _Row(start, start + len(line), tuple(cells))
        start += len(line) + 1


def _named_cell(asked: frozenset[str], rows: Sequence[_Row]) -> tuple[_Row, _Cell] | None:
    """Return the cell of which the question names the row and the column."""
    for row in rows:
        keys = [cell for cell in row.cells if cell.said and cell.said <= asked]
        rest = [cell for cell in row.cells if cell not in keys]
        named = [cell for cell in rest if cell.label and cell.label <= asked]
        if keys and (named or len(rest) == 1):
            return row, max(named or rest, key=lambda cell: len(cell.label))
    return None


def _extreme_cell(
    asked: frozenset[str], rows: Sequence[_Row], sign: int
) -> tuple[_Row, _Cell] | None:
    """Return the cell beside the highest or lowest number of the column that is named."""
    best: tuple[float, _Row] | None = None
    for row in rows:
        numbers = [cell for cell in row.cells if cell.number is not None]
        named = [cell for cell in numbers if cell.label and cell.label <= asked]
        measured = named or (numbers if len(numbers) == 1 else [])
        if measured:
            number = sign * (measured[0].number or 0.0)
            if best is None or number > best[0]:
                best = number, row
    if best is None:
        return None
    row = best[1]
    texts = [cell for cell in row.cells if cell.number is None]
    named = [cell for cell in texts if cell.label and cell.label <= asked]
    return (row, (named or texts)[0]) if texts else None


def _extreme(question: str) -> int:
    """Return 1 if a question asks for the highest, -1 for the lowest, 0 for neither."""
    said = set(words(question))
    return int(not _HIGHEST.isdisjoint(said)) - int(not _LOWEST.isdisjoint(said))
