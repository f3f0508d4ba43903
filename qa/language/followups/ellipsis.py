"""Questions that leave out a part of the last one: "And France?", "Why?", "Which is taller?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.followups.antecedents import ADVERBIAL, asked, short_answer
from qa.language.followups.mentions import (
    ANYBODY,
    PARTICIPLE,
    is_content,
    mentions,
    question_phrase,
)
from qa.language.followups.substitution import put_in
from qa.language.values.names import is_role
from qa.language.words import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    QUESTION_WORDS,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Turn
    from qa.language.words import Token

__all__ = ["asks_of_anybody", "clause", "compared", "completed", "fragment", "is_comparison"]

_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|well|what about|how about)\b[\s,:]*)+", re.IGNORECASE
)
# "Who did it?" asks of what was done.
_WHO_DID = re.compile(r"^who (?:did|has done|had done) (?:it|that|this)$", re.IGNORECASE)
# "How many wolves?", but not "How many died?".
_HOW_MANY = re.compile(
    r"^how many (?:[a-z-]+ )?(?:[a-z-]+[^s]s|children|men|people|women)$", re.IGNORECASE
)
_WHAT_FOR = re.compile(r"^what for$", re.IGNORECASE)
# "By what date", "on which beach", "for how many years".
_PREPOSITION_FIRST = re.compile(
    rf"^(?:{'|'.join(sorted(PREPOSITIONS))}) (?:what|which|how (?:many|much)) "
    r"(?:[a-z-]+ )?[a-z-]+$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"^(?:how (?:many|much)|what|which)(?: of)?\b ?", re.IGNORECASE)
_COUNTED = re.compile(r"^how (?:many|much) [a-z]", re.IGNORECASE)
# Small words that may begin a subject: "the", "they", "most".
_SUBJECTS = FUNCTION_WORDS - PREPOSITIONS - AUXILIARIES - BE
_HAPPENED = re.compile(r"^(\w+) (?:did|does|has|will) (?:it|that|this) (?:happen|occur)\w*$", re.I)
# Words that may follow a question word in an incomplete question: "Since when exactly?"
_BESIDE = word_set("come else exactly far long many much not often old so soon then")
# Longest fragments, in words: with and without an introduction that marks them as fragments.
_LONGEST, _LONGEST_ALONE = 7, 3
_COMPARATIVE = re.compile(r"\w{2,}er$")
_AMOUNTS = word_set("fewer less more")


def fragment(question: str) -> str:
    """Return the words of a question that is not a whole sentence: "France", "why", "who else".

    The introduction and the question mark are removed. Empty if the question is a whole sentence.
    """
    rest = _LEAD_IN.sub("", question)
    text = rest.strip(" \t,;:.!?…")
    text = _HAPPENED.sub(r"\1", text)  # "Why did that happen?" asks no more than "Why?"
    text = _WHO_DID.sub("by whom", _WHAT_FOR.sub("why", text))
    words = [token for token in tokens(text) if token.is_word]
    if not words or len(words) > _LONGEST:
        return ""
    led = rest != question
    if _HOW_MANY.match(text):
        return text
    if _asks(words):
        bare = all(token.word in QUESTION_WORDS | PREPOSITIONS | _BESIDE for token in words)
        if _PREPOSITION_FIRST.match(text) and not any(token.word in AUXILIARIES for token in words):
            return text
        return text if bare or _only_verb(words, led=led) else ""
    short = len(words) <= _LONGEST_ALONE and question.rstrip().endswith("?")
    return text if (led or short) and _nominal(words, led=led) else ""


def _asks(words: Sequence[Token]) -> bool:
    return any(token.word in QUESTION_WORDS for token in words)


def _only_verb(words: Sequence[Token], *, led: bool) -> bool:
    """Whether the question word is followed only by a verb: "who lost", "who was hurt"."""
    said = words[1:]
    short = len(said) == 1 or (led and len(said) == 2 and not PARTICIPLE.match(said[0].word))
    fits = all(is_content(token) or token.word in BE for token in said) and is_content(words[-1])
    return short and fits and words[0].word in {"what", "who"}


def _nominal(words: Sequence[Token], *, led: bool) -> bool:
    """Whether there is a noun phrase and no sign of a verb."""
    opened = words[0].capitalised or words[0].word in DETERMINERS | PREPOSITIONS
    one = led and len(words) == 1 and is_content(words[0])
    return (opened or one) and not any(token.word in AUXILIARIES for token in words)


def completed(said: str, history: Sequence[Turn]) -> str:
    """Complete a fragment from the last turn, or from the last turn that asked the same."""
    if not _asks(tokens(said)):
        return put_in(said, asked(history[-1]).rstrip(" ?"))
    alike = [turn for turn in history if asked(turn).lower().split()[0] in said.lower()]
    turn = (alike or history)[-1] if said.lower().endswith(" else") else history[-1]
    return _asked_again(said, turn)


def _asked_again(asking: str, turn: Turn) -> str:
    """Ask the turn's question with another question word: "Why does the withdrawal end"."""
    phrase, verb, rest = _parts(turn)
    inverted = verb.lower() in AUXILIARIES
    asks_how_or_why = any(word in ADVERBIAL for word in asking.lower().split())
    last = tokens(asking)[-1]
    if _PREPOSITION_FIRST.match(asking):
        who = short_answer(turn) or "somebody"
        said = _whole_clause(turn) if inverted else f"was it that {who} {verb} {rest}"
        return f"{asking} {said}"
    if is_content(last) and last.word not in _BESIDE:
        return _in_its_place(asking, phrase, verb, rest)
    if inverted and not phrase:
        verb = verb.lower()
    elif not asking.lower().endswith(" else"):
        if not (asks_how_or_why or tokens(asking)[0].word in PREPOSITIONS):
            return f"{asking}, {phrase[:1].lower()}{phrase[1:]} {verb} {rest}"
        if inverted and _COUNTED.match(phrase):  # "How much water was let out?"
            return f"{asking} {_whole_clause(turn)}"
        # "Who was jailed?", "What was stolen?"
        if inverted and phrase.lower() in {"who", "what"} and short_answer(turn):
            return f"{asking} {_whole_clause(turn)}"
        if not inverted:  # the question word was the subject
            return f"{asking} was it that {short_answer(turn) or 'somebody'} {verb} {rest}"
    return f"{asking} {verb} {rest}"


def _in_its_place(asking: str, phrase: str, verb: str, rest: str) -> str:
    """Put what is asked in the place of what was asked: "who lost" in that of "who won"."""
    opening = tokens(asking)[:-1]
    inverted = verb.lower() in AUXILIARIES
    if len(opening) == 1 and opening[0].word == phrase.lower() and not inverted:
        return f"{asking} {rest}"
    if _HOW_MANY.match(asking) and _HOW_MANY.match(phrase):
        return f"{asking} {verb} {rest}"
    named = mentions(f"{verb} {rest}")
    return f"{asking} ({named[0].text})" if named else asking


def _whole_clause(turn: Turn) -> str:
    """Return the turn's question from its verb on, with what it asked for: "were ships lost"."""
    phrase, verb, rest = _parts(turn)
    counted = _OF_WHAT.match(phrase)
    thing = phrase[counted.end() :] if counted else ""
    if phrase.lower() in {"who", "what"}:
        thing = short_answer(turn)
    verb = verb.lower()
    opened = tokens(rest)[:1]
    if opened and (opened[0].capitalised or opened[0].word in _SUBJECTS):
        # The subject stands behind the verb: "did they mark (limpets)", "is Ann Lee".
        said = f"{verb} {rest}" if verb in BE else f"{verb} {rest} {thing}"
    else:
        said = f"{verb} {thing} {rest}"
    return " ".join(said.split())


def clause(turn: Turn) -> str:
    """Turn what the turn's question assumes into a statement: "France will close bases"."""
    _, verb, rest = _parts(turn)
    subject = next((one for one in mentions(f"{verb} {rest}") if one.start == len(verb) + 1), None)
    if verb.lower() not in AUXILIARIES or subject is None:
        return f"{short_answer(turn)} {verb} {rest}".strip()
    return f"{subject.text} {verb.lower()} {rest[len(subject.text) :].strip()}"


def _parts(turn: Turn) -> tuple[str, str, str]:
    """Split the turn's question into what it asks for, its first verb and what follows."""
    question = asked(turn).rstrip(" ?")
    words = tokens(question)
    first = question_phrase(words)
    if first >= len(words):
        return question, "", ""
    verb = words[first]
    return question[: verb.start].strip(), verb.text, question[verb.end :].strip()


def is_comparison(question: str) -> bool:
    """Whether a question compares without saying what: "Which is taller?"."""
    words = [token for token in tokens(question) if token.is_word]
    said = [token.word for token in words]
    if len(said) < 3 or {"than", "or"} & set(said):
        return False
    last, before = words[-1], words[-2].word
    higher = bool(_COMPARATIVE.match(last.word)) and is_content(last) and not is_role(last.word)
    if said[0] in BE:  # "Is an elephant heavier?"
        return higher and before not in DETERMINERS | PREPOSITIONS
    more = last.word in _AMOUNTS or (before in _AMOUNTS and is_content(last))
    adverb = last.word.endswith("ly")
    asks = said[0] in {"who", "which"} and not adverb
    return asks and ((higher and before in BE) or more or last.word == "first")


def asks_of_anybody(question: str) -> bool:
    """Tell whether a question names nothing that it is about: "Was anybody hurt?"."""
    return not mentions(question) and any(ANYBODY.fullmatch(one.word) for one in tokens(question))


def compared(question: str, history: Sequence[Turn]) -> str:
    """Add what is compared, from what the last questions mention; empty if unknown."""
    asking = question.rstrip(" ?")
    last = asked(history[-1])
    if len(history) > 1 and tokens(question)[0].word in {"who", "which"}:
        before = asked(history[-2])
        pair = _only_in(before, last), _only_in(last, before)
        if all(pair):
            return f"{asking}, {pair[0]} or {pair[1]}"
    other = _only_in(last, question)
    return f"{asking} than {other}" if other and mentions(question) else ""


def _only_in(question: str, other: str) -> str:
    """The first name or noun phrase of a question that another question lacks."""
    said = {mention.text for mention in mentions(other)}
    return next((one.text for one in mentions(question) if one.text not in said), "")
