"""What a question means by a column of a table: its own words, or other words for the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.stems import stem, stems
from qa.language.words import QUESTION_WORDS, words

if TYPE_CHECKING:
    from qa.answering.lookups.table_rows import Cell

__all__ = ["ANY_THING", "ASKING", "HOURS", "asked_hours", "is_of_another", "is_year", "means"]

#: Stems of the words that ask; "What's" holds one.
ASKING = frozenset(map(stem, QUESTION_WORDS))
#: Names of a column that names things of any kind.
ANY_THING = frozenset(stems("name item title"))
# What columns are called where a question uses another word.
_COLUMNS = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), frozenset(stems(names)))
    for asked, names in (
        (r"costs?|prices?|pay|(?<=how )much(?= (?:is|are)\b)", "price cost fee fare charge rent"),
        (r"weigh(?:s|ed)?|heavy", "weight mass"),
        ("when", "date day when year"),
        ("where", "place venue location where room hall address"),
        (
            r"how many (?:people |persons )?(?:(?:had |has |have |was |were )(?:been )?)?"
            r"(?:dead|deaths?|died|fatalities|killed|perished)|death toll",
            "dead deaths died fatalities killed toll",
        ),
    )
)
_ASKS_HOURS = re.compile(
    r"\W*(?:(?P<until>(?:until|till) (?:when|what (?:time|hour))|how late)"
    r"|(?:from )?when|(?:at |from )?what (?:time|hour))\b"
    r".*\b(?:(?P<shut>clos(?:e|es|ed|ing)|shuts?)|open(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_OPENING = frozenset(stems("opens opening from"))
_CLOSING = frozenset(stems("closes closing shuts until"))
#: Stems of the words that ask from when to when something is open.
HOURS = _OPENING | _CLOSING | frozenset(stems("time hour late"))
# Questions whose answer is nobody, unlike "Who", "Whose" and "Which firm".
_OF_NOBODY = re.compile(
    r"\W*(?:what(?:['’]?s| is| was| are| were)|when|where|how)\b",  # noqa: RUF001
    re.IGNORECASE,
)
_SOUGHT = re.compile(r"\W*(?:which|what) ([a-z]+)\b", re.IGNORECASE)


def means(label: frozenset[str], asked: frozenset[str], question: str) -> frozenset[str]:
    """Return the words of a question that mean a column: its own, "owns" for "Owner"."""
    years = {word for word in label if word.isdigit()}
    if not years <= asked and any(map(is_year, asked)):
        return frozenset()
    told = {one for one in asked if one in label or not _doers(one).isdisjoint(label)}
    for pattern, names in _COLUMNS:
        if (match := pattern.search(question)) and not names.isdisjoint(label):
            told |= set(stems(match[0]))
    return frozenset(told)


def asked_hours(question: str) -> frozenset[str]:
    """Return the names of the column that says when something opens or closes, if that is asked.

    >>> sorted(asked_hours("What time does the clinic shut on Mondays?"))
    ['close', 'shut', 'until']
    """
    asked = _ASKS_HOURS.match(question)
    if asked is None:
        return frozenset()
    return _CLOSING if asked["shut"] or asked["until"] else _OPENING


def is_of_another(cell: Cell, question: str) -> bool:
    """Tell whether a column is of those who do what a question names: "Lecturer" for "lecture"."""
    asked = words(question)
    doers = {
        stem(word)
        for word in words(cell.name)
        if word.endswith(("er", "or")) and not any(one.startswith(word) for one in asked)
    }
    if _OF_NOBODY.match(question):
        return not doers.isdisjoint(map(stem, asked))
    sought = _SOUGHT.match(question)  # "Which lecture is about sand?"
    return sought is not None and stem(sought[1].lower()) in doers


def is_year(word: str) -> bool:
    """Tell whether a word is a year in four digits."""
    return word.isdigit() and len(word) == len("2024")


def _doers(verb: str) -> set[str]:
    """Return the stems of those who do something: "owner" for "own", "winner" for "win"."""
    return {stem(f"{verb}{ending}") for ending in ("er", "or", "r", f"{verb[-1]}er")}
