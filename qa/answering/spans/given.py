"""Whether a span tells no more than its question: what is left open, or given by the question."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amount_patterns import MONEY
from qa.language.stems import stem, stems

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["is_left_open", "is_place_named", "is_sum_in_hand", "is_where_it_is"]

# "At |a ground| to be named", "on |a day| yet to be fixed".
_LEFT_OPEN = re.compile(
    r",?(?: (?:that|which) (?:is|are|was|were|has|have|had))?(?: still| yet)* "
    r"(?:to be (?:agreed|announced|appointed|arranged|chosen|confirmed|decided|determined|fixed"
    r"|found|named|set|settled)\b|T\.?B\.?[ACD]\b)"
)
_INDEFINITE = re.compile(r"\ban? [a-z][\w -]*$", re.IGNORECASE)
# "Where on the island is a bank?"
_WITHIN = re.compile(
    r"\b(?:around|at|in|inside|of|on|within) (?:the|this|that) (?P<kind>[a-z]+)\b", re.IGNORECASE
)
# "To Sorrel Island", "getting to Sorrel Island".
_NAME_ALONE = re.compile(
    r"(?:[A-Za-z]+ing )?(?:(?:at|from|in|on|to) )?(?:the )?"
    r"(?P<name>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)"
)
_NAME_BEHIND = re.compile(r" [A-Z][\w'’-]*")
# "What did she buy with the reward?"
_WITH_SUM = re.compile(
    r"\bwith (?:the|this|that|his|her|its|their|my|our|your) (?:[a-z-]+ )?(?P<sum>[a-z]+)\W*$",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"[$£€¥₹₽] ?\d|\b(?:{MONEY})\b", re.IGNORECASE)
_OF = re.compile(r"\b([a-z]+) of (?:about |nearly |almost |over |up to )?$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r"[ -](?:[a-z]+ )?([a-z]+)", re.IGNORECASE)

# "Which outside firm was hired?": the words up to a verb that asks.
_ASKS_WHICH = re.compile(
    r"\b(?:which|what)\b(?P<kind>(?: (?!(?:is|are|was|were|has|have|had|do|does|did|can|could|will"
    r"|would)\b)[a-z-]+){1,3})",
    re.IGNORECASE,
)
_IN = re.compile(r"\b([a-z-]{3,}) (?:at|from|in|near) (?:the )?(?:[A-Z][\w'’-]*,? )*$")


def is_left_open(candidate: Candidate) -> bool:
    """Tell whether a span is a thing of which the text says that it is not yet known.

    "At a ground to be named" does not say where.
    """
    text = candidate.node.node.get_content()
    behind = _LEFT_OPEN.match(text, candidate.end, candidate.sentence[1])
    left_open = behind is not None and _INDEFINITE.search(candidate.text)
    return bool(left_open or _LEFT_OPEN.search(candidate.text))


def is_place_named(candidate: Candidate, question: str) -> bool:
    """Tell whether a place is only that in which the question asks for one.

    "Where on the island is a bank?" is not answered by "Sorrel Island", but by "Quay Town".
    """
    within = _WITHIN.search(question)
    name = _NAME_ALONE.fullmatch(candidate.text)
    if within is None or name is None:
        return False
    text = candidate.node.node.get_content()
    behind = _NAME_BEHIND.match(text, candidate.end, candidate.sentence[1])
    whole = f"{name['name']}{behind[0] if behind else ''}".split()
    return len(whole) > 1 and whole[-1].lower() == within["kind"].lower()


def is_where_it_is(candidate: Candidate, question: str) -> bool:
    """Tell whether a span only says where that is which the question asks for.

    "Which outside firm was hired?" is not answered by "a support firm in |Gdynia|".
    """
    asked = _ASKS_WHICH.search(question)
    if asked is None:
        return False
    text = candidate.node.node.get_content()
    before = _IN.search(text, candidate.sentence[0], candidate.start)
    return before is not None and stem(before[1]) in stems(asked["kind"])


def is_sum_in_hand(candidate: Candidate, question: str) -> bool:
    """Tell whether a sum of money is the one with which the question says that something is done.

    "What did she buy with the reward?" is not answered by "a reward of £500".
    """
    asked = _WITH_SUM.search(question)
    if asked is None or not _MONEY.search(candidate.text):
        return False
    text = candidate.node.node.get_content()
    of = _OF.search(text, candidate.sentence[0], candidate.start)
    behind = _NOUN_BEHIND.match(text, candidate.end, candidate.sentence[1])
    beside = (of[1] if of else "", behind[0] if behind else "", candidate.text)
    return stem(asked["sum"].lower()) in stems(" ".join(beside))
