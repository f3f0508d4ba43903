"""Rewrites a follow-up question so that it stands alone, by rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.alternatives import asked_alternatives
from qa.language.followups.antecedents import antecedent, asked, recent_name
from qa.language.followups.ellipsis import (
    asks_of_anybody,
    clause,
    compared,
    completed,
    fragment,
    is_comparison,
)
from qa.language.followups.mentions import SOURCES, mentions
from qa.language.followups.references import TELLING, Kind, Reference, references
from qa.language.followups.substitution import ONE, spelled_out
from qa.language.values.names import is_role
from qa.language.words import PREPOSITIONS, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.followups.mentions import Mention

__all__ = ["REACH", "continued", "depends", "standalone"]

_AND = re.compile(r"^(?:(?:and|but|so|then|ok|okay|well)\b[\s,]*)+", re.IGNORECASE)
_OF_THEM = re.compile(
    r"(?:and |but )?(?P<asking>which|who) (?:one )?of (?:them|these|those|the two|these two) "
    r"(?P<rest>[^,]+)",
    re.IGNORECASE,
)
_TEMPORAL = frozenset({"before", "by", "since", "until"})
_WHERE = frozenset({"at", "in", "inside", "near", "on", "outside", "within"})
#: Number of turns that are searched. A reference is taken to mean nothing older.
REACH = 5
# "a talk" is "the talk" once it has been mentioned, but "its bases" may then be anybody's.
_DETERMINER = re.compile(r"^(?:an?|the|his|her|its|their) ", re.IGNORECASE)


def depends(question: str) -> bool:
    """Say whether a question can only be understood with the help of earlier turns."""
    pointing = [one for one in references(question) if not one.definite]
    if fragment(question) or asks_of_anybody(question):
        return True
    return bool(pointing or ONE.search(question) or is_comparison(question))


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Rewrite a follow-up question so that it stands alone.

    Args:
        question: As asked.
        history: Earlier turns, oldest first.

    Returns:
        The question; it is unchanged if it stands alone or if no earlier turn explains it.
    """
    recent = [turn for turn in history[-REACH:] if tokens(asked(turn))]
    if not recent:
        return question
    whole = _of_both(question, recent[-1]) or spelled_out(question, recent)
    said = fragment(whole)
    if said:
        return _finished(completed(_resolved(said, recent), recent))
    explained = _resolved(whole, recent)
    if asks_of_anybody(whole) and (about := mentions(asked(recent[-1]))):
        explained = f"{whole.rstrip(' ?')} ({about[0].text})"
    if is_comparison(explained):
        explained = compared(explained, recent) or explained
    rewritten = _AND.sub("", explained)
    changed = explained != question and any(map(str.isalnum, rewritten))
    return _finished(rewritten) if changed else question


def continued(question: str, history: Sequence[Turn]) -> str:
    """Rewrite the second of two questions in one sentence so that it stands alone.

    It is about what the first one is about, even if it does not say so: "Who won the race and how
    many people came?".

    Args:
        question: The second question.
        history: Earlier turns; the last one is the first question.
    """
    rewritten = standalone(question, history)
    of_articles = any(SOURCES.fullmatch(one.word) for one in tokens(question))
    told = of_articles or mentions(question) or references(question)
    if rewritten != question or told or not history:
        return rewritten
    about = mentions(asked(history[-1]))
    return f"{question.rstrip(' ?')} ({about[0].text})?" if about else question


def _of_both(question: str, last: Turn) -> str:
    """Return "Which of them is heated?" with the two that the last question named; else empty."""
    one_of_them = _OF_THEM.fullmatch(question.strip())
    both = asked_alternatives(asked(last)) if one_of_them else None
    if one_of_them is None or both is None:
        return ""
    asking = f"{one_of_them['asking']} {one_of_them['rest']}".rstrip(" ?")
    return f"{asking}, {both.first.text} or {both.second.text}?"


def _resolved(text: str, history: Sequence[Turn]) -> str:
    """Replace all references by what they stand for."""
    written, behind = "", 0
    taken: set[str] = set()
    for reference in references(text):
        words = _explained(reference, text, history, taken)
        written += text[behind : reference.start] + words
        behind = reference.end
    return written + text[behind:]


def _explained(
    reference: Reference, question: str, history: Sequence[Turn], taken: set[str]
) -> str:
    """What replaces a reference: the reference itself if nothing is found."""
    itself = question[reference.start : reference.end]
    before = tokens(question[: reference.start])
    if reference.kind is Kind.EVENT:
        said = clause(history[-1])
        reported = before and before[-1].word in TELLING
        return f"that {said}" if reported else f"{itself} ({said})"
    behind = tokens(question[reference.end :])[:1]
    office = reference.possessive and any(is_role(one.word) for one in behind)
    found = antecedent(reference, history, taken, holds_office=office)
    if found is not None:
        taken.add(found.text)
        return _in_place_of(reference, found, before[-1].word if before else "")
    about = recent_name(reference, history, taken) if reference.noun else None
    return itself if about is None else f"{itself} ({about.text})"  # "this unit (Takuba)"


def _in_place_of(reference: Reference, found: Mention, before: str) -> str:
    text = _DETERMINER.sub("the ", found.text)
    if reference.possessive:
        return f"{text}'" if text.endswith("s") else f"{text}'s"
    if reference.kind is Kind.TIME and before not in _TEMPORAL:
        return f"{found.preposition} {text}"
    if reference.kind is Kind.PLACE and before not in PREPOSITIONS:
        return f"{found.preposition if found.preposition in _WHERE else 'in'} {text}"
    if before == "of" and text[0].islower() and not text.startswith("the "):
        return f"the {text}"  # "how many of the giant pandas"
    return text


def _finished(text: str) -> str:
    """Write words as a question: capitalised, with one question mark."""
    bare = text.strip(" \t,;:.!?…-–—")  # noqa: RUF001 - dashes as people type them
    return f"{bare[:1].upper()}{bare[1:]}?"
