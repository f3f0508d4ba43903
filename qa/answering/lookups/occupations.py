"""Answers what somebody does for a living with the occupation that an article puts beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_stated
from qa.language.values.names import is_role
from qa.language.words import word_set, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_occupation", "occupation"]

_JOB = r"(?:job|occupation|profession|trade|line of work)"
_NAME = r"[\w.-]+(?: [\w.-]+){0,4}?"
_ASKED = re.compile(
    rf"(?:and |so )?(?:what (?:does|did) (?P<doer>{_NAME}) (?:use to )?do for (?:a living|work)"
    rf"|what (?:is|was) (?P<owner>{_NAME})['’]s? (?:current |former |old |previous )?{_JOB})"  # noqa: RUF001
    r"(?: before)?",
    re.IGNORECASE,
)
# "worked for years as a midwife": whatever stands there is an occupation.
_WORKED = r"(?:works?|worked|working|(?:is|was) employed)(?: [\w-]+){0,3}? as "
_WORDS = r"an? (?:[\w-]+ ){0,4}?[\w-]+"
_ENDS = r"(?=[,.;:)]| (?:and|at|for|from|in|of|on|since|until|who|with)\b)"
# A noun for somebody who works: "baker", "florist", "midwife", "electrician", "blacksmith".
_WORKER = re.compile(
    r"(?:\w{2,}(?:er|or|ist|ian|eer|wife|smith|wright|man|woman|monger|herd)"
    r"|accountant|assistant|attendant|chef|clerk|consultant|cook|guard|judge|maid|nurse|pilot"
    r"|servant|vet)"
)
# Nouns of the same endings that are no occupation.
_OTHERS = word_set(
    "ancestor brother christian civilian competitor customer daughter father fighter former "
    "foreigner grandfather grandmother guardian human husband islander leader loner lover man "
    "member mother neighbor neighbour newcomer outsider owner passenger pensioner prisoner "
    "resident runner sister sponsor stepfather stepmother stranger sufferer supporter survivor "
    "swimmer teenager user vegetarian victor villager visitor voter walker widower winner woman "
    "younger"
)


def asked_occupation(question: str) -> str | None:
    """Return the name of which a question asks the occupation.

    ``Ada Moss`` for "What did Ada Moss do for a living?".
    """
    found = _ASKED.fullmatch(question.strip(" ?"))
    name = (found["doer"] or found["owner"]) if found else ""
    return name if name and all(part[:1].isupper() for part in name.split()) else None


def occupation(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the occupation that an article states beside a name: "Moss, 71, a retired midwife".

    Args:
        name: The name, as the question writes it; an article may give the surname alone.
        found: All candidates, best first; their passages are searched.
    """
    # The surname alone only where no given name stands before it: "Ben Moss" is somebody else.
    called = rf"{re.escape(name)}|(?<!\w ){re.escape(name.split()[-1])}"
    # "Ada Moss worked ...", "Moss, 71, had worked ...": nobody else stands between.
    worked = rf"\b(?:{called}),?(?: \d{{1,3}},)?(?: who)?(?: has| had)? {_WORKED}({_WORDS}){_ENDS}"
    stated = first_stated(re.compile(worked), found)
    if stated is not None:
        return stated
    beside = re.compile(
        rf"\b(?:{called}),? (?:\(?\d{{1,3}}\)?, )?(?:(?:is|was) )?({_WORDS}){_ENDS}"
        rf"|\b([Aa]n? (?:[\w-]+ ){{0,4}}?[\w-]+), (?:{called})\b"
    )
    beside_name = first_stated(beside, found)
    if beside_name is None or not _is_work(beside_name.text):
        return None
    return beside_name


def _is_work(text: str) -> bool:
    """Tell whether a description names an occupation, with its last word."""
    last = words(text)[-1]
    return last not in _OTHERS and (is_role(last) or _WORKER.fullmatch(last) is not None)
