"""Questions that leave out what the last one said: "And France?", "Why?", "Who else?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.followups.antecedents import asked, short_answer
from qa.language.followups.mentions import mentions, question_phrase
from qa.language.followups.substitution import put_in
from qa.language.followups.words import (
    ADVERBIAL,
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.followups.mentions import Mention
    from qa.language.followups.words import Token

__all__ = ["Fragment", "asked_again", "clause", "completed", "fragment"]

_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|well|what about|how about)\b[\s,:]*)+", re.IGNORECASE
)
# May stand beside a question word in a question that says no more: "Since when exactly?"
_BESIDE = word_set("come else exactly far long many much not often old so soon then")
# Longest fragments, in words: with something before it that marks it as one, and without.
_LONGEST, _LONGEST_ALONE = 7, 3
_TELLS = re.compile(r"\b(?:announce|claim|confirm|say|state|tell|tweet|write)(?:ed|d|s)?\b")
_PARTICIPLE = re.compile(r"\w{2}(?:ed|en|ing)$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a question says that leaves the rest out.

    Attributes:
        text: Its words without lead-in and question mark: "France", "why", "who else".
        asks: Whether it is a question word, not something to put into the last question.
    """

    text: str
    asks: bool


def fragment(question: str) -> Fragment | None:
    """Return what a question says, if it is no whole sentence; else None."""
    rest = _LEAD_IN.sub("", question)
    text = rest.strip(" \t,;:.!?…")
    words = [token for token in tokens(text) if token.is_word]
    if not words or len(words) > _LONGEST:
        return None
    if any(token.word in QUESTION_WORDS for token in words):
        bare = all(token.word in QUESTION_WORDS | PREPOSITIONS | _BESIDE for token in words)
        return Fragment(text, asks=True) if bare else None
    led = rest != question
    short = len(words) <= _LONGEST_ALONE and question.rstrip().endswith("?")
    return Fragment(text, asks=False) if (led or short) and _nominal(words) else None


def _nominal(words: Sequence[Token]) -> bool:
    """Whether there is a noun phrase and no sign of a verb."""
    opened = words[0].capitalised or words[0].word in DETERMINERS | PREPOSITIONS
    return opened and not any(token.word in AUXILIARIES for token in words)


def completed(said: Fragment, history: Sequence[Turn]) -> str:
    """Complete a fragment from the last turn, or from the last that asked the same."""
    if not said.asks:
        return put_in(said.text, history)
    if not said.text.lower().endswith(" else"):
        return asked_again(said.text, history[-1])
    alike = [turn for turn in history if asked(turn).lower().split()[0] in said.text.lower()]
    return asked_again(said.text, (alike or history)[-1])


def asked_again(asking: str, turn: Turn) -> str:
    """Ask the turn's question with another question word: "Why does the withdrawal end"."""
    question = asked(turn).rstrip(" ?")
    words = tokens(question)
    first = question_phrase(words)
    phrase, rest = question[: words[first].start].strip(), question[words[first].start :]
    if not phrase:
        return f"{asking}, {question}"
    if asking.lower().endswith(" else"):
        return f"{asking} {rest}"
    parts = asking.lower().split()
    if not (set(parts) & ADVERBIAL or parts[0] in PREPOSITIONS):
        return f"{asking}, {question[:1].lower()}{question[1:]}"
    answer = short_answer(turn)
    if words[first].word not in AUXILIARIES:  # the question word was the subject
        return f"{asking} was it that {answer or 'somebody'} {rest}"
    if answer and _copular(words[first:]) and words[0].word not in ADVERBIAL:
        return f"{asking} {words[first].text} {answer} {question[words[first].end :].strip()}"
    return f"{asking} {rest}"


def clause(turn: Turn) -> str:
    """Say as a statement what the turn's question takes for granted: "France will close bases"."""
    question = asked(turn).rstrip(" ?")
    words = tokens(question)
    first = question_phrase(words)
    rest = question[words[first].start :]
    if words[first].word not in AUXILIARIES:
        return f"{short_answer(turn)} {rest}".strip()
    behind = question[words[first].end :].strip()
    subject = _subject(question, words[first].end)
    if words[0].word == "what" and _TELLS.search(behind) and " " in short_answer(turn):
        return turn.answer.text  # what he said is what he said
    if subject is None or (_copular(words[first:]) and words[0].word not in ADVERBIAL):
        return f"{short_answer(turn)} {rest}".strip()
    said = behind[len(subject.text) :].strip()
    return f"{subject.text} {words[first].text} {said}".strip()


def _subject(question: str, end: int) -> Mention | None:
    """What stands directly behind the auxiliary."""
    start = len(question) - len(question[end:].lstrip())
    return next((one for one in mentions(question) if one.start == start), None)


def _copular(words: Sequence[Token]) -> bool:
    """Whether a form of "be" is the verb itself: "is the French defence minister"."""
    return words[0].word in BE and not any(_PARTICIPLE.search(token.word) for token in words[1:])
