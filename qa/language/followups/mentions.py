"""Names and noun phrases that a question mentions, found without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from qa.language.followups.given_names import Gender, gender
from qa.language.values import ValueKind, parse
from qa.language.values.names import is_role
from qa.language.words import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    FUNCTION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Token,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ANYBODY",
    "PARTICIPLE",
    "SOURCES",
    "Mention",
    "described",
    "is_content",
    "mentions",
    "question_phrase",
]

PARTICIPLE = re.compile(
    r"\w{2}(?:ed|en|ing)$|(?:built|found|held|hit|hurt|kept|known|left|lost|made|met|paid|sent|shot"
    r"|sold|told|won)$"
)

# Small words inside names: "Islamic State of the Greater Sahara", "Ursula von der Leyen".
_INSIDE_NAMES = word_set("& al bin da de del der di du for of the van von y")
#: Nouns for the collection of articles are no antecedent: "it" does not refer to them.
SOURCES = re.compile(r"(?:article|document|paper|report|source|stor(?:y|ie)|text)s?$")
#: "Anybody" is nobody that "he" could stand for.
ANYBODY = re.compile(r"(?:any|every|some|no)(?:body|one|thing)|no one", re.IGNORECASE)
# Words that open a noun phrase. Demonstratives are left out: "say that France" is not one.
_OPENING = DETERMINERS - {"that", "these", "this", "those"}
# Verbs that are no nouns: with one of them, a subject ends.
_BASE_VERBS = word_set("become begin bring come die fail get give go happen leave lose make win")
_PLURAL = re.compile(r"\w{2,}[^s]s$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a noun phrase of a question.

    Attributes:
        text: As written, with its determiner.
        start: Offset of its first character in the question.
        end: Offset just after its last character.
        preposition: The preposition directly before it, in lower case; else empty.
        name: Whether it is a proper name.
        person: Whether it is a person; None if this is not known.
    """

    text: str
    start: int
    end: int
    preposition: str = ""
    name: bool = False
    person: bool | None = None

    @property
    def gender(self) -> Gender | None:
        """The gender that its given name shows; None if it shows none."""
        return gender(self.text.split()[0]) if self.name else None

    @property
    def plural(self) -> bool:
        """Whether "they" can stand for it."""
        text = self.text.lower()
        several = text.endswith("s") and not text.endswith(("ss", "us", "is"))
        return " and " in self.text or (several and not self.name)

    @property
    def place(self) -> bool:
        """Whether "there" can stand for it, judged by the preposition before it."""
        return self.name and self.preposition in PLACE_PREPOSITIONS


def mentions(question: str) -> list[Mention]:
    """List a question's names and noun phrases in order, except the phrase that it asks for."""
    words = tokens(question)
    first = question_phrase(words)
    names = _names(words, first)
    found = [*names, *_noun_phrases(words, first)]
    # If both "the novel" and "the novel Beloved" are found, the longer one is used.
    whole = [
        one
        for one in found
        if one.name or not any(one.start == other.start and one.end <= other.end for other in names)
    ]
    return sorted(whole, key=lambda mention: (mention.start, -mention.end))


def described(text: str, *, name: bool | None = None, person: bool | None = None) -> Mention:
    """Make a mention of words that stand alone, such as an answer.

    Args:
        text: The words.
        name: Whether they are a proper name; None if the words should decide.
        person: Whether they are a person; None if the words should decide.
    """
    named = parse(text).kind is ValueKind.NAME if name is None else name
    somebody = _is_person(text, name=named) if person is None else person
    return Mention(text, 0, len(text), "", named, somebody)


def question_phrase(words: Sequence[Token]) -> int:
    """Count the tokens that say what is asked for: "In which city", "How many countries"."""
    at = 1 if words and words[0].word in PREPOSITIONS else 0
    if at >= len(words) or words[at].word not in QUESTION_WORDS:
        return 0
    if at + 1 < len(words) and words[at + 1].word == "else":
        at += 1
    rest = [token.word for token in words[at + 1 :]]
    if words[at].word == "how" and rest[:1] in (["many"], ["much"]) and rest[0] in FUNCTION_WORDS:
        at, rest = at + 1, rest[1:]
    nouns = len(list(takewhile(lambda word: word not in FUNCTION_WORDS, rest)))
    if nouns < len(rest) and rest[nouns] in AUXILIARIES:
        return at + 1 + nouns
    counted = words[at].word == "how" and rest[0:1] in (["many"], ["much"])
    return at + 1 + min(nouns, 2 if counted else words[at].word == "which")


def is_content(token: Token) -> bool:
    """Whether it is a noun, verb or adjective in lower case."""
    return token.is_word and not token.capitalised and token.word not in FUNCTION_WORDS


def _names(words: Sequence[Token], first: int) -> list[Mention]:
    found = []
    at = first
    while at < len(words):
        token = words[at]
        if not token.capitalised or token.word in (QUESTION_WORDS if at else FUNCTION_WORDS):
            at += 1
            continue
        end = at + 1
        while end < len(words) and (length := _continues_name(words, end)):
            end += length
        found.append(_mention(words, _name_start(words, at, end), end, name=True))
        at = end
    return [*found, *_joined(words, found)]


def _joined(words: Sequence[Token], names: list[Mention]) -> list[Mention]:
    """Names joined by "and", as one more mention: "Macron and Biden"."""
    joined = []
    for first, second in pairwise(names):
        between = [token.word for token in words if first.end <= token.start < second.start]
        if between == ["and"]:
            text = f"{first.text} and {second.text}"
            joined.append(replace(first, text=text, end=second.end, person=None))
    return joined


def _name_start(words: Sequence[Token], at: int, end: int) -> int:
    """Where a name begins, including an article or a kind that belongs to it: "the Pentagon"."""
    if at and words[at - 1].word == "the" and _noun_phrase_end(words, at - 1) == end:
        return at - 1
    before = [token.word for token in words[max(at - 2, 0) : at]]
    modified = before[:1] == ["the"] and len(before) == 2 and is_content(words[at - 1])
    # "the novel Beloved", but not "the surgeon Christiaan Barnard"
    return at - 2 if modified and not is_role(before[-1]) else at


def _continues_name(words: Sequence[Token], at: int) -> int:
    """How many tokens from here on belong to the name before; 0 if the name has ended."""
    if words[at - 1].text != words[at - 1].bare:
        return 0  # a possessive ends the name: "Parly's Pentagon visit"
    if words[at].capitalised or words[at].text.isdigit():
        return 1
    small = len(list(takewhile(lambda token: token.text in _INSIDE_NAMES, words[at : at + 2])))
    follows = small and at + small < len(words) and words[at + small].capitalised
    return small + 1 if follows else 0


def _noun_phrases(words: Sequence[Token], first: int) -> list[Mention]:
    found = []
    at = first
    while at < len(words):
        opened = words[at].word in _OPENING
        start, end = (at, _noun_phrase_end(words, at)) if opened else _bare_noun(words, first, at)
        if end > start + opened:
            found.append(_mention(words, start, end, name=False))
        at = max(end, at + 1)
    return [
        mention
        for mention in found
        if not SOURCES.search(mention.text.lower()) and not ANYBODY.fullmatch(mention.text)
    ]


def _bare_noun(words: Sequence[Token], first: int, at: int) -> tuple[int, int]:
    """Where a noun without a determiner begins and ends, if its position shows it: "malaria"."""
    end = at + len(list(takewhile(is_content, words[at:])))
    before = words[at - 1].word if at else ""
    if at == first:  # "What | causes malaria"
        return at + 1, end
    if before in BE and end == at + 1 and PARTICIPLE.match(words[at].word):
        return at, at  # "How many people were hurt"
    if before in AUXILIARIES and at == first + 1:  # "do | giant pandas eat"
        return at, _subject_end(words, at, end, whole=before in BE)
    return at, end if before in PREPOSITIONS | {"any", "more", "most"} else at


def _subject_end(words: Sequence[Token], at: int, end: int, *, whole: bool) -> int:
    """Where a subject ends among the words after an auxiliary: "did the troops | leave"."""
    end = next((i for i in range(at + 1, end) if words[i].word in _BASE_VERBS), end)
    if end < len(words) and words[end].word in _BASE_VERBS:
        return end  # "did the ferry line | go bankrupt"
    plural = next((i for i in range(at, end) if _PLURAL.match(words[i].word)), end)
    if plural < (end if whole else end - 1):  # no verb is required: "how large are sharks"
        return plural + 1
    verb = 2 if plural < end else 1  # "does salt | harm dogs"
    return end - verb if end - at > verb else end


def _noun_phrase_end(words: Sequence[Token], at: int) -> int:
    """Where the noun phrase that a determiner opens ends, without any verbs after it."""
    end = _phrase_end(words, at)
    before, last = words[at - 1].word if at else "", words[end - 1]
    if before in CLAUSE_OPENERS | QUESTION_WORDS and end > at + 2 and last.word.endswith("ed"):
        return end - 1  # "when | the bridge | collapsed"
    verb = PARTICIPLE.search(last.word) or before not in BE
    if before not in AUXILIARIES or last.capitalised or not verb:
        return end
    return _subject_end(words, at + 1, end, whole=before in BE)


def _phrase_end(words: Sequence[Token], at: int) -> int:
    """Where the words that may belong to a noun phrase end, including its "of ..."."""
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


def _in_phrase(words: Sequence[Token], at: int, end: int) -> bool:
    token, before = words[end], words[end - 1]
    if not token.is_word or token.word in FUNCTION_WORDS:
        return False
    # "the troops | Mali": a name after a common noun begins a new mention.
    return not (token.capitalised and end - 1 > at and not before.capitalised)


def _mention(words: Sequence[Token], start: int, end: int, *, name: bool) -> Mention:
    text = " ".join([*(token.text for token in words[start : end - 1]), words[end - 1].bare])
    before = words[start - 1].word if start else ""
    return Mention(
        text,
        words[start].start,
        words[end - 1].start + len(words[end - 1].bare),
        before if before in PREPOSITIONS else "",
        name,
        (name and is_role(before)) or _is_person(text, name=name),
    )


def _is_person(text: str, *, name: bool) -> bool | None:
    words = [word.lower() for word in text.split()]
    if any(is_role(word) for word in words):
        return True
    if not name or words == ["the"] or (words[0] == "the" and text.split()[1].istitle()):
        return False
    return True if gender(words[0]) else None
