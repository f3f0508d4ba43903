"""Putting words into the last question, in the place of their like: "And France?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.followups.antecedents import asked, known_person
from qa.language.followups.mentions import described, mentions
from qa.language.followups.words import FUNCTION_WORDS, PLACE_PREPOSITIONS, PREPOSITIONS, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.followups.mentions import Mention
    from qa.language.followups.words import Token

__all__ = ["put_in"]

_DEMONYM = re.compile(r"\b(?:the|an?) ([A-Z][\w-]+)(?= [a-z])")


def put_in(text: str, history: Sequence[Turn]) -> str:
    """Put words into the last question.

    A phrase with a preposition takes the place of the last with a like one ("And in Mali?"); an
    adjective ("And the German one?") that of the last question's; anything else that of the first
    mention of its kind, one without a preposition before it being preferred.

    Args:
        text: "France", "in Mali", "the German one".
        history: Earlier turns, oldest first, at least one.
    """
    question = asked(history[-1]).rstrip(" ?")
    words = tokens(text)
    if words[0].word in PREPOSITIONS:
        return _phrase(text, words[0].word, question)
    if words[-1].word in {"one", "ones"}:
        adjective = " ".join(token.text for token in words[:-1])
        return _in_place_of_adjective(adjective, question) or f"{question}, and {text}"
    target = _target(text, words, question, history)
    if target is not None:
        return question[: target.start] + text + question[target.end :]
    possessed = _in_place_of_adjective(f"{text}'s", question) if _is_name(words) else ""
    return possessed or f"{question}, and {text}"


def _target(
    text: str, words: Sequence[Token], question: str, history: Sequence[Turn]
) -> Mention | None:
    new = described(text)
    somebody = bool(new.person) or known_person(words[-1].bare, history)
    adjective = _DEMONYM.search(question)
    named = [
        one
        for one in mentions(question)
        if one.name == _is_name(words)
        and not (adjective and (one.start, one.end) == adjective.span(1))
    ]
    alike = [
        one
        for one in named
        if (bool(one.person) or known_person(one.text.split()[-1], history)) == somebody
    ] or named
    bare = [one for one in alike if not one.preposition]
    return next(iter(bare or alike[-1:]), None)


def _is_name(words: Sequence[Token]) -> bool:
    nouns = [token for token in words if token.word not in FUNCTION_WORDS]
    return bool(nouns) and nouns[-1].capitalised


def _phrase(text: str, preposition: str, question: str) -> str:
    like = PLACE_PREPOSITIONS if preposition in PLACE_PREPOSITIONS else {preposition}
    targets = [one for one in mentions(question) if one.preposition in like]
    if not targets:
        return f"{question} {text}"
    target = targets[-1]
    start = question[: target.start].rstrip().rindex(" ") + 1
    return question[:start] + text + question[target.end :]


def _in_place_of_adjective(text: str, question: str) -> str:
    """Put it in the place of "the French" before a noun; empty where there is none."""
    adjective = _DEMONYM.search(question)
    if adjective is None:
        return ""
    return question[: adjective.start()] + text + question[adjective.end() :]
