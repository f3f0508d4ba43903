"""Lists the rows of tables that a question describes: "Which ships are at home in Osby?".

"How many ships are at home in Osby?" asks for their number.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import quote_passage
from qa.answering.lookups.table_rows import rows_of
from qa.language.degrees import asked_degree
from qa.language.stems import stem, stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.answering.lookups.table_rows import Cell, Row

__all__ = ["counts_rows", "listed_rows", "rows_described"]

_SOUGHT = re.compile(
    r"\W*(?:(?:which|what)(?: of the)?|(?:please )?(?:list|name|show me|give me)(?: all)?(?: of)?"
    r"(?: the)?) (?P<things>[a-z]+s)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\W*how many (?P<things>[a-z]+s)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:except|never|not?|without)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# "more than 200 passengers", "built before 1990".
_BOUND = re.compile(
    r"\b(?:(?P<above>more than|over|above|after)|(?P<least>at least|since)"
    r"|(?P<below>fewer than|less than|under|below|before)|(?P<most>at most|up to))"
    r" [$£€]?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\b",
    re.IGNORECASE,
)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "above": operator.gt, "least": operator.ge, "below": operator.lt, "most": operator.le,
}  # fmt: skip
# Names of a column that names things of any kind, and words that tell nothing of a row.
_ANY_THING = frozenset(stems("name item title"))
_SLACK = frozenset(stems("have has had list name show give there all total"))
# How many words of a question its table need not hold: a verb, mostly.
_MOST_MISSING = 1
# A single row is what a question for one thing asks for; other rules find its cell.
_LEAST_ROWS = 2


def listed_rows(question: str, nodes: Sequence[NodeWithScore]) -> list[tuple[str, Quote]]:
    """Return the names of all rows in passages that are as a question says.

    "Which ships have Osby as their home port?" asks for the rows with a cell "Osby", and "Which
    ships carry more than 200 passengers?" for those with such a number below "Passengers".

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        The name in each row, with a quote of its table from the head to the last such row; empty if
        the question does not ask so, or fewer than two rows are so.
    """
    found: dict[str, Quote] = {}
    for hit in nodes:
        title = str(hit.node.metadata.get("title") or "")
        chosen = rows_described(question, hit.node.get_content(), title)
        if chosen:
            places = [(name.start, name.end) for _, name in chosen]
            quote = quote_passage(hit.node, chosen[0][0].start, chosen[-1][0].end, *places)
            for _, name in chosen:
                found.setdefault(name.value, quote)
    return list(found.items()) if len(found) >= _LEAST_ROWS else []


def counts_rows(question: str) -> bool:
    """Tell whether a question asks how many rows there are: "How many ships sail from Osby?"."""
    return _COUNTED.match(question) is not None


def rows_described(question: str, text: str, title: str) -> list[tuple[Row, Cell]]:
    """Return the rows of a text that are as a question says, each with the cell that names it.

    Args:
        question: The question as it was understood.
        text: A passage, or the whole text of an article.
        title: The article's title.
    """
    sought = _SOUGHT.match(question) or _COUNTED.match(question)
    if sought is None or _NEGATED.search(question):
        return []
    if asked_degree(question) is not None and not _BOUND.search(question):
        return []
    thing = stem(sought["things"].lower())
    rows = list(rows_of(text))
    told = set(stems(title)).union(*(cell.label for row in rows for cell in row.cells))
    return [
        (row, name)
        for row in rows
        if (name := _name(row, thing))
        and not (name.number is not None and counts_rows(question))
        and _is_so(row, name, question, told, thing)
    ]


def _name(row: Row, thing: str) -> Cell | None:
    """Return the cell that names a row: below the thing that is asked for, or below "Name"."""
    cells = [cell for cell in row.cells if cell.label]
    named = [cell for cell in cells if thing in cell.label]
    first = [cell for cell in row.cells[:1] if cell.label & _ANY_THING]
    return next(iter(named or first), None)


def _is_so(row: Row, name: Cell, question: str, told: set[str], thing: str) -> bool:
    """Tell whether a row has what a question says of it, and the table the question's words."""
    bound = _BOUND.search(question)
    asked = frozenset(telling_stems(_BOUND.sub(" ", question))) - _SLACK - {thing}
    others = [cell for cell in row.cells if cell is not name]
    if bound is not None:
        held: frozenset[str] = frozenset()
        so = any(_is_within(cell, bound) and cell.label & asked for cell in others)
    else:
        held = frozenset().union(*(cell.said for cell in others if cell.said <= asked))
        so = bool(held)
    return so and len(asked - held - told) <= _MOST_MISSING


def _is_within(cell: Cell, bound: re.Match[str]) -> bool:
    limit = float(bound["number"].replace(",", ""))
    compare = next(how for name, how in _COMPARE.items() if bound[name])
    return cell.number is not None and compare(cell.number, limit)
