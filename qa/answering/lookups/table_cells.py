"""Finds the cell of a table that a question asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.lookups.table_columns import (
    ANY_THING,
    ASKING,
    HOURS,
    asked_hours,
    is_of_another,
    is_year,
    means,
)
from qa.answering.lookups.table_comparison import compared_cell
from qa.answering.lookups.table_lists import counts_rows, headed, rows_described
from qa.answering.lookups.table_pointing import cell_in_range, pointed_cell
from qa.answering.lookups.table_ranges import row_in_range
from qa.answering.lookups.table_rows import names_above, rows_of
from qa.answering.lookups.table_verdicts import asks_which, row_that_says_yes, says
from qa.answering.spans.candidates import first_of_passages
from qa.language.degrees import asked_degree, asked_quantities, without_quantity
from qa.language.sentences import sentences
from qa.language.stems import name_stems, stems, telling_stems
from qa.language.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.lookups.table_rows import Cell, Row
    from qa.answering.spans.candidates import Candidate
    from qa.language.degrees import Degree

__all__ = ["asked_cell", "asked_row"]

# Names of a column that holds values of any kind, each of another thing.
_ANY_VALUE = frozenset(stems("detail figure value"))
# How many words of a question may be missing where a column is named, or holds any value: "How much
# cod left the port in 2031?" asks for "Tonnes 2031".
_MOST_MISSING = 2
# "Which issue was not edited by Ada Moss?" names the row that is not asked for.
_NEGATED = re.compile(r"\b(?:except|never|not|without)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# "What's the most I can spend on lunch?" asks for an amount, and compares nothing.
_LIMIT = re.compile(
    r"\b(?:the )?(?:most|least|maximum|minimum|max|min)(?: amount| sum)?(?: that)? "
    r"(?=(?:I|you|we|they|he|she|it|one|somebody|anyone|people)\b)",
    re.IGNORECASE,
)
_OF_ONE_ROW = re.compile(r"\W*(?:what|how)\b", re.IGNORECASE)


def asked_cell(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the cell that a question asks for; None if no table answers it.

    "What was the turnout in Elva in 2021?" names the row (Elva) and the column (2021). "Which town
    had the highest turnout in 2021?" names two columns: the answer is in the one, beside the
    highest number of the other. "Which ship is the heaviest?" asks for the highest number of a
    column "Weight", and "Is Tern or Gull heavier?" for that of two rows. "Who is the treasurer?" is
    answered by the name in the only row that is so.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.
    """
    question = _LIMIT.sub("", question)
    read: dict[str, list[Candidate]] = {}
    for candidate in first_of_passages(found):
        read.setdefault(candidate.article_id, []).append(candidate)
    degree, negated = asked_degree(question), _NEGATED.search(question)
    hits: list[tuple[int, Candidate]] = []
    for own in read.values():
        passages = [one.node.node.get_content() for one in own]
        table = _table(own, passages)
        rows = [row for _, row in table]
        called = headed(own[0].node.node)
        if negated:
            hit = None
        elif degree is not None and not _lists(degree.things, rows, [called, *passages]):
            hit = _not_compared(question, rows, degree)
        else:
            hit = _hit(question, rows, called, degree, passages)
        said = hit is not None and bool(says(hit[1]))
        if not negated and (hit is None or (asks_which(question) and said)):
            hit = row_that_says_yes(question, rows, called)
        hit = hit or _only_row(question, rows, called)
        if hit is not None and _is_short(hit[1]):
            row, cell = hit
            candidate = next(one for one, other in table if other is row)
            bounds = (row.start, row.end)
            candidate = replace(
                candidate, start=cell.start, end=cell.end, sentence=bounds, fits=True
            )
            hits.append((_count_missing(question, rows, row, called), candidate))
    return min(hits, key=lambda hit: hit[0])[1] if hits else None


def _count_missing(question: str, rows: Sequence[Row], row: Row, called: str) -> int:
    """Return how many words of a question neither a row nor what stands above it holds.

    "When did Ida win?" is asked of the table with a column "Winner", not of one with speakers.
    """
    asked = frozenset(telling_stems(question)) - ASKING
    labels = {cell.label for one in rows for cell in one.cells}
    held = frozenset().union(*labels, *(cell.said for cell in row.cells), stems(called))
    return len(asked - held.union(*(means(label, asked, question) for label in labels)))


def _hit(
    question: str,
    rows: Sequence[Row],
    called: str,
    degree: Degree | None,
    told: Sequence[str],
) -> tuple[Row, Cell] | None:
    """Return the row and the cell that a question asks for, by its ways to name them."""
    if degree is None:
        return (
            cell_in_range(question, rows, called, told)
            or _told_cell(question, rows, called)
            or pointed_cell(question, rows, called)
        )
    if _names_a_row(question, rows):  # "What is the highest score of Iwan Moss?"
        return _named_cell(question, rows)
    if any(cell.label & _ANY_VALUE for row in rows for cell in row.cells):
        return None  # lengths beside numbers of seats: none of them is the highest
    return compared_cell(question, rows, degree) or _not_compared(question, rows, degree)


def _only_row(question: str, rows: Sequence[Row], called: str) -> tuple[Row, Cell] | None:
    """Return the only row that is as a question says, with its name."""
    described = rows_described(question, rows, called)
    return described[0] if len(described) == 1 and not counts_rows(question) else None


def _not_compared(question: str, rows: Sequence[Row], degree: Degree) -> tuple[Row, Cell] | None:
    """Return the cell that a question names, although its words compare something."""
    named = _names_a_row(question, rows) or degree.of_two
    return _named_cell(question, rows) if named else None


def _is_short(cell: Cell) -> bool:
    """Tell whether a cell says something, in one sentence at most: a dash does not."""
    return bool(words(cell.value)) and len(sentences(cell.value)) == 1


def _table(own: Sequence[Candidate], passages: Sequence[str]) -> list[tuple[Candidate, Row]]:
    """Return the rows in the passages of an article, each with a candidate of its passage."""
    starts = [one.node.node.start_char_idx or 0 for one in own]  # type: ignore[attr-defined]
    names = names_above(list(zip(starts, passages, strict=True)))
    return [
        (candidate, row)
        for candidate, text, above in zip(own, passages, names, strict=True)
        for row in rows_of(text, above)
    ]


def _names_a_row(question: str, rows: Sequence[Row]) -> bool:
    """Tell whether a question for one thing names the row by its first cell."""
    if not _OF_ONE_ROW.match(question):
        return False
    names = name_stems(question)
    return any(row.cells[0].said and row.cells[0].said <= names for row in rows)


def _lists(things: frozenset[str], rows: Sequence[Row], told: Sequence[str]) -> bool:
    """Tell whether a table may list what is compared: a list of lamps has no cheapest firm.

    Args:
        things: The stems of what is compared; any table may list nothing.
        rows: The rows of the table.
        told: What its article is called, and the passages that hold it.
    """
    named = any(cell.label & ANY_THING for row in rows for cell in row.cells)
    return not things or named or not things.isdisjoint(stems(" ".join(told)))


def asked_row(question: str, text: str, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the row of a whole table that a question asks for, and the cell that answers it.

    Args:
        question: The question as it was understood.
        text: The whole text of an article.
        end: Where a row of the table ends; rows with other columns are of another table.

    Returns:
        The offsets of the row and of the cell: of the one that comes first where the question
        compares all rows, else of one that holds more of the question than the given row. None if
        there is none, or if no row ends there.
    """
    if _NEGATED.search(question):
        return None
    question = _LIMIT.sub("", question)
    degree = asked_degree(question)
    rows = list(rows_of(text))
    given = next((row for row in rows if row.end == end), None)
    if given is None:
        return None
    table = [row for row in rows if _columns(row) == _columns(given)]
    if degree is None and row_in_range(question, table) is not None:
        return None  # its range says that the row is the right one
    if degree is None:
        hit = _named_cell(question, table)
        if hit is not None and not _told_more(stems(question), hit[0], given):
            return None
    elif _names_a_row(question, table):
        return None
    else:
        hit = compared_cell(question, table, degree)
    if hit is None:
        return None
    row, cell = hit
    return (row.start, row.end), (cell.start, cell.end)


def _told_more(question: Sequence[str], row: Row, other: Row) -> bool:
    """Tell whether the cells of a row are more words of a question than those of another row."""
    asked = frozenset(question)
    return len(_said_of(row, asked)) > len(_said_of(other, asked))


def _columns(row: Row) -> frozenset[frozenset[str]]:
    return frozenset(cell.label for cell in row.cells)


def _named_cell(question: str, rows: Sequence[Row]) -> tuple[Row, Cell] | None:
    """Return the cell of which the question names the row and the column.

    Of several rows, the one that holds most of the question counts: Elva and 2021, not Elva alone.
    Of several columns, the one with the longest name counts, then the one that is named first:
    "What share of the votes did the Centre win?". A year names a column as well, where only one
    column has it: "What did butter bring in in 2023?" asks for "Revenue 2023". "How long is Tern?"
    asks for a column such as "Length".
    """
    said = stems(question)
    asked, quantities = frozenset(said), asked_quantities(question)
    hours = asked_hours(question)

    def worth(cell: Cell) -> tuple[int, int]:
        named = cell.label & asked
        return len(cell.label), -min((said.index(one) for one in named), default=0)

    for row in sorted(rows, key=lambda one: -len(_said_of(one, asked))):
        rest = [cell for cell in row.cells if not cell.said or not cell.said <= asked]
        named = [cell for cell in rest if cell.label and cell.label <= asked]
        if hours:  # "Until when is it open?" does not ask for "Opens"
            named = [cell for cell in rest if cell.label & hours] or named
        named = [cell for cell in named if not is_of_another(cell, question)]
        if not named:
            named = _of_the_year(rest, asked) or [one for one in rest if one.label & quantities]
        if _said_of(row, asked) and (named or len(rest) == 1):
            return row, max(named, key=worth) if named else rest[0]
    return None


def _told_cell(question: str, rows: Sequence[Row], called: str) -> tuple[Row, Cell] | None:
    """Return the cell of a named row and column if the question asks for nothing else.

    Below "Kite 2" and "hours run" nobody finds how long the guarantee on the Kite 2 is, nor below
    "Piano" and "Awarded" what a piano teacher was awarded by the court in all.
    """
    hit = _named_cell(question, rows)
    if hit is None:
        return None
    row, cell = hit
    asked = frozenset(telling_stems(question)) - ASKING
    if hours := asked_hours(question):
        asked -= HOURS
    told = cell.label & (asked | hours) or cell.label & _ANY_VALUE or not cell.label
    if not told:
        asked = frozenset(without_quantity(question, asked))
    labels = {word for one in rows for other in one.cells for word in other.label}
    held = {word for other in row.cells for word in other.said}
    missing = asked - labels - held - set(stems(called)) - means(cell.label, asked, question)
    most = _MOST_MISSING if told else 0
    return hit if len(missing) <= most and not missing & name_stems(question) else None


def _said_of(row: Row, asked: frozenset[str]) -> frozenset[str]:
    """Return the words of a question that are whole cells of a row."""
    return frozenset().union(*(cell.said for cell in row.cells if cell.said <= asked))


def _of_the_year(cells: Sequence[Cell], asked: frozenset[str]) -> list[Cell]:
    """Return the one cell whose column has a year that is asked for in its name, if any."""
    found = [cell for cell in cells if any(word in asked for word in filter(is_year, cell.label))]
    return found if len(found) == 1 else []
