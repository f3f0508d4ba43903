"""Answers "What was the score?" and "How many spectators?" as reports of a match print it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages, first_stated, with_names
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_crowd", "asked_score", "crowd", "named_result", "score"]

_ASKED = re.compile(
    r"\b(?:what|which) (?:was|is|were) (?:the )?(?:[\w'’-]+ ){0,3}?(?:score|scoreline|result)\b"  # noqa: RUF001
    r"(?! of the (?:election|vote|referendum|poll|ballot|test|survey|study|trial))"
    r"|^\W*(?:and )?(?:the |what )?(?:final |full[- ]time )?score(?:line)?"
    r"(?: of the (?:match|game|final))?\W*$"
    r"|\bby what score\b|\bhow did the (?:match|game|final|semi-?final) (?:end|finish)\b",
    re.IGNORECASE,
)
_PAIR = r"\d{1,3}[-–]\d{1,3}(?: ?\(\d{1,2}[-–]\d{1,2}\))?"  # noqa: RUF001
_RANGE = r" ?(?:years?|days?|hours?|minutes?|weeks?|months?|miles?|km|per ?cent|people|season)\b"
_NUMBER = r"(?:\d{1,3}|nil|none|love|one|two|three|four|five|six|seven|eight|nine|ten)"
_RESULT = re.compile(
    rf"(?<![\d.,/$£€–-]){_PAIR}(?:(?:, | |,? and ){_PAIR})*(?![\d–-]|[.,]\d|%|{_RANGE}|-year)"  # noqa: RUF001
    rf"|\b{_NUMBER} (?:goals?|points?|runs?|sets?) to {_NUMBER}\b",
    re.IGNORECASE,
)
# "Rovers 2 Athletic 3", as headlines print it.
_NAMED_RESULT = re.compile(
    r"\b(?:[A-Z][\w'’.-]+ ){1,3}\d{1,2},? (?:[A-Z][\w'’.-]+ ){1,3}\d{1,2}\b(?!\d|[.,]\d|%)"  # noqa: RUF001
)
_ASKED_CROWD = re.compile(
    r"\bhow many (?:spectators|fans|supporters)\b|\b(?:what|how (?:big|large)) was the "
    r"(?:attendance|crowd)\b"
    r"|\bhow many people (?:watched|saw|attended|were at) (?:it|the (?:match|game|derby|final))\b",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"\b(?:in front of|watched by|attendance(?: of|:| was)|crowd of) (?:an? )?(?:crowd of )?"
    r"(?:about |around |some |more than |nearly |almost |over )?(?P<crowd>\d[\d,.]*\d)\b"
    r"|\b(?P<fans>\d[\d,.]*\d) (?:spectators|fans|supporters)\b",
    re.IGNORECASE,
)
_PLAYED = re.compile(
    r"\b(?:w[io]ns?|winning|beat(?:s|en|ing)?|defeat\w*|los[et]s?|loss|losing|dr[ae]w[ns]?|victor\w+"
    r"|scor\w+|led|leads?|finish\w*|ended|triumph\w*|thrash\w*|edged|swept|through|match|game|final"
    r"|tie|result|rout\w*|hammer\w*|overc[ao]me)\b",
    re.IGNORECASE,
)


def asked_score(question: str) -> str | None:
    """Return a question that asks for the result of a match, "What was the score?"; else None."""
    return question if _ASKED.search(question) else None


def named_result(text: str) -> tuple[int, int] | None:
    """Return where a text prints a result as headlines do; None if it prints none.

    >>> named_result("Alta City 2 Elva 3: Berg settles derby")
    (0, 18)
    """
    found = _NAMED_RESULT.search(text)
    return found and found.span()


def score(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the result of the match that a question asks about.

    Args:
        question: The question.
        found: All candidates, best first; their passages are searched.

    Returns:
        The figures ("6-2 6-3"), with the gap of the passage's first candidate. They stand in the
        sentence that holds most of the question's words, in a passage that holds all its names;
        None if there is none.
    """
    asked = set(telling_stems(question))
    best: tuple[int, Candidate] | None = None
    for candidate in first_of_passages(with_names(question, found)):
        text = candidate.node.node.get_content()
        for first, last in sentences(text):
            result = _RESULT.search(text, first, last)
            if result is None or not _PLAYED.search(text, first, last):
                result = _NAMED_RESULT.search(text, first, last)
            if result is None:
                continue
            shared = len(asked & set(stems(text[first:last])))
            if best is None or shared > best[0]:
                start, end = result.span()
                fact = replace(candidate, start=start, end=end, sentence=(first, last), fits=True)
                best = shared, fact
    return None if best is None else best[1]


def asked_crowd(question: str) -> str | None:
    """Return a question that asks how many watched a match; else None."""
    return question if _ASKED_CROWD.search(question) else None


def crowd(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return how many watched the match: "in front of 31,204".

    Args:
        question: The question.
        found: All candidates, best first; the passages that hold the question's names are searched.
    """
    return first_stated(_CROWD, with_names(question, found))
