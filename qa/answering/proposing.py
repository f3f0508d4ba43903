# ruff: noqa: RUF001 - typographic punctuation is meant
"""Proposes questions that a text answers, by rules and without a model. Pure functions.

The rules turn a sentence round: "The bridge was opened in 1932 by the mayor." becomes "When was the
bridge opened?", and "Forty workers died while it was built." becomes "How many workers died while
it was built?". A rule that is not sure of a sentence's parts proposes nothing. What is proposed
must still be asked: only the answer shows whether the question is a good one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.capitals import capital_balance, capital_is_due, is_title_case
from qa.language.datelines import dateline_end
from qa.language.followups.mentions import mentions
from qa.language.sentences import sentences
from qa.language.values import ValueKind, parse
from qa.language.values.names import is_role
from qa.language.words import (
    BE,
    CLAUSE_OPENERS,
    FUNCTION_WORDS,
    MONTH_FORMS,
    PREPOSITIONS,
    QUESTION_WORDS,
    WEEKDAY_FORMS,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.language.followups.mentions import Mention
    from qa.language.words import Token

__all__ = ["ProposedQuestion", "main_names", "propose_questions"]

# A sentence with more characters holds several clauses, whose parts these rules would mix up.
_LONGEST_SENTENCE = 260
# How often a text has a name that it is about.
_LEAST_MENTIONS = 2
# A name that is asked about has at least so many characters, and at most so many words.
_SHORTEST = 4
_MOST_PARTS = 5
# A proposed question has at most this many words.
_MOST_WORDS = 14
_TURNED = BE | word_set("could had has may might should will would")
_SAYING = word_set("announced believes claimed said says told warned")
_TIME_PREPOSITIONS = word_set("at by from in on since until")
_PLACES = word_set("at in near")
# Words that point out of the sentence: a question with one of them cannot be understood alone.
_POINTING = word_set(
    "ago another he her here him his i it its me my other others our she such that their them then "
    "there these they this those today tomorrow tonight us we yesterday you your"
)
# Verbs in the past that are written like participles, so that "was opened by" can become "opened".
_PAST = re.compile(r"\w{2}ed$|^(?:built|held|led|made|sold|won)$")
# What follows the object of a verb.
_ENDING = PREPOSITIONS | CLAUSE_OPENERS | WEEKDAY_FORMS.keys() | word_set("and but or")
_ENDING -= {"of"}
# A quotation, a question or a list is not turned into a question.
_QUOTING = re.compile(r"[\"“”?!:;]")
# How adjectives of nationality end; "Pakistan said" is missed as well, which does no harm.
_NATIONALITY = re.compile(r"(?:an|ch|eek|ese|ic|ish|iss)$")
_TIME_WORDS = MONTH_FORMS.keys() | WEEKDAY_FORMS.keys()
# The name goes on: behind the full stop of an abbreviation, behind a hyphen, or as a possessive.
_NAME_BEHIND = re.compile(r"\.\s*\w|['’]s [A-Z]|-\w")
_NAME_BEFORE = re.compile(
    r"\b[A-Z][\w.]*['’]s $|\b(?:[Aa]l|[Ee]l|[Dd]e|[Vv]on|[Vv]an) $|\w[-.]$|\w\. $"
)
_NOT_IN_NAMES = word_set("and of the")
_NEGATIONS = word_set("not never no n't cannot")


@dataclass(frozen=True, slots=True)
class ProposedQuestion:
    """A question, with the words that answer it where the rule knows them.

        >>> from qa.answering.proposing import propose_questions
        >>> [one.text for one in propose_questions("Forty workers died in the storm of 1931.")]
        ['How many workers died in the storm of 1931?']

    Attributes:
        text: The question.
        expected: The words of the text that answer it; empty if the rule does not know them.
    """

    text: str
    expected: str = ""


def propose_questions(text: str) -> list[ProposedQuestion]:
    """Return questions that an English text may answer, in the order of its sentences.

    Args:
        text: A passage, or the body of an article.
    """
    proposed: dict[str, ProposedQuestion] = {}
    balance = capital_balance([text])
    for start, end in sentences(text):
        sentence = " ".join(text[dateline_end(text, start) : end].split())
        if len(sentence) <= _LONGEST_SENTENCE and not _QUOTING.search(sentence):
            for one in _of_sentence(sentence, balance):
                if _stands_alone(one.text):
                    proposed.setdefault(one.text.casefold(), one)
    return list(proposed.values())


def main_names(text: str) -> list[str]:
    """Return the names that a text mentions at least twice, the most frequent first.

    A person's name counts where it is given whole; a name of one word is left out if a longer
    name contains it.
    """
    counted: Counter[str] = Counter()
    balance = capital_balance([text])
    for start, end in sentences(text):
        sentence = " ".join(text[dateline_end(text, start) : end].split())
        if not is_title_case(tokens(sentence)):
            counted.update(
                one.text for one in mentions(sentence) if _is_subject(one, sentence, balance)
            )
    frequent = [name for name, number in counted.most_common() if number >= _LEAST_MENTIONS]
    whole = dict.fromkeys(_whole(name, counted) for name in frequent)
    return [
        name
        for name in whole
        if not any(name != other and name in other.split() for other in whole)
    ]


def _whole(name: str, counted: Counter[str]) -> str:
    """Return the longer name that a family name stands for, if there is just one in the text."""
    longer = [other for other in counted if other.split()[1:][-1:] == [name]]
    return longer[0] if len(longer) == 1 else name


def _is_subject(mention: Mention, sentence: str, balance: Counter[str]) -> bool:
    """Whether a mention is a name that a text can be about."""
    name, parts = mention.text, mention.text.split()
    if not mention.name or " and " in name or len(name) < _SHORTEST or len(parts) > _MOST_PARTS:
        return False
    if _is_part_of_name(mention, sentence) or any(
        part.lower() in _TIME_WORDS
        or part.lower().partition("’")[0].partition("'")[0] in FUNCTION_WORDS - _NOT_IN_NAMES
        for part in parts
    ):
        return False
    known = balance[parts[0].lower()]
    if capital_is_due(sentence, mention.start) and known <= 0 and not is_role(parts[0].lower()):
        # Any word has a capital here, so that the text must show elsewhere that this is a name.
        if len(parts) == 1 or known < 0:
            return False
    elif len(parts) == 1 and (known < 0 or is_role(name.lower())):
        return False
    # "French forces": a name before a noun describes it.
    describes = _NATIONALITY.search(name) and re.match(r"[- ][a-z]{3,}", sentence[mention.end :])
    return not describes


def _is_part_of_name(mention: Mention, sentence: str) -> bool:
    """Whether the name goes on at one of its ends: "Staff Sgt|. Kent", "Britain's |Got Talent"."""
    before, behind = sentence[: mention.start], sentence[mention.end :]
    return bool(_NAME_BEFORE.search(before) or _NAME_BEHIND.match(behind))


def _of_sentence(sentence: str, balance: Counter[str]) -> Iterator[ProposedQuestion]:
    words = tokens(sentence)
    named = mentions(sentence)
    if words and not _is_unclear(words[0], named, balance):
        yield from _turned(sentence, words, named)
    yield from _how_many(sentence, words)
    yield from _about_people(words, named)


def _is_unclear(first: Token, named: Sequence[Mention], balance: Counter[str]) -> bool:
    """Whether a sentence's first word is taken for a name only because it has a capital there."""
    begins = [one for one in named if one.start == 0 and one.name]
    alone = all(one.end == first.end for one in begins)
    known = balance[first.word.lower()]
    if alone or not begins:
        return bool(begins) and known <= 0
    return known < 0 and not is_role(first.word.lower())


def _turned(
    sentence: str, words: Sequence[Token], named: Sequence[Mention]
) -> Iterator[ProposedQuestion]:
    """Turn "The bridge was opened in 1932 by Anna Berg" into "When was the bridge opened?"."""
    subject = next((one for one in named if one.start == 0), None)
    at = _place_behind(words, subject)
    if subject is None or at is None:
        return
    if words[at].word not in _TURNED:
        yield from _who_did(sentence, words, at, subject)
        return
    for place in range(at + 1, len(words)):
        if not words[place].is_word or words[place].word in _NEGATIONS:
            return  # a comma, or another clause
        if place == at + 1:
            continue
        middle = sentence[words[at + 1].start : words[place - 1].end]
        if words[place].word == "by" and (maker := _name_at(words, place + 1, named)):
            if place == at + 2 and _PAST.search(words[at + 1].word):
                yield ProposedQuestion(f"Who {middle} {_inside(subject.text)}?", maker)
            return
        asked = _asked_at(sentence, words, named, place)
        if asked is not None:
            question_word, expected = asked
            verb = words[at].text
            yield ProposedQuestion(
                f"{question_word} {verb} {_inside(subject.text)} {middle}?", expected
            )
            return


def _who_did(
    sentence: str, words: Sequence[Token], at: int, subject: Mention
) -> Iterator[ProposedQuestion]:
    """Turn "Anna Berg opened the bridge on Monday" into "Who opened the bridge?"."""
    if not subject.person or not _PAST.search(words[at].word) or words[at].word in _SAYING:
        return
    rest = list(words[at + 1 : at + 10])
    end = next(
        (
            place
            for place, word in enumerate(rest)
            if not word.is_word or (place and word.word in _ENDING)
        ),
        len(rest),
    )
    if 2 <= end < len(rest):
        what = sentence[words[at].start : rest[end - 1].end]
        yield ProposedQuestion(f"Who {what}?", subject.text)


def _place_behind(words: Sequence[Token], mention: Mention | None) -> int | None:
    end = mention.end if mention else 0
    return next((place for place, word in enumerate(words) if word.start >= end), None)


def _name_at(words: Sequence[Token], place: int, named: Sequence[Mention]) -> str:
    if place >= len(words):
        return ""
    start = words[place].start
    found = (one.text for one in named if one.start == start and one.name)
    return next(found, "")


def _asked_at(
    sentence: str, words: Sequence[Token], named: Sequence[Mention], place: int
) -> tuple[str, str] | None:
    """Return the question word for the phrase that begins here, and the words of that phrase."""
    word = words[place].word
    if place + 1 >= len(words):
        return None
    if word == "because":
        return "Why", sentence[words[place + 1].start :].rstrip(".")
    if word in _TIME_PREPOSITIONS:
        for end in range(min(place + 5, len(words)), place + 1, -1):
            phrase = sentence[words[place + 1].start : words[end - 1].end]
            if words[end - 1].is_word and parse(phrase).kind is ValueKind.DATE:
                return "When", phrase
    if word in _PLACES:
        found = next((one for one in named if one.start == words[place + 1].start), None)
        if found is not None and found.name and found.person is not True:
            return "Where", found.text
    return None


def _how_many(sentence: str, words: Sequence[Token]) -> Iterator[ProposedQuestion]:
    """Turn "Forty workers died in the storm." into "How many workers died in the storm?"."""
    count = next((place for place, word in enumerate(words) if not _counts(word)), 0)
    number = sentence[: words[count - 1].end] if count else ""
    if not number or parse(number).kind is not ValueKind.NUMBER or count + 2 >= len(words):
        return
    noun, verb = words[count], words[count + 1]
    if not noun.word.endswith("s") or noun.capitalised or noun.word in FUNCTION_WORDS:
        return
    if verb.word not in _TURNED and not _PAST.search(verb.word):
        return
    clause = next((one for one in words[count + 1 :] if not one.is_word), words[-1])
    rest = sentence[verb.start : clause.start].rstrip()
    yield ProposedQuestion(f"How many {noun.text} {rest}?", number)


def _counts(token: Token) -> bool:
    return parse(token.text).kind is ValueKind.NUMBER


def _about_people(words: Sequence[Token], named: Sequence[Mention]) -> Iterator[ProposedQuestion]:
    """Ask who somebody is whose office stands before the name or directly behind it."""
    for one in named:
        parts = one.text.split()
        while parts and is_role(parts[0].lower()):
            parts = parts[1:]
        if not one.name or not one.person or not 2 <= len(parts) <= 4:
            continue
        name = " ".join(parts)
        if any(word in _NOT_IN_NAMES or is_role(word) for word in name.lower().split()):
            continue
        if role := _role_of(words, one):
            yield ProposedQuestion(f"Who is {name}?", role)


def _role_of(words: Sequence[Token], person: Mention) -> str:
    """Return the word for a person's office beside the name: "spokesman", "minister"."""
    before = [word for word in words if word.start < person.start + 1][-2:]
    inside = [word for word in words if person.start <= word.start < person.end]
    behind = [word for word in words if word.start >= person.end][:6]
    if not behind[:1] or behind[0].text != ",":
        behind = []
    near = [*before, *inside, *behind]
    return next((word.word for word in near if word.is_word and is_role(word.word)), "")


def _inside(subject: str) -> str:
    """Return a subject as it is written inside a sentence."""
    first, _, rest = subject.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in FUNCTION_WORDS else subject


def _stands_alone(question: str) -> bool:
    asked = [token.word for token in tokens(question) if token.is_word]
    inner = asked[1:]
    return (
        4 <= len(asked) + (asked[:2] == ["who", "is"]) <= _MOST_WORDS
        and not _POINTING.intersection(inner)
        and not (QUESTION_WORDS - {"when"}).intersection(inner[2:])
    )
