"""Answers "Who led the dig?" by a clause that says so: "Ada Moss, who led the dig"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages, with_names
from qa.answering.spans.fitting import fits
from qa.language.kinds import AnswerKind
from qa.language.sentences import sentences
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.values.names import FULL_NAME
from qa.language.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["Asked", "asked_doer", "doer"]

_ASKED = re.compile(
    r"\W*who (?:first |also )?(?P<verb>[a-z]{3,}) (?P<what>[^?]+)\W*", re.IGNORECASE
)
# "Ada Moss, 61, of Osby, who had led the study".
_CLAUSE = re.compile(
    rf"(?P<name>{FULL_NAME})(?:, [^,;.]{{1,40}})?, who (?:had |has |also |first |once |then )?"
    r"(?P<verb>[a-z]{3,}) (?P<what>[^,;.]+)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for somebody who did something.

    Attributes:
        question: The question.
        verb: The stem of what they did.
        what: Stems of the words that say to what, without names.
    """

    question: str
    verb: str
    what: frozenset[str]


def asked_doer(question: str) -> Asked | None:
    """Return what a question asks who did: to lead a study for "Who led the study at Osby?"."""
    found = _ASKED.fullmatch(question)
    if found is None or found["verb"].lower() in FUNCTION_WORDS:
        return None
    what = frozenset(telling_stems(found["what"])) - name_stems(question)
    return Asked(question, stem(found["verb"].lower()), what) if what else None


def doer(asked: Asked, found: Sequence[Candidate]) -> Candidate | None:
    """Return the name of whom a clause says that they did it.

    Args:
        asked: What `asked_doer` returned.
        found: All candidates, best first; the passages that hold the question's names are searched.

    Returns:
        The first name whose clause has the verb and all words of what was done; None if none has.
    """
    for candidate in first_of_passages(with_names(asked.question, found)):
        text = candidate.node.node.get_content()
        for bounds in sentences(text):
            for clause in _CLAUSE.finditer(text, *bounds):
                said = stem(clause["verb"]), frozenset(stems(clause["what"]))
                if said[0] != asked.verb or not asked.what <= said[1]:
                    continue
                start, end = clause.span("name")
                one = replace(candidate, start=start, end=end, sentence=bounds, fits=True)
                if fits(AnswerKind.PERSON, asked.question, one):
                    return one
    return None
