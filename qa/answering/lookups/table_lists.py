"""Lists the rows of tables that a question describes: "Which ships are at home in Osby?".

"How many ships are at home in Osby?" asks for their number, and "Who joined in 2023?" for people.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import quote_passage
from qa.answering.lookups.listed import ORDINALS
from qa.answering.lookups.table_columns import ANY_THING, is_year, means
from qa.answering.lookups.table_rows import rows_of
from qa.answering.lookups.table_verdicts import says
from qa.language.degrees import asked_degree
from qa.language.stems import stem, stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.schema import BaseNode, NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.answering.lookups.table_rows import Cell, Row

__all__ = ["counts_rows", "headed", "listed_rows", "rows_described"]

_SOUGHT = re.compile(
    r"\W*(?:(?:which|what)(?: of the)?|(?:please )?(?:list|name|show me|give me)(?: all)?(?: of)?"
    r"(?: the)?|how many) (?:[a-z]+ )??(?P<things>people|[a-z]+s)\b"
    r"|\W*(?:which|what) (?P<thing>[a-z]+) (?=(?:came|finished|won)\b)"
    r"|\W*who(?: (?!(?:does|has|is|was)\b)(?P<does>[a-z]+s)\b)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\W*how many\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:except|never|not?|without)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# "more than 200 passengers", "built before 1990".
_BOUND = re.compile(
    r"\b(?:(?P<above>more than|over|above|after)|(?P<least>at least|since)"
    r"|(?P<below>fewer than|less than|under|below|before)|(?P<most>at most|up to))"
    r" [$£€]?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?: ?(?:[kcm]?[gml]|kilos|grams|metres|meters|litres|minutes|hours|pounds|euros|dollars|%))?"
    r"(?!\w)",
    re.IGNORECASE,
)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "above": operator.gt, "least": operator.ge, "below": operator.lt, "most": operator.le,
}  # fmt: skip
# Names of a column that names people.
_PEOPLE = frozenset(stems(
    "author child employee guest holder member owner people person player pupil resident runner"
    " singer speaker student teacher tenant volunteer winner"
))  # fmt: skip
# "Who came fourth?" asks for the row with a 4 below "Place".
_PLACES = frozenset(stems("place position rank"))
_CAME = re.compile(
    rf"\b(?:came|come|finished|placed) (?:in )?(?P<which>{'|'.join(ORDINALS)})\b(?: place)?"
    r"|\b(?P<won>won|wins?)\b|\b(?:(?:is|was|were) )?(?:the )?(?P<next>runners?-up)\b",
    re.IGNORECASE,
)
_WIN = frozenset({stem("win")})
# Words that tell nothing of a row: any ship has a port, and any member lives somewhere.
_SLACK = frozenset(stems(
    "base be belong carry come give hail hold list live name place play sail show sit stay take"
    " there total work"
))  # fmt: skip
# A single row is what a question for one thing asks for; other rules find its cell.
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says of the rows that it asks for.

    Attributes:
        things: The stems of what names a row: its column is called so.
        words: The telling stems of what else it says.
        said: All its stems.
        question: The question itself.
        bound: The number that is compared; None for any.
        place: The place that somebody came in, from 1; 0 for any.
        counted: Whether their number is asked for.
        denied: Whether it asks for those that are not so.
    """

    things: frozenset[str]
    words: frozenset[str]
    said: frozenset[str]
    question: str
    bound: re.Match[str] | None
    place: int
    counted: bool
    denied: bool


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
    asked = _read(question)
    if asked is None:  # most questions: their passages are not looked through for tables
        return []
    found: dict[str, Quote] = {}
    for hit in nodes:
        chosen = _described(asked, list(rows_of(hit.node.get_content())), headed(hit.node))
        if chosen:
            places = [(name.start, name.end) for _, name in chosen]
            quote = quote_passage(hit.node, chosen[0][0].start, chosen[-1][0].end, *places)
            for _, name in chosen:
                found.setdefault(name.value, quote)
    return list(found.items()) if len(found) >= _LEAST_ROWS else []


def headed(node: BaseNode) -> str:
    """Return what the article of a passage is called: its title and the name of its file."""
    return f"{node.metadata.get('title') or ''} {node.metadata.get('path') or ''}"


def counts_rows(question: str) -> bool:
    """Tell whether a question asks how many rows there are: "How many ships sail from Osby?"."""
    return _COUNTED.match(question) is not None


def rows_described(question: str, rows: Sequence[Row], called: str) -> list[tuple[Row, Cell]]:
    """Return the rows that are as a question says, each with the cell that names it.

    Every word of the question has to stand in the row, in the names of its columns or in what the
    article is called: nobody who "retired in 2023" is found below "Joined".

    Args:
        question: The question as it was understood.
        rows: The rows of an article's tables, or of a passage.
        called: The article's title and the name of its file.
    """
    asked = _read(question)
    return [] if asked is None else _described(asked, rows, called)


def _described(asked: _Asked, rows: Sequence[Row], called: str) -> list[tuple[Row, Cell]]:
    told = frozenset(stems(re.sub(r"[_.-]", " ", called)))
    labels = {cell.label for row in rows for cell in row.cells}
    if asked.words & _WIN:  # who won came first, or stands below "Winner"
        ranked = any(label & _PLACES for label in labels)
        asked = replace(asked, words=asked.words - _WIN) if ranked else replace(asked, place=0)
    known = told.union(*labels, *(means(label, asked.words, asked.question) for label in labels))
    return [
        (row, name)
        for row in rows
        if (name := _name(row, asked, told)) and _is_so(row, name, asked, known)
    ]


def _read(question: str) -> _Asked | None:
    sought = _SOUGHT.match(question)
    bound = _BOUND.search(question)
    if sought is None or (asked_degree(question) is not None and bound is None):
        return None
    thing = stem((sought["things"] or sought["thing"] or "people").lower())
    things = _PEOPLE if thing in _PEOPLE else frozenset({thing})
    # What somebody does is what the table is of: "Who grows garlic?"; not so "Who died in Osby?".
    slack = _SLACK | set(stems(sought["does"] or ""))
    came = _CAME.search(question)
    rest = _BOUND.sub(" ", question)
    if came and not came["won"]:
        rest = _CAME.sub(" ", rest)
    words = frozenset(telling_stems(rest)) - slack - {thing}
    place = _place(came) if came else 0
    if not words and not place and sought["things"] is None:
        return None  # "Who was it?" does not ask for everybody
    denied = _DENIED.search(question) is not None
    said = frozenset(stems(question))
    return _Asked(things, words, said, question, bound, place, counts_rows(question), denied)


def _place(came: re.Match[str]) -> int:
    if came["which"]:
        return ORDINALS.index(came["which"].lower()) + 1
    return 1 if came["won"] else 2


def _name(row: Row, asked: _Asked, told: frozenset[str]) -> Cell | None:
    """Return the cell that names a row: below the thing that is asked for, or below "Name".

    The name itself may say what it is: "Which lamps are in stock?" asks for "Lamp Moss".
    """
    named = [cell for cell in row.cells if not asked.things.isdisjoint(cell.label)]
    called = [cell for cell in row.cells if cell.label & ANY_THING]
    if not named and asked.things == _PEOPLE:
        doers = [cell for cell in row.cells if means(cell.label, asked.words, asked.question)]
        # "Who made the cheese that came third?" asks for "Maker", and not for "Cheese".
        named = called or sorted(doers, key=lambda cell: not cell.label.isdisjoint(asked.words))
    elif not named:
        first = [cell for cell in row.cells[:1] if cell.number is None]
        titled = called if asked.things <= told else []
        named = titled or [cell for cell in first if asked.things <= cell.said]
    if asked.counted or asked.things == _PEOPLE:  # a number counts something, and names nobody
        named = [cell for cell in named if cell.number is None]
    return next(iter(named), None)


def _is_so(row: Row, name: Cell, asked: _Asked, told: frozenset[str]) -> bool:
    """Tell whether a row has what a question says of it, and the table the question's words."""
    others = [cell for cell in row.cells if cell is not name]
    held = frozenset[str]().union(*(cell.said for cell in others if _is_named(cell, asked)))
    if not asked.words <= held | told:
        return False
    if asked.place:
        placed = [cell.number for cell in others if cell.label & _PLACES]
        return not asked.denied and placed == [asked.place]
    if asked.bound is not None:
        below = [cell for cell in others if means(cell.label, asked.words, asked.question)]
        return not asked.denied and any(_is_within(cell, asked.bound) for cell in below)
    verdicts = [says(cell) for cell in others if says(cell) and cell.label & asked.words]
    if verdicts:
        return verdicts == ["No" if asked.denied else "Yes"]
    return not asked.denied and (bool(held) or not asked.words)


def _is_named(cell: Cell, asked: _Asked) -> bool:
    """Tell whether a question says what a cell does; of a day, it may leave out the year."""
    years = {word for word in cell.said if is_year(word)}
    said = cell.said - years or cell.said
    return bool(said & asked.words) and said <= asked.said


def _is_within(cell: Cell, bound: re.Match[str]) -> bool:
    limit = float(bound["number"].replace(",", ""))
    compare = next(how for name, how in _COMPARE.items() if bound[name])
    return cell.number is not None and compare(cell.number, limit)
