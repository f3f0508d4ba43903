"""Answers "Where is X?", "Where is X from?" and "Where was X going?" as articles say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated
from qa.language.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = [
    "asked_destination",
    "asked_location",
    "asked_origin",
    "destination",
    "location",
    "origin",
]

_NAME = r"[\w'’.-]+(?: [\w'’.-]+){0,4}?"  # noqa: RUF001 - as papers print it
_ASKED = re.compile(
    rf"(?:and |so )?where(?: exactly)? (?:is|are|was|were) (?P<name>{_NAME})"
    r"(?: (?:located|situated))?",
    re.IGNORECASE,
)
_ASKED_ORIGIN = re.compile(
    rf"(?:and |so )?(?:where (?:is|was) (?P<name>{_NAME}) from"
    rf"|where (?:does|did) (?P<whose>{_NAME}) come from"
    rf"|(?:what|which) (?:country|city|town|place) (?:is|was) (?P<whom>{_NAME}) from)",
    re.IGNORECASE,
)
_ASKED_DESTINATION = re.compile(
    r"(?:and |so )?where (?:is|are|was|were) (?:the |an? )?(?P<what>[\w'’ -]{2,40}?) "  # noqa: RUF001
    r"(?:going|heading|headed|bound|travell?ing|sailing|flying|driving|on its way)(?: to| for)?",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][\w-]+(?:['’]s)?(?:,? (?:(?:of|the|and) )?[A-Z][\w-]+)*"  # noqa: RUF001
_WORDS = r"[A-Z][\w-]+(?: [A-Z][\w-]+)*"
_KIND = r"(?:village|town|city|capital|port|island|province|district|county|suburb|region|hamlet)"
_BY = r"(?:in|near|on|off|at|outside|between|(?:north|south|east|west)\w* of)"


def asked_location(question: str) -> str | None:
    """Return the name of which a question asks where it lies: ``Elva`` for "Where is Elva?"."""
    found = _ASKED.fullmatch(question.strip(" ?"))
    if found is None:
        return None
    parts = [part for part in found["name"].split() if part.lower() not in FUNCTION_WORDS]
    return found["name"] if parts and all(part[:1].isupper() for part in parts) else None


def location(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article says where something lies: "the Swiss village of Grenval".

    Args:
        name: The name, as the question writes it.
        found: All candidates, best first; their passages are searched.

    Returns:
        The words, with the gap of the first candidate; None if no passage says it in such words.
    """
    called = re.escape(name)
    stated = re.compile(
        rf"\b{called},? (?:is|lies|stands|are|was|were)(?: \w+){{0,3}}"
        rf" (?P<a>{_BY} (?:the )?{_PLACE})"
        rf"|\b{called}, (?P<b>(?:an?|the) [^,.;]{{2,60}}? {_BY} (?:the )?{_PLACE})"
        rf"|\b(?P<c>{_PLACE} {_KIND}) of {called}\b"
        rf"|\b{called},? (?P<d>{_BY} (?:the )?{_PLACE})"
    )
    return first_stated(stated, found)


def asked_origin(question: str) -> str | None:
    """Return the name of which a question asks where it is from: "Where is Carla Rosso from?"."""
    found = _ASKED_ORIGIN.fullmatch(question.strip(" ?"))
    name = next(filter(None, found.groups()), "") if found else ""
    return name if name and all(part[:1].isupper() for part in name.split()) else None


def origin(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article says where somebody is from: "Italy's Carla Rosso".

    Args:
        name: The name, as the question writes it; an article may give the surname alone.
        found: All candidates, best first; their passages are searched.
    """
    called = "|".join(re.escape(part) for part in dict.fromkeys((name, name.split()[-1])))
    stated = re.compile(
        rf"\b(?:{called}),?(?: \(?\d{{1,3}}\)?,?)? (?:(?:is|was|comes|came) )?(?:of|from)"
        rf" (?P<a>{_PLACE})"
        rf"|\b(?P<b>{_WORDS})['’]s (?:[A-Z][\w-]+ )?(?:{called})\b"  # noqa: RUF001
    )
    return first_stated(stated, found)


def asked_destination(question: str) -> str | None:
    """Return of what a question asks where it was going: ``ferry`` for "Where was it going?"."""
    found = _ASKED_DESTINATION.fullmatch(question.strip(" ?"))
    return found["what"] if found else None


def destination(what: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article says that something was going: "on its way from Elva to Osby".

    Args:
        what: The thing, or the name.
        found: All candidates, best first; those passages of the first one's article are searched
            that name the thing, or whose title does.
    """
    one_article = [one for one in found if one.article_id == found[0].article_id]
    stated = re.compile(
        r"\bfrom (?:the )?" + _PLACE + rf" (?:to|for) (?:the )?(?P<a>{_PLACE})"
        r"|\b(?:on (?:its|her|his|their|the) way|en route|bound|heading|headed|sailing|flying"
        rf"|travell?ing) (?:to|for) (?:the )?(?P<b>{_PLACE})"
    )
    about = [one for one in one_article if what.split()[-1].lower() in one.context.lower()]
    return first_stated(stated, about)
