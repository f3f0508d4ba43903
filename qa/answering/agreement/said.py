"""An answer where an article says it: the words, names and numbers around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.answering.spans.moving import portion
from qa.articles.passages import published_on
from qa.language.tolls import HURT, KILLED
from qa.language.values.names import read_names, same_names
from qa.language.values.words import comparable
from qa.language.words import (
    FUNCTION_WORDS,
    MONTH_FORMS,
    PLACE_PREPOSITIONS,
    WEEKDAY_FORMS,
    Token,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["FULL_NAME", "STEM", "ReadArticle", "Said", "is_specific", "short_stems"]

#: Words are compared by their first letters: "withdrawal" and "withdraws" share five.
STEM = 5
# Words of tolls, prices, elections and wrecks, which articles about one thing exchange for each
# other.
_ONE_MEANING = (
    dict.fromkeys(word_set("cost costs costing price prices priced"), "cost")
    | dict.fromkeys(word_set("turnout vote voted voter voters votes"), "vote")
    | dict.fromkeys(word_set("aboard board"), "board")
    | dict.fromkeys(word_set("people persons souls"), "people")
    | dict.fromkeys(KILLED, "dead")
    | dict.fromkeys(HURT, "hurt")
)
# Words with a capital behind a word without one.
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
#: A name of several words, such as "Ada Garrick".
FULL_NAME = re.compile(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)+")
_CALENDAR = MONTH_FORMS.keys() | WEEKDAY_FORMS.keys()


@dataclass(frozen=True)
class ReadArticle:
    """What was read of an article; its answers share what is computed of it.

    Attributes:
        text: The title and the passages.
    """

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """All words, in comparable form."""
        return frozenset(comparable(token.bare) for token in self._tokens)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names and numbers, in comparable form."""
        return frozenset(
            comparable(token.bare)
            for token in self._tokens
            if is_specific(token) and len(token.bare) > 2
        )

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)


@dataclass(frozen=True)
class Said:
    """An answer where an article says it.

    Attributes:
        candidate: The span that answers.
        article: What was read of its article.
    """

    candidate: Candidate
    article: ReadArticle

    @cached_property
    def portion(self) -> str | None:
        """Whether the answer is a ``part`` or a ``whole`` in "36 of the 41"; else None."""
        one = self.candidate
        return portion(one.node.node.get_content(), one.start, one.sentence)

    @cached_property
    def before(self) -> tuple[Token, ...]:
        """The tokens of the sentence before the answer."""
        first, _ = self.candidate.sentence
        return tokens(self.candidate.node.node.get_content()[first : self.candidate.start])

    @cached_property
    def behind(self) -> tuple[Token, ...]:
        """The tokens of the sentence behind the answer."""
        _, last = self.candidate.sentence
        return tokens(self.candidate.node.node.get_content()[self.candidate.end : last])

    @cached_property
    def around(self) -> tuple[Token, ...]:
        """The words of the sentence without the answer."""
        return tuple(token for token in (*self.before, *self.behind) if token.is_word)

    @cached_property
    def sentence(self) -> frozenset[str]:
        """The words of the sentence with the answer, in comparable form."""
        return frozenset(comparable(token.bare) for token in self.around) | self.answer

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of these words, without function words."""
        return short_stems(self.around)

    @cached_property
    def answer(self) -> frozenset[str]:
        """The words of the answer, in comparable form."""
        return frozenset(comparable(token.bare) for token in tokens(self.candidate.text))

    @property
    def year(self) -> frozenset[str]:
        """The year in which the article was published; empty if that is not known."""
        published = published_on(self.candidate.node.node)
        return frozenset({published[:4]} if published else ())

    @cached_property
    def names(self) -> frozenset[str]:
        """The names and numbers of the article outside the answer, in comparable form."""
        return self.article.names - self.answer

    def calls(self, person: str) -> bool:
        """Tell whether the article means a person where it gives the family name: "Mr Berg".

        It does not mean Clara Berg if it speaks of Walter Berg as well.

        Args:
            person: The name in full.
        """
        family = re.escape(person.rpartition(" ")[2])
        found = re.findall(
            rf"(?:\b[A-Z](?:[\w-]+|[a-z]{{0,3}}\.) )*\b{family}\b", self.article.text
        )
        return bool(found) and all(same_names(read_names(one), read_names(person)) for one in found)

    @cached_property
    def title_names(self) -> frozenset[str]:
        """The names in the title, in comparable form.

        In a title, any word may have a capital. Names are those behind a preposition, and those
        that the passage, too, writes with a capital inside a sentence.
        """
        title = [token for token in tokens(self._title) if token.is_word]
        inside = set(_INSIDE.findall(self.candidate.node.node.get_content()))
        return frozenset(
            comparable(token.bare)
            for before, token in pairwise([None, *title])
            if token is not None
            and is_specific(token)
            and (token.bare in inside or (before and before.text in PLACE_PREPOSITIONS | {"of"}))
        )

    @property
    def _title(self) -> str:
        return self.candidate.title

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of the title and of the passage."""
        return short_stems(tokens(f"{self._title} {self.candidate.node.node.get_content()}"))


def short_stems(found: Sequence[Token]) -> frozenset[str]:
    """Return the first letters of words, without function words; words of one meaning are one."""
    return frozenset(
        _ONE_MEANING.get(token.word.lower(), token.word[:STEM].lower())
        for token in found
        if token.is_word and token.word.lower() not in FUNCTION_WORDS
    )


def is_specific(token: Token) -> bool:
    """Tell whether a word is (part of) a name, or a number in digits."""
    if not token.is_word or token.word.lower() in _CALENDAR:
        return False
    return token.bare[0].isdigit() or (
        token.capitalised and token.word.lower() not in FUNCTION_WORDS
    )
