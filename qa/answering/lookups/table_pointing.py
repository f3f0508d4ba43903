"""Finds a cell of a table where a question names neither its row nor its column in full."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.answering.lookups.table_columns import ASKING, is_of_another, means
from qa.answering.lookups.table_ranges import gives_length, row_in_range
from qa.language.degrees import asked_quantities, without_quantity
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.words import ARTICLES, LIGHT_PREPOSITIONS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Cell, Row

__all__ = ["cell_in_range", "pointed_cell"]

# A cell of more words is not named by a single one of them.
_LONG_NAME = 4
_HOW = re.compile(r"\W*how\b", re.IGNORECASE)
# "What does it cost to park?": a verb follows, and no place.
_TO_DO = re.compile(r"(?<=\bcost )to (?=[a-z])|(?<=\bis it )to (?=[a-z])")
_WHO = re.compile(r"\W*who\b", re.IGNORECASE)


def pointed_cell(question: str, rows: Sequence[Row], headed: str) -> tuple[Row, Cell] | None:
    """Return the cell in the one row and the one column that the words of a question point to.

    "Who is responsible for the cemetery?" points to the row "Cemetery" and to the column
    "Responsible officer", "What does the office chair cost?" to "Corvo office chair" and "Price".
    All names of the question are in the row, its title or the column's name, and all other words
    but one, which is none behind a preposition: the row "Total spending" does not answer "How much
    did they spend on wages?". Where a measure alone ("how long") says which column is meant, no
    word may be missing.

    "How common is a rash?" asks for the column "Frequency" beside the cell that holds the rash,
    even where that cell's own column is named: "as a side effect".
    """
    asked = frozenset(telling_stems(question)) - ASKING
    quantities = asked_quantities(question)
    if any(cell.label & quantities for row in rows for cell in row.cells):
        asked = frozenset(without_quantity(question, asked))
    else:
        quantities = frozenset()
    held = [
        asked & {word for cell in _texts(row, quantities) for word in cell.said} for row in rows
    ]
    most = max(map(len, held), default=0)
    at = [place for place, said in enumerate(held) if len(said) == most]
    if not most or len(at) != 1:
        return None
    row, found = rows[at[0]], held[at[0]]
    if quantities:
        meant = [(cell, cell.label & quantities) for cell in row.cells]
    else:
        meant = [(cell, means(cell.label, asked, question)) for cell in row.cells]
    key = max(_texts(row, quantities), key=lambda one: len(one.said & found))
    if len(key.said & found) == 1 and len(key.said) > _LONG_NAME:
        return None  # a single word of many names no row
    meant = [(cell, told) for cell, told in meant if told and cell is not key]
    meant = [(cell, told) for cell, told in meant if not is_of_another(cell, question)]
    width = max((len(told) for _, told in meant), default=0)
    best = [(cell, told) for cell, told in meant if len(told) == width]
    if len(best) > 1:
        best = _worded(question, best)
    if len(best) != 1:
        return None
    cell, told = best[0]
    if _HOW.match(question) and _alone_holds(cell, row, found):
        return None  # what is asked about, and not how it is
    missing = asked - found - told - key.label - set(stems(headed))
    needed = name_stems(question) | _objects(question)
    most = 0 if quantities else 1  # "How long is the guarantee?" asks for more than hours
    return (row, cell) if len(missing) <= most and not missing & needed else None


def cell_in_range(
    question: str, rows: Sequence[Row], headed: str, told: Sequence[str]
) -> tuple[Row, Cell] | None:
    """Return the cell that a question asks for in the row whose range holds what it gives.

    "How much is a return ticket for an adult in July?" asks for the column "Adult, return" in the
    row of "15 June to 15 September". Where a question gives a length of time, the passages must
    hold all its other words: a table of parking charges does not say what a boat costs for an hour.

    Args:
        question: The question as it was understood.
        rows: The rows of a table.
        headed: What its article is called.
        told: The passages of the article that were read.
    """
    found = row_in_range(question, rows)
    if found is None:
        return None
    row, within, given = found
    asked = frozenset(telling_stems(question)) - ASKING - given
    others = [cell for cell in row.cells if cell is not within]
    meant = [(cell, means(cell.label, asked, question)) for cell in others]
    whole = [
        (cell, named)
        for cell, named in meant
        if named
        and (
            len(others) == 1 or cell.label.intersection(telling_stems(cell.name)) - ASKING <= named
        )
    ]
    width = max((len(named) for _, named in whole), default=0)
    best = [(cell, named) for cell, named in whole if len(named) == width]
    if len(best) != 1:
        return None
    cell, named = best[0]
    missing = asked - named - set(stems(headed))
    needed = (name_stems(question) | _objects(question)) - given
    if gives_length(question) and not missing <= set(stems(" ".join(told))):
        return None
    # A name of two words or more says what is asked for better than one of one word.
    return (row, cell) if len(missing) <= width and not missing & needed else None


def _alone_holds(cell: Cell, row: Row, found: frozenset[str]) -> bool:
    """Tell whether a cell holds a word by which the row was found and no other cell does."""
    others = {word for one in row.cells if one is not cell for word in one.said}
    return cell.number is None and not cell.said & found <= others


def _texts(row: Row, quantities: frozenset[str]) -> list[Cell]:
    """Return the cells that may name a row: no numbers, and none of the quantity asked for."""
    return [cell for cell in row.cells if cell.number is None and cell.label.isdisjoint(quantities)]


def _objects(question: str) -> set[str]:
    """Return the stems of the words behind prepositions: "wages" in "spend on the wages"."""
    said = [word for word in words(_TO_DO.sub("", question)) if word not in ARTICLES]
    return {stem(word) for before, word in pairwise(said) if before in LIGHT_PREPOSITIONS}


def _worded(
    question: str, meant: Sequence[tuple[Cell, frozenset[str]]]
) -> list[tuple[Cell, frozenset[str]]]:
    """Return those of several columns that are named by a question's very words.

    "What is the lecture about?" means "Lecture topic", and "Who gives the lecture?" means
    "Lecturer", whose name has the same stem.
    """
    who = bool(_WHO.match(question))
    said = set(words(question))
    return [(cell, told) for cell, told in meant if said.isdisjoint(words(cell.name)) is who]
