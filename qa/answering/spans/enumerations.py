"""Prefers the whole of an enumeration to a part of it: "names, addresses and bank details"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.language.kinds import AnswerKind
from qa.language.stems import stems, telling_stems
from qa.language.words import AUXILIARIES, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["enumerates", "may_list", "whole_enumeration_first"]

# "Who is the mayor?" asks for one; "Who was elected?" may be answered by all who were.
_OF_ONE = re.compile(r"\bwho(?:['’]s|(?: is| was)) (?:an?|the|his|her|its|their)\b", re.IGNORECASE)  # noqa: RUF001
_OF_MANY_PLACES = re.compile(
    r"\bwhere (?:are|did|do|have|were)(?: all| the| these| those)* [a-z]+s\b", re.IGNORECASE
)

# How much lower the whole may rank than its part.
_SLACK = 0.25
_BEFORE = re.compile(
    r"(?:[,;](?: and| or)?| and| or)(?: (?:at|by|for|from|in|of|on|to|with))?(?: (?:the|an?))? $"
)
_BEHIND = re.compile(r"(?:[,;](?: and| or)?| and| or) ")
# Of two things alone, no comma stands before "and": "it was checked, and it was late".
_APART = re.compile(r"[,;] (?:and|or) ")
_COMMA = re.compile("[,;]")
# An enumeration ends with "and" and its last item.
_JOINED = re.compile(r"\b(?:and|or)\b")
_CONTRASTS = AUXILIARIES | {"but", "not"}


def enumerates(candidate: Candidate) -> bool:
    """Tell whether a span is an enumeration: "dried cod, timber and wool"."""
    return _JOINED.search(candidate.text) is not None


def may_list(question: str, kind: AnswerKind) -> bool:
    """Tell whether all names of a list may answer, although the question asks as if for one.

    >>> may_list("Who was elected?", AnswerKind.PERSON)
    True
    >>> may_list("Who is the mayor?", AnswerKind.PERSON)
    False
    """
    if kind is AnswerKind.PERSON:
        return _OF_ONE.search(question) is None
    return kind is AnswerKind.PLACE and _OF_MANY_PLACES.search(question) is not None


def whole_enumeration_first(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Put the span first that holds the best one and more items of the same enumeration.

    The reader often marks only the last items: "Beth Lang and Jon Peake" of "Mirela Dobre, Beth
    Lang and Jon Peake".

    Args:
        question: A question that may have several right answers.
        ranked: Candidates, best first.
    """
    asked = set(telling_stems(question))
    rest = list(ranked)
    while rest and (whole := next((one for one in rest if _adds(one, rest[0], asked)), None)):
        rest.remove(whole)
        # It is as likely as its part: it says nothing else, only more.
        leading = replace(
            whole, gap=max(whole.gap, rest[0].gap), score=max(whole.score, rest[0].score)
        )
        rest.insert(0, leading)
    return rest


def _adds(whole: Candidate, part: Candidate, asked: set[str]) -> bool:
    """Tell whether a span adds items to another one, none of which the question itself names."""
    if whole.node is not part.node or whole.sentence != part.sentence or not whole.fits:
        return False
    if not whole.start <= part.start < part.end <= whole.end:
        return False
    text = part.node.node.get_content()
    before, behind = text[whole.start : part.start], text[part.end : whole.end]
    added = before + behind
    if part.text.split()[-1][0].isupper() and added.islower():
        return False  # "goalkeeper and |captain Luka Petric|"
    if _APART.match(behind) and not _COMMA.search(before + part.text):
        return False
    return (
        bool(added)
        and whole.score >= part.score - _SLACK
        and (not before or _BEFORE.search(before) is not None)
        and (not behind or _BEHIND.match(behind) is not None)
        and _JOINED.search(behind or whole.text) is not None
        and _CONTRASTS.isdisjoint(words(added))
        and asked.isdisjoint(stems(added))
    )
