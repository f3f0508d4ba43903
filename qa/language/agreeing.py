"""Questions whether the articles agree, which are answered by what each of them says."""

from __future__ import annotations

import re

from qa.language.kinds import AnswerKind, expected_kind
from qa.language.words import AUXILIARIES, BE, DETERMINERS, QUESTION_WORDS, word_set

__all__ = ["asked_of_each"]

_SOURCES = (
    r"(?:accounts?|articles?|documents?|newspapers?|papers?|reports?|sources?|stor(?:y|ies)|texts?"
    r"|versions?)"
)
_AGREES = r"(?:agree|contradict each other|differ|disagree|say the same(?: thing)?)"
_ON = r"(?:about|as to|on|over|regarding)"
_AGREE = re.compile(
    rf"(?:and |so |but )?(?:"
    r"(?:do|does|did|in what do|how do|where do) (?:the |these |both |all |two )*"
    rf"{_SOURCES} (?:all |both )?{_AGREES}"
    r"|is there (?:a |any )?(?:conflict|contradiction|difference|disagreement) "
    rf"(?:among|between) (?:the |these |both |all |two )*{_SOURCES}"
    rf") (?:(?:{_ON}|in) )?(?P<matter>.+)",
    re.IGNORECASE,
)
# "Do the school and the council disagree about how many pupils were ill?": any two that may say
# something, but only of what a question asks for. "Do men and women differ in how much they eat?"
# is a question of another kind.
_TWO_AGREE = re.compile(
    rf"(?:and |so |but )?(?:do|did) (?:they|.+? and .+?) {_AGREES} {_ON} "
    rf"(?P<matter>(?:{'|'.join(sorted(QUESTION_WORDS))})\b.+)",
    re.IGNORECASE,
)
# Words behind which an auxiliary belongs to another clause: "when the man who was hurt fell".
_CLAUSES = word_set("after because before if since that when where which while who whose")


def asked_of_each(question: str) -> str:
    """Return the question that every article is to answer; any other question as it is.

    It stays as it is, too, if it names no fact, as in "Do the articles agree about the bridge?".

    >>> asked_of_each("Do the articles agree about the cost of the repairs?")
    'What is the cost of the repairs?'
    >>> asked_of_each("Do the reports agree on how many people died?")
    'How many people died?'
    >>> asked_of_each("Do the papers disagree about how big the fine was?")
    'How big was the fine?'
    """
    text = question.strip(" ?")
    found = _AGREE.fullmatch(text) or _TWO_AGREE.fullmatch(text)
    if found is None:
        return question
    matter = found["matter"]
    if matter.lower().split()[0] not in QUESTION_WORDS:
        asked = f"What is {matter}?"
        return asked if expected_kind(asked) is not AnswerKind.TEXT else question
    asked = _inverted(matter)
    return f"{asked[0].upper()}{asked[1:]}?"


def _inverted(matter: str) -> str:
    """Turn the clause of an indirect question into a question: "how big the fine was".

    The auxiliary moves before the subject. Without one, as in "when the bridge opened", the
    question word is asked for: "when was it that the bridge opened".
    """
    said = matter.split()
    opens = _subject(said)
    if opens is None:
        return matter
    asking, rest = said[:opens], said[opens:]
    plain = [word.lower() for word in rest]
    verb = next((at for at, word in enumerate(plain) if word in AUXILIARIES), len(plain))
    if verb == 0:
        return matter
    if verb < len(plain) and _CLAUSES.isdisjoint(plain[:verb]):
        return " ".join([*asking, rest[verb], *rest[:verb], *rest[verb + 1 :]])
    if asking[0].lower() in {"when", "where", "why"}:
        return " ".join([*asking, "was it that", *rest])
    return matter


def _subject(said: list[str]) -> int | None:
    """Return where the subject begins behind what is asked for; None if that is not plain.

    "how big | the fine was", "when | Lena Hart fell", but not "how many people died".
    """
    first = said[0].lower()
    if first in {"when", "where", "why"}:
        return 1
    if first == "how" and len(said) > 1 and said[1].lower() not in {"many", "much"}:
        # "how big the fine was", "how old Lena Hart is"; "how the fire began"
        behind = 1 if said[1].lower() in DETERMINERS | AUXILIARIES else 2
        return behind if len(said) > behind else None
    for at, word in enumerate(said[1:], 1):
        if word.lower() in AUXILIARIES:  # "how many people were hurt", "who is the mayor"
            # "who the mayor is", "what its name was" end with the verb
            return 1 if word.lower() in BE and at == len(said) - 1 and at > 1 else None
        if word.lower() in DETERMINERS:
            return at
    return None
