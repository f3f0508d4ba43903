"""Words of a question with their places, and the closed classes that the rules go by."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "ADVERBIAL",
    "AUXILIARIES",
    "BE",
    "CLAUSE_OPENERS",
    "DETERMINERS",
    "FUNCTION_WORDS",
    "PLACE_PREPOSITIONS",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "Token",
    "finished",
    "tokens",
    "word_set",
]


def word_set(words: str) -> frozenset[str]:
    """Make a set of words that are written in one string."""
    return frozenset(words.split())


QUESTION_WORDS = word_set("how what when where which who whom whose why")
#: Question words that stand for no part of the sentence's core: what is left without them is whole.
ADVERBIAL = word_set("how when where why")
BE = word_set("are be been being is was were")
_DO = word_set("did do does")
AUXILIARIES = BE | _DO | word_set(
    "can cannot could had has have may might must shall should will would"
)  # fmt: skip
PLACE_PREPOSITIONS = word_set("at from in inside into near on outside to within")
PREPOSITIONS = PLACE_PREPOSITIONS | word_set(
    "about above across after against along amid among around as because before behind below "
    "besides between beyond by despite during except for like of off onto over per since than "
    "through throughout towards under until up upon versus via with without"
)
DETERMINERS = word_set(
    "a an both each every her his its my our some that the their these this those"
)
#: Between an antecedent and its pronoun, these begin the clause in which the pronoun may stand.
CLAUSE_OPENERS = word_set(
    "after although as because before but if once since so than that though until when where "
    "whether which while who"
)
_PRONOUNS = word_set(
    "he her hers herself him himself his i it its itself me mine one ones she that their theirs "
    "them themselves there these they this those us we you your"
)
_OTHERS = word_set(
    "again ago also already and any anyone anything else ever here just me more most much neither "
    "no nor not now of only or please several still then to today together too very yet"
)
#: What is neither noun, verb nor adjective.
FUNCTION_WORDS = (
    QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | DETERMINERS | CLAUSE_OPENERS | _PRONOUNS | _OTHERS
)

_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[^\w\s]")  # noqa: RUF001
_POSSESSIVE = re.compile(r"['’]s?$")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark.

    Attributes:
        text: As written; a possessive's ending belongs to it.
        start: Offset of its first character in the question.
        end: Offset behind its last one.
        word: As it is looked up: without the ending of a possessive, and in lower case, but for
            acronyms, since "US" is not "us".
        capitalised: Whether it is written as a name is.
    """

    text: str
    start: int
    end: int
    word: str
    capitalised: bool

    @property
    def is_word(self) -> bool:
        """Whether it is no punctuation."""
        return self.text[0].isalnum()

    @property
    def bare(self) -> str:
        """As written, without the ending of a possessive."""
        return self.text[: len(self.word)]


def tokens(text: str) -> list[Token]:
    """Split a question into words and punctuation marks."""
    shouted = text.isupper()
    return [
        Token(
            match.group(),
            *match.span(),
            _word(match.group(), shouted),
            match.group()[0].isupper() and not shouted,
        )
        for match in _TOKEN.finditer(text)
    ]


def _word(text: str, shouted: bool) -> str:
    bare = _POSSESSIVE.sub("", text)
    return bare if bare.isupper() and len(bare) > 1 and not shouted else bare.lower()


def finished(text: str) -> str:
    """Write words as a question: capitalised, with one question mark."""
    bare = text.strip(" \t,;:.!?…-–—")  # noqa: RUF001 - dashes as people type them
    return f"{bare[:1].upper()}{bare[1:]}?"
