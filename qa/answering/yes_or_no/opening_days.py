"""Whether a sentence says that something is open on the days asked for. Pure functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.stems import stem, stems, telling_stems
from qa.language.words import MONTH_FORMS, WEEKDAY_FORMS

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["CONTRARY", "asked_days", "open_on", "without_days"]

_DAYS = "|".join(sorted(WEEKDAY_FORMS, key=len, reverse=True))
_RANGE = re.compile(
    rf"\b({_DAYS})s?(?: to | until | till | through | ?[-–—] ?)({_DAYS})s?\b",  # noqa: RUF001
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b({_DAYS}|weekday|weekend)s?\b", re.IGNORECASE)
_ON_DAY = re.compile(
    rf"(?: (?:on|at)(?: an?| the)?)? (?:{_DAYS}|weekday|weekend)s?\b", re.IGNORECASE
)
_GROUPS = {"weekday": frozenset(range(5)), "weekend": frozenset({5, 6})}
_ALL = re.compile(r"\b(?:every day|daily|seven days a week)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|apart from|but not|excluding)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\W*(?:(?:is|are)\b.*\b(?:open|(?P<shut>closed|shut))\b"
    r"|can (?:anyone|i|one|people|the public|visitors|we|you) (?:visit|see|go (?:in)?to)\b)",
    re.IGNORECASE,
)
# What a question says of opening, and not of the thing.
_FRAME = frozenset(map(stem, ("open", "closed", "shut", "public", "visit", "see", "visitors")))
_OPENS = re.compile(r"\bopens?\b", re.IGNORECASE)
_CLOSED = re.compile(r"\b(?:closed|shut|closes|not open)\b", re.IGNORECASE)
_MONTHS = "|".join(sorted(MONTH_FORMS, key=len, reverse=True))
_SEASON = re.compile(
    rf",? ?\b(?:from )?({_MONTHS})\b(?: to | until | till | through | ?[-–—] ?)({_MONTHS})\b",  # noqa: RUF001
    re.IGNORECASE,
)
_MONTH = re.compile(rf" in ({_MONTHS})\b", re.IGNORECASE)
# Under these the days hold for a part of the year, for some, or held once.
_PARTLY = re.compile(
    r"\b(?:some|most|first|second|third|last|every other|by appointment|if|may|might|will|was|were"
    rf"|used to|winter|summer|spring|autumn|season|term|holidays?|{_MONTHS})\b",
    re.IGNORECASE,
)
#: What "Yes" and "No" say to the contrary.
CONTRARY = {"Yes": "No", "No": "Yes"}
_CLAUSE = re.compile(r"[;:]\s|,\s(?:and|but)\b|\bwhile\b")


def asked_days(question: str) -> Set[int]:
    """Return the days on which a question asks whether something is open or shut; 0 is Monday.

    >>> sorted(asked_days("Is the mill open at the weekend?"))
    [5, 6]
    >>> asked_days("Is the mill open?")
    set()
    """
    return _named(question) if _ASKS.match(question) else set()


def without_days(question: str) -> str:
    """Return a question about opening days without its days and month: no names of anything.

    >>> without_days("Is Elva Mill open on Sundays in July?")
    'Is Elva Mill open?'
    """
    return _MONTH.sub("", _ON_DAY.sub("", question)) if asked_days(question) else question


def open_on(question: str, sentence: str, about: Set[str]) -> str:
    """Return "Yes" or "No" if a sentence says so of all days asked for, else nothing.

    >>> open_on("Is the mill open on Mondays?", "The mill opens daily except Monday.", set())
    'No'

    Args:
        question: In plain words; `asked_days` knows the days.
        sentence: What may give opening days.
        about: Stems of the title and the heading, or of what "we" is, which a sentence need not
            repeat.
    """
    days, asks = asked_days(question), _ASKS.match(question)
    thing = set(telling_stems(_MONTH.sub(" ", _DAY.sub(" ", question)))) - _FRAME
    for clause in _CLAUSE.split(sentence):
        clause = _in_season(question, clause)
        if not days or _PARTLY.search(clause) or not thing <= about | set(stems(clause)):
            continue
        is_open = _said_open(days, clause)
        if is_open:
            return CONTRARY[is_open] if asks and asks["shut"] else is_open
    return ""


def _in_season(question: str, clause: str) -> str:
    """Return a clause without "from May to October" if the month asked about lies between them."""
    asked, season = _MONTH.search(question), _SEASON.search(clause)
    if asked is None or season is None:
        return clause
    first, last, month = (MONTH_FORMS[one.lower()] for one in (*season.groups(), asked[1]))
    return _SEASON.sub("", clause) if (month - first) % 12 <= (last - first) % 12 else clause


def _said_open(days: Set[int], clause: str) -> str:
    """Return "Yes" if a clause says that something is open on all days, "No" if on none of them."""
    if not _CLOSED.search(clause):
        return _of_open(days, clause) if _OPENS.search(clause) else ""
    return "No" if days <= _named(clause) and not _OPENS.search(_CLOSED.sub(" ", clause)) else ""


def _of_open(days: Set[int], clause: str) -> str:
    kept, *excepted = _EXCEPT.split(clause, maxsplit=1)
    is_open = _named(kept) or (set(range(7)) if _ALL.search(kept) else set())
    is_open -= _named(" ".join(excepted))
    if not is_open:
        return ""
    if days <= is_open:
        return "Yes"
    # "It also opens on Sundays" says nothing of the other days.
    return "No" if days.isdisjoint(is_open) and not re.search(r"\balso\b", kept) else ""


def _named(text: str) -> set[int]:
    """Return the days that a text names, those within a range too."""
    named: set[int] = set()
    for first, last in _RANGE.findall(text):
        start, end = WEEKDAY_FORMS[first.lower()], WEEKDAY_FORMS[last.lower()]
        named |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    for day in _DAY.findall(_RANGE.sub(" ", text)):
        named |= _GROUPS.get(day.lower()) or {WEEKDAY_FORMS[day.lower()]}
    return named
