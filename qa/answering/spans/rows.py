"""Whether a span in a table, or in a data sheet, is where a question asks for it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from qa.language.kinds import AnswerKind
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.words import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = [
    "in_another_column",
    "in_another_field",
    "in_another_item",
    "in_another_row",
    "in_cells",
    "in_unnamed_row",
    "is_row",
]

_BETWEEN_CELLS = " | "
_AFTER_LABEL = ": "
# What the columns of places and of days are called.
_COLUMNS = {
    AnswerKind.PLACE: frozenset(
        stems("place city town village country region county location venue address where from at")
    ),
    AnswerKind.DATE: frozenset(stems("date day time when year month opened closed start end")),
}
# Columns that say what something costs, whatever word asks for it.
_COSTS = re.compile(r"\b(?:costs?|prices?|pay)\b", re.IGNORECASE)
_PRICES = frozenset(stems("price cost fee fare charge"))
_LABEL = re.compile(r"(?:^|\| )([^:|]{1,60}): [^|]*$")
_ITEM = re.compile(r"[-*+•‣▪] ")
# A line of a data sheet: "Weight: 9 kg", and the words for what a question counts.
_FIELD = re.compile(r"\**[^\n:|.!?]{1,60}(?::\**|\**:) [^\n]+")
_COUNTED = re.compile(r"\bhow (?:many|much) ((?:[\w-]+ ){1,3})", re.IGNORECASE)


def is_row(line: str) -> bool:
    """Tell whether a line is the row of a table."""
    return _BETWEEN_CELLS in line


def in_cells(text: str) -> bool:
    """Tell whether a span holds parts of several cells, which is no answer: "120 | Osby"."""
    return "|" in text


def in_another_column(candidate: Candidate, question: str, kind: AnswerKind) -> bool:
    """Tell whether a place or a day is asked for, and a span is in a column of something else.

    "Where is the kettle made?" is not answered by "Category: Kitchen": a column of places is called
    so, or has a word of the question in its name.
    """
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    label = _LABEL.search(text[line : candidate.start])
    if kind not in _COLUMNS or label is None or not is_row(text[line:].partition("\n")[0]):
        return False
    named = set(stems(label[1]))
    return named.isdisjoint(_COLUMNS[kind]) and named.isdisjoint(telling_stems(question))


def in_another_row(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is in a table, in a row of something else than is asked for.

    Such a row lacks a name of the question, names the columns, or another one has all that it (or
    its first cell) has of the question's words and more.
    """
    text = candidate.node.node.get_content()
    if _BETWEEN_CELLS not in text:
        return False
    names = name_stems(question)
    line = text.rfind("\n", 0, candidate.start) + 1
    row = text[line:].partition("\n")[0]
    if _BETWEEN_CELLS not in row:
        return False
    head, *rows = (one for one in text.split("\n") if _BETWEEN_CELLS in one)
    if _AFTER_LABEL in head:  # each row names the columns
        rows.insert(0, head)
    elif row == head and rows:
        return True
    prose = [one for one in text.split("\n") if _BETWEEN_CELLS not in one]
    asked = set(telling_stems(question))
    outdone = any(
        asked.intersection(stems(row[:own])) < asked.intersection(stems(other[:last]))
        for other in rows
        for own, last in ((None, None), (_first_cell(row), _first_cell(other)))
    )
    return outdone or not names <= {*stems(" ".join([candidate.title, *prose])), *stems(row)}


def in_unnamed_row(candidate: Candidate, question: str, kind: AnswerKind) -> bool:
    """Tell whether a span is in a table that a question does not name in any way.

    "Which firm mends the bridge?" is not answered by "Tenant: Scout group | Rent: 16": no word of
    it is in the row, in the names of the columns, in the line above the table or in the title. A
    column of places answers "Where?" nevertheless, one of days "When?", one of prices "What does it
    cost?".
    """
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    row = text[line:].partition("\n")[0]
    asked = set(telling_stems(question))
    if _BETWEEN_CELLS not in row or not asked:
        return False
    above = text[:line].removesuffix("\n").split("\n")[::-1]
    table = [*takewhile(lambda one: "|" in one, above)]
    lead = next(filter(None, above[len(table) :]), "")
    label = _LABEL.search(text[line : candidate.start])
    meant = _PRICES if _COSTS.search(question) else _COLUMNS.get(kind, frozenset())
    if label and not meant.isdisjoint(stems(label[1])):
        return False
    return asked.isdisjoint(stems(" ".join([candidate.title, lead, *table[-1:], row])))


def in_another_field(candidate: Candidate, question: str, kind: AnswerKind) -> bool:
    """Tell whether a question counts something, and a span is in a field that does not name it.

    "How much water does it use?" is not answered by "Power: 850 W" in a data sheet.
    """
    counted = _COUNTED.search(question) if kind is AnswerKind.NUMBER else None
    if counted is None:
        return False
    thing = list(takewhile(lambda word: word not in FUNCTION_WORDS, words(counted[1])))
    return bool(thing) and _in_data_sheet(candidate) and not _names_one(candidate.told, thing)


def in_another_item(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is in an item of a list of which another one holds more of the question.

    "How much is it for a child?" is not answered by "- £6 for an adult" above "- £3 for a child".
    """
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    own, *below = text[line:].split("\n")
    if not _ITEM.match(own):
        return False
    above = text[:line].removesuffix("\n").split("\n")[::-1]
    asked = set(telling_stems(question))
    held = asked.intersection(stems(own))
    items = (*takewhile(_ITEM.match, above), *takewhile(_ITEM.match, below))
    return any(held < asked.intersection(stems(item)) for item in items)


def _in_data_sheet(candidate: Candidate) -> bool:
    """Tell whether the line with a span is a field, and the one before or behind it as well."""
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    above, (own, *below) = text[:line].split("\n")[-2:-1], text[line:].split("\n")[:2]
    return bool(_FIELD.fullmatch(own)) and any(map(_FIELD.fullmatch, (*above, *below)))


def _names_one(told: str, thing: list[str]) -> bool:
    return not set(stems(told)).isdisjoint(map(stem, thing))


def _first_cell(row: str) -> int:
    """Return where the first cell of a row ends that holds something."""
    return row.index(_BETWEEN_CELLS, 1)
