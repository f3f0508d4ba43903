"""Whether an amount is told of something else than is asked for: a change, or another's age."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.words import words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["of_another_age", "tells_change"]

# "Fell by (nearly) |a third": so much less, and not so many.
_CHANGED_BY = re.compile(
    r"\b(?:up|down|(?:climb|cut|declin|decreas|drop|fall|fell|gr[eo]w|increas|lower|rais|reduc|ris"
    r"|rose|shr[aiu]nk|slash|soar|surg)\w*)\b[^.;]{0,80}? by (?:[a-z]+ ){0,2}$",
    re.IGNORECASE,
)
_ASKS_CHANGE = re.compile(
    r"\b(?:cut|declin|decreas|drop|fall|fell|fewer|gr[eo]w|increas|less|los[et]|lower|more|rais"
    r"|reduc|ris|rose|shr[aiu]nk|slash)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?$|%|\bper ?cent\b",
    re.IGNORECASE,
)
_SHARE_BEHIND = re.compile(r" ?(?:%|per ?cent\b)", re.IGNORECASE)
# "How old is Ada Moss?", but not "How old is Ada Moss's son?".
_ASKS_AGE_OF = re.compile(
    r"\W*(?:[Aa]nd |[Ss]o )?(?:[Hh]ow old (?:is|was) |[Ww]hat (?:is|was) the age of )"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})\W*$"
)
_ASKS_PRESENT_AGE = re.compile(r"\bhow old (?:is|are)\b", re.IGNORECASE)
# "He has trained her since she was |nine."
_PAST_AGE = re.compile(
    r"\b(?:after|before|from|since|till|until|when) (?:he|she|they|it) (?:was|were|turned) "
    r"(?:only |just |about )?$",
    re.IGNORECASE,
)
# "Ada Moss, |44": whose age it is.
_AGE_BEHIND_NAME = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(?:, (?:aged )?|,? \((?:aged )?|,? aged )$"
)


def tells_change(candidate: Candidate, question: str) -> bool:
    """Tell whether a share is that by which something grew or shrank: it counts nobody.

    "Deaths fell by a third" does not say how many died, but says how many fewer.
    """
    passage = candidate.node.node.get_content()
    if _ASKS_CHANGE.search(question) or passage.startswith(" of ", candidate.end):
        return False
    if not (_PART.search(candidate.text) or _SHARE_BEHIND.match(passage, candidate.end)):
        return False
    own = len("by ") if candidate.text.lower().startswith("by ") else 0
    before = passage[candidate.sentence[0] : candidate.start + own]
    return bool(_CHANGED_BY.search(before))


def of_another_age(candidate: Candidate, question: str) -> bool:
    """Tell whether an age stands behind the name of somebody else than the question names.

    "Tom Arden and Ada Moss, 44, came" does not say how old Tom Arden is, nor does an age of years
    ago: "since she was nine".
    """
    asked = _ASKS_AGE_OF.match(question)
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    if _ASKS_PRESENT_AGE.search(question) and _PAST_AGE.search(before):
        return True
    told = _AGE_BEHIND_NAME.search(before)
    # "Arden, a baker from Osby, 44": the age is of whom the words between commas are about.
    if asked is None or told is None or f"{asked['name'].split()[-1]}," in before[: told.start()]:
        return False
    return set(words(asked["name"])).isdisjoint(words(told["name"]))
