"""Whom and what a question mentions: names and noun phrases, told without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from qa.language.followups.given_names import Gender, gender
from qa.language.followups.words import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    FUNCTION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Token,
    tokens,
    word_set,
)
from qa.language.values import ValueKind, parse
from qa.language.values.names import is_role

__all__ = ["Mention", "described", "mentions", "question_phrase"]

# Small words inside names: "Islamic State of the Greater Sahara", "Ursula von der Leyen".
_INSIDE_NAMES = word_set("al bin da de del der di du for of the van von y")
# Capitalised only because they open the sentence.
_REQUESTS = word_set("compare describe explain give list name say state summarise tell")
_DIRECTIONS = word_set("central eastern northern southern western")
_PEOPLE = word_set("boy child father girl husband man mother person son wife woman")
# The articles themselves are no antecedent: one asks what they say about "it".
_SOURCES = re.compile(r"(?:article|document|paper|report|source|stor(?:y|ie)|text)s?$")
# Open a noun phrase; not the demonstratives, which would make of "say that France" one.
_OPENING = DETERMINERS - {"that", "these", "this", "those"}
_GERUND = re.compile(r"\w{2}ing$")
_PLURAL = re.compile(r"\w{2}[^s]s$")
_PARTICIPLE = re.compile(r"\w{2}(?:ed|en|ing)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a noun phrase of a question.

    Attributes:
        text: As written, with its determiner.
        start: Offset of its first character in the question.
        end: Offset behind its last one.
        preposition: The one that stands directly before it, in lower case; else empty.
        name: Whether it is a proper name.
        person: Whether it is somebody; None where it cannot be told.
    """

    text: str
    start: int
    end: int
    preposition: str = ""
    name: bool = False
    person: bool | None = None

    @property
    def gender(self) -> Gender | None:
        """What its given name tells; None where it tells nothing."""
        return gender(self.text.split()[0]) if self.name else None

    @property
    def plural(self) -> bool:
        """Whether "they" can stand for it."""
        last = self.text.split()[-1].lower()
        several = last.endswith("s") and not last.endswith(("ss", "us", "is"))
        return " and " in self.text or (several and not self.name)

    @property
    def place(self) -> bool:
        """Whether "there" can stand for it, as far as the words around it tell."""
        return self.name and self.preposition in PLACE_PREPOSITIONS


def mentions(question: str) -> list[Mention]:
    """List a question's names and noun phrases, in order; those it asks for are left out."""
    words = tokens(question)
    first = question_phrase(words)
    found = [*_names(words, first), *_noun_phrases(words, first)]
    unique = {(mention.start, mention.end): mention for mention in reversed(found)}
    return sorted(unique.values(), key=lambda mention: (mention.start, -mention.end))


def described(text: str, *, name: bool | None = None, person: bool | None = None) -> Mention:
    """Make a mention of words that stand alone; what is not known about them is told."""
    named = parse(text).kind is ValueKind.NAME if name is None else name
    somebody = _is_person(text, name=named) if person is None else person
    return Mention(text, 0, len(text), "", named, somebody)


def question_phrase(words: list[Token]) -> int:
    """Count the tokens that say what is asked for: "In which city", "How many countries"."""
    at = 1 if words and words[0].word in PREPOSITIONS else 0
    if at >= len(words) or words[at].word not in QUESTION_WORDS:
        return 0
    if at + 1 < len(words) and words[at + 1].word == "else":
        at += 1
    rest = [token.word for token in words[at + 1 :]]
    nouns = len(list(takewhile(lambda word: word not in FUNCTION_WORDS, rest)))
    inverted = nouns < len(rest) and rest[nouns] in AUXILIARIES
    return at + 1 + (nouns if inverted else min(nouns, 1 if words[at].word == "which" else 0))


def _names(words: list[Token], first: int) -> list[Mention]:
    found = []
    at = first
    while at < len(words):
        if not _begins_name(words, at):
            at += 1
            continue
        end = at + 1
        while end < len(words) and (length := _continues_name(words, end)):
            end += length
        found.append(_mention(words, _with_modifiers(words, at, end), end, name=True))
        at = end
    return [*found, *_joined(words, found)]


def _joined(words: list[Token], names: list[Mention]) -> list[Mention]:
    """Names with "and" between them, as one more mention: "Macron and Biden"."""
    joined = []
    for first, second in pairwise(names):
        between = [token.word for token in words if first.end <= token.start < second.start]
        if between == ["and"]:
            text = f"{first.text} and {second.text}"
            joined.append(replace(first, text=text, end=second.end, person=None))
    return joined


def _with_modifiers(words: list[Token], at: int, end: int) -> int:
    """Where a name begins that is written with more: "northern Mali", "the Pentagon"."""
    if at and words[at - 1].word in _DIRECTIONS:
        at -= 1
    if not at or words[at - 1].word != "the":
        return at
    return at - 1 if _noun_phrase_end(words, at - 1) == end else at


def _begins_name(words: list[Token], at: int) -> bool:
    token = words[at]
    if not token.capitalised or token.word in QUESTION_WORDS:
        return False
    return at > 0 or token.word not in FUNCTION_WORDS | _REQUESTS


def _continues_name(words: list[Token], at: int) -> int:
    """How many tokens from here on belong to the name before: 0 where it ends."""
    if words[at - 1].text != words[at - 1].bare:
        return 0  # a possessive ends it: "Parly's Pentagon visit"
    if words[at].capitalised or words[at].text.isdigit():
        return 1
    small = len(list(takewhile(lambda token: token.text in _INSIDE_NAMES, words[at : at + 2])))
    follows = small and at + small < len(words) and words[at + small].capitalised
    return small + 1 if follows else 0


def _noun_phrases(words: list[Token], first: int) -> list[Mention]:
    found = []
    at = first
    while at < len(words):
        end = _noun_phrase_end(words, at) if words[at].word in _OPENING else at
        if [token.word for token in words[at + 1 : at + 3]] == ["name", "of"]:
            at += 3  # "the name of the spokesman" is about the spokesman
            continue
        if end > at + 1:
            found.append(_mention(words, at, end, name=False))
        at = max(end, at + 1)
    return [mention for mention in found if not _SOURCES.search(mention.text.lower())]


def _noun_phrase_end(words: list[Token], at: int) -> int:
    """Where the noun phrase that a determiner opens ends, without verbs behind it."""
    end = _phrase_end(words, at)
    return end - _swallowed_verbs(words, at, end) if _subject(words, at) else end


def _phrase_end(words: list[Token], at: int) -> int:
    """Where the words that may belong to a noun phrase end, its "of ..." included."""
    end = at + 1
    while end < len(words) and _in_phrase(words, at, end):
        end += 1
    if end > at + 1 and end + 1 < len(words) and words[end].word == "of":
        behind = end + 1
        whole = _phrase_end(words, behind) if words[behind].word in DETERMINERS else behind
        while whole < len(words) and words[whole].capitalised:
            whole += 1
        return whole if whole > behind else end
    return end


def _in_phrase(words: list[Token], at: int, end: int) -> bool:
    token, before = words[end], words[end - 1]
    if not token.is_word or token.word in FUNCTION_WORDS:
        return False
    # "the troops | Mali": a name behind a common noun begins something else.
    return not (token.capitalised and end - 1 > at and not before.capitalised)


def _subject(words: list[Token], at: int) -> bool:
    """Whether the phrase stands directly behind the auxiliary of an inverted question."""
    return at > 0 and words[at - 1].word in AUXILIARIES


def _swallowed_verbs(words: list[Token], at: int, end: int) -> int:
    """How many words at the phrase's end are the question's verbs: "did the troops leave"."""
    last = words[end - 1]
    if end - at < 3 or last.capitalised:
        return 0
    if words[at - 1].word in BE:
        return 1 if _PARTICIPLE.search(last.word) else 0
    if _GERUND.match(last.word):  # "will the troops begin leaving"
        return 2 if end - at > 3 or words[at + 1].capitalised else 1
    after = words[end] if end < len(words) else None
    goes_on = after is not None and after.is_word and not after.capitalised
    if after is None or not goes_on:
        return 1
    return 1 if _PLURAL.match(after.word) or after.word in FUNCTION_WORDS - {"of", "there"} else 0


def _mention(words: list[Token], start: int, end: int, *, name: bool) -> Mention:
    text = " ".join([*(token.text for token in words[start : end - 1]), words[end - 1].bare])
    preposition = words[start - 1].word if start else ""
    return Mention(
        text,
        words[start].start,
        words[end - 1].start + len(words[end - 1].bare),
        preposition if preposition in PREPOSITIONS else "",
        name,
        _is_person(text, name=name),
    )


def _is_person(text: str, *, name: bool) -> bool | None:
    words = [word.lower() for word in text.split()]
    if any(is_role(word) or word in _PEOPLE for word in words):
        return True
    if not name or words[0] == "the":
        return False
    return True if gender(words[0]) else None
