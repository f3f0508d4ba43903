"""Tells whether two answers from two articles are about the same thing."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.answering.agreement.said import FULL_NAME, STEM, Said, is_specific, short_stems
from qa.language.topics import content_words
from qa.language.values.words import comparable
from qa.language.words import Token, tokens, word_set
from qa.models import common_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "of_two_things",
    "retold",
    "same_story",
    "same_subject",
    "same_unit",
    "share_asked_words",
]

# The sentences of two articles tell the same story in nearly the same words if the shorter one
# shares at least this much of its content words with the other one.
_RETOLD = 0.5
# Two sentences in different words are about the same thing only if each one, with its neighbours,
# contains at least this share of the question's content words.
_COVERED = 0.6
# Half is enough of amounts of one unit in two articles that share so many unusual names; fewer if
# they give one of them in full.
_HALF_COVERED, _UNUSUAL, _UNUSUAL_IF_FULL = 0.5, 3, 2
# A sentence says nearly all that a question asks if it holds so much of the question's words.
_SAID = 0.75
# Sentences that share so many words are about one thing, whatever else the articles mention.
_MANY_WORDS = 5
# Two articles are about one event if they share this much of the names of the one with fewer; less
# is enough if the question names something that both mention, and still less if both give one
# value. Of 900 questions about 319 news stories, those about different events shared at most .2,
# apart from a few of one country's news (.4); retold paragraphs shared .8 and more.
_SHARED_NAMES, _SHARED_IF_NAMED, _SHARED_IF_AGREED = 0.5, 0.3, 0.2
# That is enough, too, if both sentences say nearly all of what is asked. If then both titles share
# two words ("fish hall"), or the articles two names that (nearly) none of three or more others
# holds, still less is.
_SHARED_IF_SAID = 0.2
_RARE, _TWO, _OTHERS = 0.8, 2, 3
# The same for the words of articles without names.
_SHARED_WORDS = 0.3
# Reports of one number may differ by so much: a toll grows tenfold as news comes in. Of 20 pairs of
# numbers said to differ about three folders of one place or one mission, six were further apart,
# such as the length of a river and the height of its flood; none of them was of one thing.
_MOST_TIMES = 20.0
# Bodies of which news tells many stories: that both titles name the court does not make one story.
_BODIES = frozenset(
    word[:STEM]
    for word in word_set(
        "agency army association bank board bureau club college commission committee company "
        "congress corporation council court cup department football forces foundation government "
        "group guard hospital house institute league ministry nations navy office organization "
        "party police school security senate service state states street team times union "
        "university york"
    )
)
_DEGREE = re.compile(r"(?<=\bhow )\w+(?= (?:is|are|was|were|will)\b)", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-9]{2})$")


def same_subject(question: str, a: Said, b: Said, others: Sequence[str] = ()) -> bool:
    """Tell whether two articles' answers to a question are about the same thing.

    They are if they are not `of_two_things`, and both articles tell of one event, in sentences that
    share words with each other and with the question, or by answers that are amounts of one unit.

    Args:
        question: The question as understood.
        a: One answer.
        b: The other one.
        others: What was read of all other articles. A name that is in many of them, such as that of
            a country, does not show that two articles are about one event.
    """
    if of_two_things(question, a, b):
        return False
    if retold(a, b):
        return len(a.stems & b.stems) >= _MANY_WORDS or _one_story(question, a, b, others)
    if _one_event(a, b, others) and same_unit(a, b):
        return True
    if not share_asked_words(question, a, b):
        return False
    asked = _asked(question)
    covered = min(len(asked & one.known) / len(asked) for one in (a, b))
    if covered >= _HALF_COVERED and same_unit(a, b) and _share_unusual_names(a, b):
        return True
    return covered >= _COVERED and _one_story(question, a, b, others)


def of_two_things(question: str, a: Said, b: Said) -> bool:
    """Tell whether two articles' answers to a question are plainly about different things.

    They are if one article lacks a name, year or number of the question that the other one has; if
    their sentences mention different years; if their titles name different things; if one is a part
    ("36 of the 41") and the other one a whole; if one number is many times the other; or if the
    sentences are alike but for another name or number at the same place ("the flood in Karsa", "the
    flood in Elva").
    """
    if _named_by_one(question, a, b) or _other_years(a, b) or _other_titles(a, b):
        return True
    if {a.portion, b.portion} == {"part", "whole"}:  # 36 of the 41 hives here, all 48 there
        return True
    return _far_apart(a, b) or (retold(a, b) and _exchanged(a, b))


def share_asked_words(question: str, a: Said, b: Said) -> bool:
    """Tell whether both sentences hold one of the question's content words outside the answer."""
    return bool(_asked(question) & a.stems & b.stems)


def same_story(question: str, a: Said, b: Said, others: Sequence[str] = ()) -> bool:
    """Tell whether two articles that give one value can be taken to answer the same question.

    "Four people were wounded" is said of many attacks. Two articles support each other only if
    neither lacks a name of the question, and if they share some of their names, or if both
    sentences say nearly all of what the question asks. Less is demanded than by `same_subject`,
    since a value that both give is itself a sign.

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
    return _share_of_names(a, b, others) >= _SHARED_IF_AGREED


def _one_story(question: str, a: Said, b: Said, others: Sequence[str]) -> bool:
    """Tell whether two articles share enough of their names to be about one event.

    A few names, such as those of capitals and presidents, are in half of all news, so each name
    counts the less, the more of the other articles hold it. If the question names something that
    both articles mention, or is about what both titles are about, fewer need to be shared. None
    more need to be if both titles are about what both articles give one full name.
    """
    if not a.names or not b.names:  # as in a short notice: the words decide
        return len(a.known & b.known) >= _SHARED_WORDS * min(len(a.known), len(b.known))
    shared = _share_of_names(a, b, others)
    asked = _names_of(question)
    topics = short_stems(tokens(question)) & a.title_stems & b.title_stems
    plain = short_stems([token for token in tokens(question) if not token.capitalised])
    if topics & plain and asked & a.title_words & b.title_words:
        return True  # "How long is the Lindra bridge?", and both titles name the Lindra bridge
    things = (a.title_stems & b.title_stems) - _BODIES
    if any(name[-1][:STEM] in things for name in a.full_names & b.full_names):
        return True  # both titles are about the bridge, which is "Old Mill Bridge" in both
    if asked & a.words & b.words or topics:
        return shared >= _SHARED_IF_NAMED
    if _says_what_is_asked(question, a, b):
        titles = len(a.title_stems & b.title_stems) >= _TWO
        rare = len(others) >= _OTHERS and _share_rare_names(a, b, others)
        return shared >= (_SHARED_IF_SAID if titles or rare else _SHARED_IF_NAMED)
    few = min(len(a.names), len(b.names)) <= 2
    return shared >= _SHARED_NAMES and (len(a.names & b.names) > 1 or few)


def _one_event(a: Said, b: Said, others: Sequence[str]) -> bool:
    """Tell whether two articles share half of their names, and two in full: of people, of places.

    Then both tell of one event, in whatever words: "a crowd of 24,310", "before 23,870 spectators".
    """
    full = a.full_names & b.full_names
    return len(full) >= _TWO and _share_of_names(a, b, others) >= _SHARED_NAMES


def _share_unusual_names(a: Said, b: Said) -> bool:
    """Tell whether two articles share several names that few texts hold: "Garrick", "Linden".

    Fewer are enough if both give one of them in full: "Ada Garrick".
    """
    shared = {name for name in a.names & b.names if name.isalpha()}
    usual = common_words()
    unusual = {name for name in shared if usual.isdisjoint({name, f"{name}s"})}
    in_full = {comparable(word) for name in a.full_names & b.full_names for word in name}
    return len(unusual) >= (_UNUSUAL_IF_FULL if unusual & in_full else _UNUSUAL)


def same_unit(a: Said, b: Said) -> bool:
    """Tell whether two answers are amounts of one unit: hours, or the same thing counted.

    What one rule looked up in both articles is: "a crowd of 24,310", "in front of 23,870".
    """
    if a.candidate.looked_up and b.candidate.looked_up:
        return True
    return bool(a.unit) and a.unit == b.unit


def _says_what_is_asked(question: str, a: Said, b: Said) -> bool:
    """Tell whether both sentences hold nearly all that a question asks."""
    asked = _asked(question)
    said = [len(asked & (one.stems | short_stems(tokens(one.candidate.text)))) for one in (a, b)]
    return min(said) >= _SAID * len(asked)


def _share_rare_names(a: Said, b: Said, others: Sequence[str]) -> bool:
    """Tell whether two articles share names, not numbers, that the others lack."""
    shared = [name for name in a.names & b.names if not name[0].isdigit()]
    return sum(_rarity(name, others) >= _RARE for name in shared) >= _TWO


def _share_of_names(a: Said, b: Said, others: Sequence[str]) -> float:
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
    return _names_of(question) & (said.words | called | said.year)


def _other_years(a: Said, b: Said) -> bool:
    years_a, years_b = (
        {token.bare for token in one.around if _YEAR.match(token.bare)} - one.answer
        for one in (a, b)
    )
    return bool(years_a and years_b and not years_a & years_b)


def _far_apart(a: Said, b: Said) -> bool:
    """Tell whether one answer is a number many times as large as the other one."""
    one, other = a.candidate.value.quantity, b.candidate.value.quantity
    if one is None or other is None:
        return False
    less, more = sorted((one.high * one.scale, other.high * other.scale))
    return 0 < less * _MOST_TIMES < more


def _other_titles(a: Said, b: Said) -> bool:
    """Tell whether each title names something that the other article lacks: "Flood in Karsa"."""
    return bool(a.title_names - b.words) and bool(b.title_names - a.words)


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
