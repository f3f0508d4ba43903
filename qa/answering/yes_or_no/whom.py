"""Whom or what a yes-or-no question asks about first. Pure functions."""

from __future__ import annotations

import re

from qa.answering.spans.widening import ORIGIN
from qa.language.stems import stem

__all__ = ["NAME", "ROOT", "first_name", "subject", "whole_name", "whole_names"]

#: A word of a name, as a regular expression.
NAME = r"[A-Z][\w-]+"
#: Letters that a name shares with its adjective: "Mali" and "Malian".
ROOT = 4

# "Was Ada's brother hurt?" does not ask about Ada, and "Was Ada Moss hurt?" asks about Moss.
_ENDS = r"\b(?!['’]s| [A-Z])"  # noqa: RUF001
_WHOLE_NAME = re.compile(rf"\w+ ((?:{NAME} )*{NAME}){_ENDS}")
_SUBJECT = re.compile(
    rf"\W*\w+ (?:(?:{NAME} )*(?P<name>{NAME})"
    rf"|(?:the|an?|her|his|its|my|our|their|your) (?P<noun>[a-z][\w-]+)){_ENDS}"
)
_FIRST_NAME = re.compile(rf"\w+(?:['’]t)? (?:the |any )?(?:{NAME} )*({NAME})\b")  # noqa: RUF001
_WHOLE_NAMES = re.compile(rf"(?<!^)\b{NAME}(?: {NAME})+")


def whole_name(question: str) -> str | None:
    """Return the name behind the auxiliary, all of it.

    >>> whole_name("Was Ada Moss ever married?")
    'Ada Moss'
    >>> whole_name("Was Ada's brother hurt?") is None
    True
    """
    found = _WHOLE_NAME.match(question)
    return found[1] if found else None


def subject(question: str) -> str | None:
    """Return the last word of the name behind the auxiliary, or the noun there.

    >>> subject("Was Ada Moss hurt?"), subject("Has the mayor resigned?")
    ('Moss', 'mayor')
    """
    found = _SUBJECT.match(question)
    return (found["name"] or found["noun"]) if found else None


def first_name(question: str) -> str:
    """Return the beginning of the name that a question asks about first; empty if it is none.

    >>> first_name("Did Jon Berg meet the mayor?")
    'berg'
    >>> first_name("Did the mayor meet Jon Berg?")
    ''
    """
    found = _FIRST_NAME.match(question)
    # "The French" may be "France" in the article, and "the UK" "Britain".
    if found is None or found[1].isupper() or ORIGIN.search(found[1]):
        return ""
    return stem(found[1].lower())[:ROOT]


def whole_names(question: str) -> list[str]:
    """Return the names of several words inside a question.

    >>> whole_names("Did Ada Moss of Elva meet Jon Berg?")
    ['Ada Moss', 'Jon Berg']
    """
    return _WHOLE_NAMES.findall(question)
