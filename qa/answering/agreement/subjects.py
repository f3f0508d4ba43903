"""Tells whether two answers from two articles are about the same thing."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.answering.agreement.said import FULL_NAME, Said, is_specific, short_stems
from qa.language.topics import content_words
from qa.language.values import ValueKind
from qa.language.values.dates import days_between
from qa.language.values.words import comparable
from qa.language.words import Token, tokens
from qa.models import common_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.language.values import Value

__all__ = [
    "days_apart",
    "of_two_things",
    "retold",
    "same_story",
    "share_asked_words",
    "share_of_names",
    "times",
]

# The sentences of two articles tell the same story in nearly the same words if the shorter one
# shares at least this much of its content words with the other one.
_RETOLD = 0.5
# So much of the words of two passages is shared if they tell the same in nearly the same words.
_ALIKE = 0.5
# A sentence says nearly all that a question asks if it holds so much of the question's words.
_SAID = 0.75
# Two articles that give one value tell of one event if they share this much of the names of the one
# with fewer. Of 900 questions about 319 news stories, those about different events shared at most
# .2, apart from a few of one country's news (.4); retold paragraphs shared .8 and more.
_SHARED_NAMES = 0.2
# The same for the words of articles without names.
_SHARED_WORDS = 0.3
_DEGREE = re.compile(r"(?<=\bhow )\w+(?= (?:is|are|was|were|will)\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})$")


def of_two_things(question: str, a: Said, b: Said) -> bool:
    """Tell whether two articles' answers to a question are plainly about different things.

    They are if their sentences are alike but for another name or number at the same place ("the
    flood in Karsa", "the flood in Elva"). They are, too, if sentences or passages are alike, but
    one article lacks a name, year or number of the question; if their sentences mention different
    years, or their titles different things; and if one is a part ("36 of the 41 hives") and the
    other one a whole. (Of 729 pairs of values so set apart in 20 folders, two were of one thing.)
    """
    if {a.portion, b.portion} == {"part", "whole"} or _other_years(a, b) or _other_titles(a, b):
        return True
    alike = retold(a, b)
    if alike and _exchanged(a, b):
        return True
    known = len(a.known & b.known) >= _ALIKE * min(len(a.known), len(b.known))
    return (alike or known) and _named_by_one(question, a, b)


def times(a: Value, b: Value) -> float | None:
    """Return how many times the smaller one of two numbers the greater one is; None for others."""
    if a.quantity is None or b.quantity is None or days_apart(a, b) is not None:
        return None
    less, more = sorted(one.high * one.scale for one in (a.quantity, b.quantity))
    return more / less if less > 0 else None


def days_apart(a: Value, b: Value) -> int | None:
    """Return how many days lie between two dates; None for others.

    >>> from qa.language.values import parse
    >>> days_apart(parse("2 June 2024"), parse("26 May")), days_apart(parse("1871"), parse("1874"))
    (7, 1096)
    """
    are_dates = a.kind is b.kind is ValueKind.DATE
    return days_between(a.date, b.date) if are_dates and a.date and b.date else None


def share_asked_words(question: str, a: Said, b: Said) -> bool:
    """Tell whether both sentences hold one of the question's content words outside the answer."""
    return bool(_asked(question) & a.stems & b.stems)


def same_story(question: str, a: Said, b: Said, others: Sequence[str] = ()) -> bool:
    """Tell whether two articles that give one value can be taken to answer the same question.

    "Four people were wounded" is said of many attacks. Two articles support each other only if
    neither lacks a name of the question, and if they share some of their names, or if both
    sentences say nearly all of what the question asks. That is little, since a value that both
    give is itself a sign.

    Args:
        question: The question as understood.
        a: One answer.
        b: The other one.
        others: What was read of all other articles.
    """
    if _named_by_one(question, a, b) or _other_years(a, b):
        return False
    if _names_of(question) and _says_what_is_asked(question, a, b):
        return True
    if not a.names or not b.names:
        return len(a.known & b.known) >= _SHARED_WORDS * min(len(a.known), len(b.known))
    return share_of_names(a, b, others) >= _SHARED_NAMES


def _says_what_is_asked(question: str, a: Said, b: Said) -> bool:
    """Tell whether both sentences hold nearly all that a question asks."""
    asked = _asked(question)
    said = [len(asked & (one.stems | short_stems(tokens(one.candidate.text)))) for one in (a, b)]
    return min(said) >= _SAID * len(asked)


def share_of_names(a: Said, b: Said, others: Sequence[str]) -> float:
    """Return how much of the names of the article with fewer both hold, rare names counting most.

    It is 0 if all their names are in all other articles.
    """
    rarity = {name: _rarity(name, others) for name in a.names | b.names}
    less = min(sum(rarity[name] for name in one.names) for one in (a, b))
    return sum(rarity[name] for name in a.names & b.names) / less if less else 0.0


def _rarity(name: str, others: Sequence[str]) -> float:
    """Return the share of the other articles that do not hold a name; 1 if there are none.

    A name that few texts of the world hold counts in full: in a folder about one event, all other
    articles hold its names too.
    """
    if not others or (name.isalpha() and common_words().isdisjoint({name, f"{name}s"})):
        return 1.0  # names are compared without a final "s"
    return sum(name not in other for other in others) / len(others)


def _asked(question: str) -> frozenset[str]:
    """Return the stems of the content words of a question, without the degree in "how high"."""
    return short_stems(tokens(" ".join(content_words(_DEGREE.sub("", question)))))


def _names_of(question: str) -> frozenset[str]:
    """Return the names and numbers of a question, in comparable form."""
    return frozenset(comparable(token.bare) for token in tokens(question)[1:] if is_specific(token))


def _named_by_one(question: str, a: Said, b: Said) -> bool:
    """Tell whether one article lacks a name, year or number of the question that the other has."""
    return _names_held(question, a) != _names_held(question, b)


def _names_held(question: str, said: Said) -> frozenset[str]:
    """Return the names and numbers of the question that an article holds, in comparable form.

    Who is called by the family name alone is named in full, and news of 2021 need not name 2021.
    """
    persons = (match[0] for match in FULL_NAME.finditer(question) if said.calls(match[0]))
    called = {comparable(word) for person in persons for word in person.split(" ")}
    return _names_of(question) & (said.article.words | called | said.year)


def _other_years(a: Said, b: Said) -> bool:
    years_a, years_b = (
        {token.bare for token in one.around if _YEAR.match(token.bare)} - one.answer
        for one in (a, b)
    )
    return bool(years_a and years_b and not years_a & years_b)


def _other_titles(a: Said, b: Said) -> bool:
    """Tell whether each title names something that the other article lacks: "Flood in Karsa"."""
    return bool(a.title_names - b.article.words) and bool(b.title_names - a.article.words)


def retold(a: Said, b: Said) -> bool:
    """Tell whether two sentences are alike but for the answer."""
    shared, less = len(a.stems & b.stems), min(len(a.stems), len(b.stems))
    return (shared > 1 or a.stems == b.stems) and shared >= _RETOLD * less and less > 0


def _exchanged(a: Said, b: Said) -> bool:
    """Tell whether a name or number stands in one sentence where the other one has another."""
    return _differ(a.before, b.before, a, b) or _differ(a.behind, b.behind, a, b)


def _differ(side_a: Sequence[Token], side_b: Sequence[Token], a: Said, b: Said) -> bool:
    words_a, words_b = ([one for one in side if one.is_word] for side in (side_a, side_b))
    plain_a, plain_b = ([comparable(one.bare) for one in side] for side in (words_a, words_b))
    matcher = SequenceMatcher(None, plain_a, plain_b, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "replace":
            continue
        only_a = {plain_a[at] for at in range(first, last) if is_specific(words_a[at])}
        only_b = {plain_b[at] for at in range(start, end) if is_specific(words_b[at])}
        if only_a - b.sentence - a.answer and only_b - a.sentence - b.answer:
            return True
    return False
