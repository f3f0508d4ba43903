"""Answers how many were aboard, and what the turnout was, in the words that reports use for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated, with_names
from qa.language.words import CARDINALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["aboard", "asked_aboard", "asked_turnout", "turnout"]

_NUMBER = (
    r"(?:(?:about|around|some|nearly|almost|over|at least|more than|up to) )?(?:\d[\d,]*\b"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?"
    rf"|{'|'.join(CARDINALS)})"
)
_PEOPLE = r"(?:people|persons|souls|passengers and crew(?: members)?)"
_ON_BOARD = r"(?:aboard|on board)"
_ASKED_ABOARD = re.compile(
    rf"\bhow many {_PEOPLE} (?:were|was|are|had been) (?:{_ON_BOARD}"
    r"|on the (?:aircraft|boat|bus|ferry|flight|plane|ship|train|vessel)\b)",
    re.IGNORECASE,
)
# All who were aboard, not "nine people on board were saved".
_ABOARD = re.compile(
    rf"\b(?:there (?:were|are)|with|had|has|held|gives|makes|(?:all|the)(?: of the)?) "
    rf"(?P<behind>{_NUMBER})(?: {_PEOPLE})? {_ON_BOARD}\b"
    rf"|\b{_ON_BOARD}(?: were| are)? (?P<before>{_NUMBER}) {_PEOPLE}\b"
    rf"|\bcarr(?:ied|ying) (?P<carried>{_NUMBER}) {_PEOPLE}\b",
    re.IGNORECASE,
)
_SHARE = r"\d[\d.,]* ?(?:%|per ?cent\b)"
_VOTERS = r"(?:voters|the electorate|those entitled to vote)"
_VOTED = r"(?:voted|turned out|took part|went to the polls|cast (?:a|their) (?:vote|ballot)s?)"
# Not "the turnout in 2021": what stands beside a year is for the reader to see.
_ASKED_TURNOUT = re.compile(
    r"^\D*(?:\b(?:what|how (?:high|big|large|low)) (?:was|is|were) the (?:[a-z]+ )?turnout\b"
    rf"|\bwhat (?:share|proportion|percentage) of {_VOTERS} {_VOTED})\D*$",
    re.IGNORECASE,
)
_TURNOUT = re.compile(
    rf"\bturnout\b[^.;:\d]{{0,40}}?(?<!from )(?P<turnout>{_SHARE})"
    rf"|(?P<before>{_SHARE})(?: of {_VOTERS})? (?:turnout|{_VOTED})"
    rf"|\b{_VOTERS} {_VOTED}[^.;:\d]{{0,20}}?(?P<behind>{_SHARE})",
    re.IGNORECASE,
)


def asked_aboard(question: str) -> str | None:
    """Return a question that asks how many were aboard a ship, a plane, a train; else None."""
    return question if _ASKED_ABOARD.search(question) else None


def aboard(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return how many were aboard: "with 112 people on board", "there were on board 31 souls".

    Args:
        question: The question.
        found: All candidates, best first; the passages that hold the question's names are searched.
    """
    return first_stated(_ABOARD, with_names(question, found))


def asked_turnout(question: str) -> str | None:
    """Return a question that asks for the turnout of an election of no stated year; else None."""
    return question if _ASKED_TURNOUT.search(question) else None


def turnout(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return which share of the voters voted: "turnout was 61%", "61% of voters cast a ballot".

    Args:
        question: The question.
        found: All candidates, best first; the passages that hold the question's names are searched.
    """
    return first_stated(_TURNOUT, with_names(question, found))
