"""Answers "How old is X?" with the age that an article states beside the name, or at death."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["age", "age_at_death", "asked_age", "asked_age_at_death"]

_NAME = r"[\w.-]+(?: [\w.-]+){0,4}?"
_ASKED = re.compile(
    rf"(?:and |so )?(?:how old (?:is|was) (?P<name>{_NAME})"
    rf"|what (?:is|was) (?P<owner>{_NAME})['’]s age)",  # noqa: RUF001 - as papers print it
    re.IGNORECASE,
)


_ASKED_AT_DEATH = re.compile(
    rf"(?:and |so )?(?:how old was (?P<name>{_NAME}) when (?:he|she|they) died"
    rf"|at (?:what|which) age did (?P<dead>{_NAME}) die)",
    re.IGNORECASE,
)
_DIED_AT = re.compile(
    r"\bdied\b[^.;]{0,100}?\b(?:(?:aged|at the age of) (\d{1,3})\b"
    r"|at (\d{2,3})(?=[,.;]| and\b| after\b|$))"
)


def asked_age_at_death(question: str) -> str | None:
    """Return the name of which a question asks the age at death."""
    found = _ASKED_AT_DEATH.fullmatch(question.strip(" ?"))
    name = (found["name"] or found["dead"]) if found else ""
    return name if name and name[:1].isupper() else None


def age_at_death(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article that names somebody says at what age they died.

    Args:
        name: The name; the passage or the title must contain its last part.
        found: All candidates, best first; their passages are searched.
    """
    last = name.split()[-1]
    return first_stated(_DIED_AT, [one for one in found if last in one.context])


def asked_age(question: str) -> str | None:
    """Return the name of which a question asks the age: ``Ola Berg`` for "How old is Ola Berg?"."""
    found = _ASKED.fullmatch(question.strip(" ?"))
    name = (found["name"] or found["owner"]) if found else ""
    return name if name and all(part[:1].isupper() for part in name.split()) else None


def age(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article states somebody's age beside the name: "Berg, 58, runs ...".

    Args:
        name: The name, as the question writes it; an article may give the surname alone.
        found: All candidates, best first; their passages are searched.

    Returns:
        The age, with the gap of the first candidate; None if no passage states it.
    """
    called = "|".join(re.escape(part) for part in dict.fromkeys((name, name.split()[-1])))
    stated = re.compile(
        rf"\b(?:{called}),? \(?(?:aged? )?(\d{{1,3}})(?=[,)])"
        rf"|\b(\d{{1,3}})-year-old (?:[\w-]+ ){{0,3}}(?:{called})\b"
        rf"|\b(?:{called}),? (?:who )?(?:is|was|turned) (\d{{1,3}}(?: years old)?)(?=[,.;]| and\b)"
    )
    return first_stated(stated, found)
