"""Replaces the matching part of the last question by new words: "And France?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.followups.antecedents import asked
from qa.language.followups.mentions import described, mentions, question_phrase
from qa.language.values.words import comparable
from qa.language.words import (
    DETERMINERS,
    FUNCTION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.followups.mentions import Mention

__all__ = ["ONE", "put_in", "spelled_out"]

#: "One" in place of a noun that was mentioned before: "the German one", "which one".
ONE = re.compile(r"\b(?:which|(?:the|an?) [\w-]+) ones?\b", re.IGNORECASE)
_DEMONYM = re.compile(r"\b(?:the|an?) ([A-Z][\w-]+)(?= [a-z])")
_OWNER = re.compile(r"\b(?:the )?[\w-]+['’]s?(?= )")  # noqa: RUF001


def spelled_out(text: str, history: Sequence[Turn]) -> str:
    """Replace "one" by its noun: "the new bridge" for "the new one"."""
    match = ONE.search(text)
    if match is None:
        return text
    *opening, one = match.group().split()
    nouns = (_noun(asked(turn), opening) for turn in reversed(history))
    noun = next(filter(None, nouns), one)
    return f"{text[: match.start()]}{' '.join(opening)} {noun}{text[match.end() :]}"


def _noun(question: str, opening: Sequence[str]) -> str:
    """What "one" stands for: "bridge" in "the old bridge", "novel by Rushdie" in "Which novel"."""
    found = mentions(question)
    modified = [one.text.split() for one in found if one.text.lower().startswith("the ")]
    if len(opening) > 1 and modified and len(modified[-1]) > 2:
        return " ".join(modified[-1][2:])
    words = tokens(question)
    first = question_phrase(words)
    if first < 2 or words[0].word not in {"what", "which"}:
        return ""
    nouns = [*(token.text for token in words[1 : first - 1]), comparable(words[first - 1].word)]
    behind = next((one for one in found if one.preposition == words[first].word), None)
    return " ".join([*nouns, question[words[first].start : behind.end] if behind else ""]).strip()


def put_in(text: str, question: str) -> str:
    """Put new words into the last question.

    A phrase with a preposition replaces the last phrase with a similar preposition ("And in
    Mali?"). A possessive replaces another possessive ("And the women's?"). Anything else replaces
    the first mention of the same form, preferably one without a preposition before it.

    Args:
        text: "France", "in Mali", "the German minister".
        question: The last question as it was understood, without its question mark.
    """
    words = tokens(text)
    if words[0].word in PREPOSITIONS:
        return _phrase(text, words[0].word, question)
    owner = _OWNER.search(question)
    if words[-1].text != words[-1].bare and owner:
        return question[: owner.start()] + text + question[owner.end() :]
    target = _target(text, question)
    if target is not None:
        # "of France" stays after "the president"
        kept = -1 if target.name or " of " in text else target.text.find(" of ")
        end = target.end if kept < 0 else target.start + kept
        return question[: target.start] + text + question[end:]
    adjective = _DEMONYM.search(question)
    if _form(text) == "name" and adjective:  # "Spain's" in place of "the French"
        return f"{question[: adjective.start()]}{text}'s{question[adjective.end() :]}"
    return f"{question}, and {text}"


def _target(text: str, question: str) -> Mention | None:
    somebody = bool(described(text).person)
    adjective = _DEMONYM.search(question)
    alike = [
        one
        for one in mentions(question)
        if _form(one.text, name=one.name) == _form(text)
        and not (adjective and (one.start, one.end) == adjective.span(1))
    ]
    alike = [one for one in alike if bool(one.person) == somebody] or alike
    bare = [one for one in alike if not one.preposition]
    return next(iter(bare or alike[-1:]), None)


def _phrase(text: str, preposition: str, question: str) -> str:
    like = PLACE_PREPOSITIONS if preposition in PLACE_PREPOSITIONS else {preposition}
    targets = [one for one in mentions(question) if one.preposition in like]
    form = _form(text[len(preposition) :])
    targets = [one for one in targets if _form(one.text, name=one.name) == form] or targets
    if not targets:
        return f"{question} {text}"
    start = question[: targets[-1].start].rstrip().rindex(" ") + 1
    return question[:start] + text + question[targets[-1].end :]


def _form(text: str, *, name: bool | None = None) -> str:
    """Whether words are a name, a noun with a determiner, or a bare noun."""
    words = tokens(text.split(" of ")[0])
    nouns = [token for token in words if token.word not in FUNCTION_WORDS]
    if name or (name is None and nouns and (nouns[-1].capitalised or "'s " in text)):
        return "name"
    return "noun" if words and words[0].word in DETERMINERS else "bare"
