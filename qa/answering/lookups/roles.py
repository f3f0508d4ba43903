"""Answers "Who is the mayor of Elva?" with the name that an article puts beside the role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.answering.spans.fitting import fits
from qa.articles.passages import published_on
from qa.language.kinds import AnswerKind
from qa.language.sentences import sentences
from qa.language.stems import name_stems, stems
from qa.language.values.names import FULL_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["Asked", "asked_role", "holder"]

_ASKED = re.compile(
    r"\W*who(?:['’]s| is) (?:now |currently )?the (?:current |new )?"  # noqa: RUF001
    r"(?P<role>[a-z-]+(?: [a-z-]+)?)(?: now| today)?(?: (?:of|at|for|in) [^?]+)?\W*",
    re.IGNORECASE,
)
# What people call the same role.
_SAME = {
    "chief executive": r"chief executive(?: officer)?|CEO",
    "ceo": r"CEO|chief executive(?: officer)?",
    "boss": r"chief executive(?: officer)?|CEO|managing director|boss",
    "chair": r"chair(?:man|woman|person)?",
    "chairman": r"chair(?:man|woman|person)?",
    "manager": r"manager|head coach",
}
# What makes another role of it: "deputy mayor", "former mayor".
_OTHER = re.compile(
    r"\b(?:former|ex|then|late|deputy|vice|assistant|outgoing|acting|previous|old|shadow|junior)"
    r"[ -]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the holder of a role.

    Attributes:
        question: The question.
        role: The role, in small letters.
    """

    question: str
    role: str


def asked_role(question: str) -> Asked | None:
    """Return the role whose holder a question asks for: "mayor" for "Who is the mayor of Elva?"."""
    found = _ASKED.fullmatch(question)
    return Asked(question, found["role"].lower()) if found else None


def holder(asked: Asked, found: Sequence[Candidate]) -> Candidate | None:
    """Return the name beside a role: "Mayor Ada Moss", "Ada Moss, the town's mayor".

    Args:
        asked: What `asked_role` returned.
        found: All candidates, best first; the articles that hold the question's names are searched.

    Returns:
        The name in the newest article that has one, or in the first if the question does not say
        where; None if no passage has one.
    """
    role = rf"(?:{_SAME.get(asked.role, re.escape(asked.role))})"
    beside = re.compile(
        rf"\b(?P<first_role>{role}),? (?P<first>{FULL_NAME})"
        rf"|(?P<second>{FULL_NAME}),? (?:\d\d, )?(?:who is |is |the |its |their |an? )*"
        rf"(?:[\w'’-]+['’]s )?(?P<second_role>{role})\b(?!,? {FULL_NAME})"  # noqa: RUF001
        rf"|\b(?P<third_role>{role}) (?:is|remains) (?P<third>{FULL_NAME})",
        re.IGNORECASE,
    )
    held: dict[str, Candidate] = {}
    told: dict[str, set[str]] = {}
    passages = first_of_passages(found)
    for candidate in passages:
        told.setdefault(candidate.article_id, set()).update(stems(candidate.context))
    names = name_stems(asked.question)
    for candidate in passages:
        if not names <= told[candidate.article_id]:
            continue
        one = None if candidate.article_id in held else _named(beside, asked, candidate)
        if one is not None:
            held[candidate.article_id] = one
    first = next(iter(held.values()), None)
    if first is None or not names or published_on(first.node.node) is None:
        return first  # "Who is the president?" may mean any, and the best passage says of which
    return max(held.values(), key=lambda one: published_on(one.node.node) or "")


def _named(beside: re.Pattern[str], asked: Asked, candidate: Candidate) -> Candidate | None:
    """Return the first name beside the role in a candidate's passage."""
    text = candidate.node.node.get_content()
    for bounds in sentences(text):
        for match in beside.finditer(text, *bounds):
            named = next(name for name in ("first", "second", "third") if match[name])
            if _OTHER.search(text, 0, match.start(f"{named}_role")):
                continue
            start, end = match.span(named)
            one = replace(candidate, start=start, end=end, sentence=bounds, fits=True)
            if fits(AnswerKind.PERSON, asked.question, one):
                return one
    return None
