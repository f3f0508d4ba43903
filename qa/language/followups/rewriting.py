"""A follow-up question to one that stands alone, by rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.followups.antecedents import antecedent, topic
from qa.language.followups.fragments import asked_again, clause, completed, fragment
from qa.language.followups.references import TELLING, Kind, Reference, references
from qa.language.followups.words import AUXILIARIES, PREPOSITIONS, finished, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.followups.mentions import Mention

__all__ = ["depends", "standalone"]

_AND = re.compile(r"^(?:(?:and|but|so|then|ok|okay|well)\b[\s,]*)+", re.IGNORECASE)
_WHERE = frozenset({"at", "in", "inside", "near", "on", "outside", "within"})
# What was spoken of longer ago is no longer meant, in turns.
_REACH = 5
# "a talk" is "the talk" once it has been mentioned, "its bases" may by now be anybody's.
_DETERMINER = re.compile(r"^(?:an?|the|his|her|its|their) ", re.IGNORECASE)


def depends(question: str) -> bool:
    """Say whether a question can only be understood from what was asked before."""
    return bool(fragment(question) or references(question))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Rewrite a follow-up question so that it stands alone.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.

    Returns:
        The question, unchanged where it stands alone or where nothing earlier explains it.
    """
    recent = history[-_REACH:]
    if not recent:
        return question
    said = fragment(question)
    if said is not None:
        return finished(completed(said, recent))
    explained, behind = "", 0
    taken: set[str] = set()
    for reference in references(question):
        if _asks_when_it_happened(reference, question):
            return finished(asked_again(question[: _auxiliary(question)].strip(), recent[-1]))
        words = _explained(reference, question, recent, taken)
        explained += question[behind : reference.start] + words
        behind = reference.end
    explained += question[behind:]
    return question if explained == question else finished(_AND.sub("", explained))


def _explained(
    reference: Reference, question: str, history: Sequence[Turn], taken: set[str]
) -> str:
    """What to put in the place of a reference: itself where nothing is found."""
    itself = question[reference.start : reference.end]
    before = tokens(question[: reference.start])
    if reference.kind is Kind.EVENT:
        said = clause(history[-1])
        told = before and before[-1].word in TELLING
        return f"that {said}" if told else f"{itself} ({said})"
    found = antecedent(reference, history, taken)
    if found is not None:
        taken.add(found.text)
        return _in_place_of(reference, found, before[-1].word if before else "")
    somebody = reference.kind is Kind.PERSON
    about = topic(history, person=somebody) if reference.noun else None
    return itself if about is None else f"{itself} ({about.text})"  # "this unit (Takuba)"


def _in_place_of(reference: Reference, found: Mention, before: str) -> str:
    text = _DETERMINER.sub("the ", found.text)
    if reference.possessive:
        return f"{text}'" if text.endswith("s") else f"{text}'s"
    if reference.kind is Kind.PLACE and before not in PREPOSITIONS:
        return f"{found.preposition if found.preposition in _WHERE else 'in'} {text}"
    return text


def _asks_when_it_happened(reference: Reference, question: str) -> bool:
    """Whether a question says no more than "Why?": "Why did that happen?"."""
    behind = tokens(question[reference.end :])
    happening = behind and behind[0].word in {"happen", "happened", "occur", "so"}
    return reference.kind in {Kind.EVENT, Kind.THING} and bool(
        happening and not any(token.is_word for token in behind[1:]) and _auxiliary(question)
    )


def _auxiliary(question: str) -> int:
    """Where the first auxiliary stands; 0 where there is none."""
    return next((token.start for token in tokens(question) if token.word in AUXILIARIES), 0)
