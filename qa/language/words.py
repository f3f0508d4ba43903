"""Words that all parts of the package share: a tokenizer, closed word classes, the calendar.

A closed class is one that gains no new words, such as articles, prepositions and pronouns. Each
class is listed here once, in lower case; a rule that needs another selection writes it as a sum of
these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.language.remembering import remembered

__all__ = [
    "ARTICLES",
    "AUXILIARIES",
    "BE",
    "CARDINALS",
    "CLAUSE_OPENERS",
    "DETERMINERS",
    "FUNCTION_WORDS",
    "LIGHT_PREPOSITIONS",
    "MONTHS",
    "MONTH_FORMS",
    "PLACE_PREPOSITIONS",
    "POSSESSIVES",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "STOP_WORDS",
    "WEEKDAYS",
    "WEEKDAY_FORMS",
    "WORD",
    "Token",
    "names_inside",
    "tokens",
    "word_set",
    "words",
]


_NAME_INSIDE = re.compile(r"(?<!^)\b[A-Z][\w-]+")


def word_set(words: str) -> frozenset[str]:
    """Make a set of words that are written in one string."""
    return frozenset(words.split())


QUESTION_WORDS = word_set("how what when where which who whom whose why")
BE = word_set("am are be been being is was were")
AUXILIARIES = BE | word_set(
    "can cannot could did do does had has have may might must shall should will would"
)
ARTICLES = word_set("a an the")
_DEMONSTRATIVES = word_set("that these this those")
POSSESSIVES = word_set("her his its my our their your")
DETERMINERS = ARTICLES | _DEMONSTRATIVES | POSSESSIVES | word_set("both each every some")
#: Prepositions that the question decides, not the answer ("on 31 August", "in Washington"). The
#: others have a meaning of their own: before, after, from, without, against.
LIGHT_PREPOSITIONS = word_set("at by during for in of on to with")
PLACE_PREPOSITIONS = word_set("at from in inside into near on outside to within")
PREPOSITIONS = LIGHT_PREPOSITIONS | PLACE_PREPOSITIONS | word_set(
    "about above across after against along amid among around as because before behind below "
    "besides between beyond despite except like off onto over per since than through throughout "
    "towards under until up upon versus via without"
)  # fmt: skip
#: Words that begin a subordinate or coordinate clause.
CLAUSE_OPENERS = word_set(
    "after although as because before but if once since so than that though until when where "
    "whether which while who"
)
_PERSONAL_PRONOUNS = word_set("he him i it me she them they us we you")
_PRONOUNS = _PERSONAL_PRONOUNS | _DEMONSTRATIVES | POSSESSIVES | word_set(
    "hers herself himself itself mine one ones theirs themselves there"
)  # fmt: skip
_OTHERS = word_set(
    "again ago also already and any anyone anything else ever here just more most much neither "
    "no nor not now only or please several still then today together too very yet"
)
#: Words that are neither noun, verb nor adjective.
FUNCTION_WORDS = (
    QUESTION_WORDS | AUXILIARIES | PREPOSITIONS | DETERMINERS | CLAUSE_OPENERS | _PRONOUNS | _OTHERS
)
#: Words that a search leaves out of a question: Lucene's English stop words, then typical words of
#: questions. Leaving them out of keyword queries raises BM25's hit@1 on NewsQA from .467 to .487,
#: and that of the fused search from .468 to .487.
STOP_WORDS = (
    ARTICLES
    | QUESTION_WORDS
    | AUXILIARIES
    | _PERSONAL_PRONOUNS
    | _DEMONSTRATIVES
    | POSSESSIVES
    | word_set(
        "about also and as at but by for from if in into many much no not of on or so such than "
        "then there to with"
    )
)

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Every form of a month's name that newspapers print, full or abbreviated, with its number from 1.
MONTH_FORMS = {
    form: number
    for number, name in enumerate(MONTHS, start=1)
    for form in (name, name[:3], *(["sept"] if name == "september" else []))
}
#: Every form of a weekday's name, with its number from 0 for Monday, as `datetime` counts.
WEEKDAY_FORMS = {
    form: number for number, name in enumerate(WEEKDAYS) for form in (name, name[:3])
} | {"tues": 1, "thur": 3, "thurs": 3}
#: The numbers from zero to nineteen in words; each word's index is its number.
CARDINALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip

#: A regular expression for one word, used wherever a text is split into words: letters and digits,
#: and apostrophes between them.
WORD = r"[^\W_]+(?:['’][^\W_]+)*"  # noqa: RUF001 - the apostrophe that papers print
_COMPOUND = re.compile(rf"{WORD}(?:[.&-]{WORD})*")
# An apostrophe behind a plural belongs to it: "the miners' strike".
_TOKEN = re.compile(rf"{_COMPOUND.pattern}(?:(?<=[a-z]s)['’](?= [a-z]))?|[^\w\s]")  # noqa: RUF001
# Texts whose words are remembered.
_REMEMBERED = 512
_POSSESSIVE_ENDING = re.compile(r"['’]s?$")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark.

    Attributes:
        text: As written; a possessive's ending belongs to it.
        start: Offset of its first character in the text.
        end: Offset just after its last character.
        word: The form used for look-ups: without a possessive ending, and in lower case except for
            acronyms, since "US" is not "us".
        capitalised: Whether it is written with a capital, as a name is.
    """

    text: str
    start: int
    end: int
    word: str
    capitalised: bool

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a punctuation mark."""
        return self.text[0].isalnum()

    @property
    def bare(self) -> str:
        """As written, without the ending of a possessive."""
        return self.text[: len(self.word)]


def names_inside(question: str) -> list[str]:
    """Return the words of a question that have a capital, but for its first word."""
    return _NAME_INSIDE.findall(question)


@remembered(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, without punctuation marks."""
    return tuple(match.lower() for match in _COMPOUND.findall(text))


@remembered(_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into words and punctuation marks.

    Words joined by a hyphen, a full stop or an ampersand are one: "Anglo-American", "U.S", "R&D".
    """
    shouted = text.isupper()
    return tuple(
        Token(
            match.group(),
            *match.span(),
            _looked_up(match.group(), shouted),
            match.group()[0].isupper() and not shouted,
        )
        for match in _TOKEN.finditer(text)
    )


def _looked_up(text: str, shouted: bool) -> str:
    bare = _POSSESSIVE_ENDING.sub("", text)
    return bare if bare.isupper() and len(bare) > 1 and not shouted else bare.lower()
