"""Finds what a pronoun or a noun of a new question refers to in the earlier turns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.language.followups.given_names import Gender
from qa.language.followups.mentions import Mention, described, mentions, question_phrase
from qa.language.followups.references import Kind, Reference
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.spelling import in_plain_form
from qa.language.values import ValueKind, parse
from qa.language.values.names import is_role
from qa.language.values.words import comparable
from qa.language.words import (
    AUXILIARIES,
    BE,
    FUNCTION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qa.answers import Turn

__all__ = ["ADVERBIAL", "antecedent", "asked", "recent_name", "short_answer"]

# Longest answer that can be inserted into a question, in words.
_LONGEST = 8
#: Question words that ask for no core part of a sentence: without them, the rest is complete.
ADVERBIAL = word_set("how when where why")
#: Nouns that say what kind of thing a name is. "The company" refers to the last name mentioned,
#: even if nobody has called it a company.
_KINDS = word_set(
    "agency bank book brand bridge building city club company country device disease drug film "
    "firm group hotel island lake law magazine movie newspaper novel organisation organization "
    "ship song species storm team tower town tribe village virus volcano"
)
_JOINED_ON = re.compile(r"^(?:(?:and|but|so|then|ok|okay|well)\b[\s,:]*)+", re.IGNORECASE)
# Nouns for people that are no roles: "a retired postman", "a student".
_SOMEBODY = re.compile(
    r"(?:man|woman|person|boy|girl|child|student|ist|ician|eer|teacher|driver|worker|farmer|player"
    r"|baker|owner|keeper|hiker|visitor|neighbou?r|pensioner|passenger)$"
)
# "It" is none of these: "What does a family pay at the museum, and when is it shut?".
_PEOPLE = word_set(
    "adult baby boy child couple customer family girl guest man member passenger pensioner person "
    "pupil resident senior student teenager tourist visitor woman worker"
)
_PERSONAL = re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)
_HOLDER = re.compile(r"who (?:is|was) the [\w-]+\W*$", re.IGNORECASE)
_DATE = re.compile(r"\b(in|on|since|until|by) ((?:\w+ ){0,2}[12]\d{3})\b")


def asked(turn: Turn) -> str:
    """Return the turn's question as it was understood, in plain form, without "And" in front."""
    understood = in_plain_form(turn.understood)
    bare = _JOINED_ON.sub("", understood)
    return f"{bare[:1].upper()}{bare[1:]}" if bare != understood else bare


def short_answer(turn: Turn) -> str:
    """Return the turn's answer if it is short enough to insert into a question; else empty."""
    kind = expected_kind(asked(turn))
    whole = kind in {AnswerKind.REASON, AnswerKind.OPEN, AnswerKind.MANNER}
    answer = turn.answer.rstrip(" .")
    if whole or len(answer.split()) > _LONGEST:
        return ""
    opening = tokens(answer)[:1]
    small = opening and opening[0].word in FUNCTION_WORDS
    return f"{answer[:1].lower()}{answer[1:]}" if small else answer


def antecedent(
    reference: Reference,
    history: Sequence[Turn],
    taken: Collection[str] = (),
    *,
    holds_office: bool = False,
) -> Mention | None:
    """Find what a reference stands for, beginning with the last turn; None if nothing fits.

    A turn's candidates come in groups, the likely ones first. Within a group, candidates that
    certainly fit come before those that may fit, and earlier ones before later ones. For a person,
    all turns form one group.

    Args:
        reference: The pronoun or other reference.
        history: Earlier turns, oldest first.
        taken: What other pronouns of the question stand for: "she" and "them" must differ.
        holds_office: Whether an office follows: "its chairman" is rather of a body that was asked
            about than of what it does.
    """
    if reference.kind is Kind.TIME:
        return next((date for turn in reversed(history) if (date := _date(turn))), None)
    if reference.noun:
        return next((one for turn in reversed(history) if (one := _called(turn, reference))), None)
    order = -1 if holds_office and reference.kind is Kind.THING else 1
    groups = [
        group for turn in reversed(history) for group in _candidates(turn, reference.kind)[::order]
    ]
    if reference.kind is Kind.PERSON:
        groups = [[mention for group in groups for mention in group]]
    for group in groups:
        ranked = [
            (rank, place)
            for place, mention in enumerate(group)
            if mention.text not in taken and (rank := _rank(mention, reference)) is not None
        ]
        if ranked:
            return group[min(ranked)[1]]
    return None


def recent_name(
    reference: Reference, history: Sequence[Turn], taken: Collection[str] = ()
) -> Mention | None:
    """Find the last name mentioned, for a noun that nobody has used yet: "that unit".

    After "the", only a noun that says what kind of thing a name is counts ("the company", not "the
    weather"), and only the last turn is searched. If a name contains such a noun, no other noun of
    this kind can refer to it: the Harbour Bridge is not a company.
    """
    noun = reference.noun.lower()
    if reference.definite and noun not in _KINDS:
        return None
    person = reference.kind is Kind.PERSON
    fitting = (
        one
        for turn in reversed(history[-1:] if reference.definite else history)
        for group in _candidates(turn, reference.kind)
        for one in group
        if one.name
        and (one.person is True) == person
        and not (one.plural or one.text in taken)
        and not _KINDS.intersection(one.text.lower().split())
    )
    return next(fitting, None)


def _date(turn: Turn) -> Mention | None:
    """The date that a turn gave or mentioned; its preposition is kept apart."""
    answer = short_answer(turn)
    if answer and parse(answer).kind is ValueKind.DATE:
        first, _, rest = answer.partition(" ")
        if first in PREPOSITIONS:
            return replace(described(rest, name=False), preposition=first)
        in_or_on = "on" if re.match(r"\w+ \d{1,2}\b|\d{1,2} ", answer) else "in"
        return replace(described(answer, name=False), preposition=in_or_on)
    said = _DATE.search(asked(turn))
    return replace(described(said[2], name=False), preposition=said[1]) if said else None


def _called(turn: Turn, reference: Reference) -> Mention | None:
    """What a turn called by the reference's noun: "Which treaty ...?", "the Iron Bridge"."""
    noun = comparable(reference.noun)
    question = asked(turn)
    phrase = [comparable(one.word) for one in tokens(question)[: question_phrase(tokens(question))]]
    answers = _answers(turn)
    if answers and phrase[-1:] == [noun]:
        return answers[0]
    for mention in [*answers, *mentions(question)]:
        said = [comparable(token.word) for token in tokens(mention.text)]
        if noun in said and len(said) > 1 and said != ["the", noun]:
            return mention
    return None


def _candidates(turn: Turn, kind: Kind) -> list[list[Mention]]:
    """Group what a turn is about: its answer and the names and phrases of its question.

    The answer comes first, with two exceptions: the question asks what a name is ("What is
    Takuba?"), or it asks only when, where or why something happens. Then the mentions in the
    question come first.
    """
    question = asked(turn)
    named, answers = mentions(question), _answers(turn)
    if kind is Kind.PERSON:
        if _PERSONAL.search(turn.question):  # the conversation goes on about the same person
            before = {one.text for one in mentions(turn.question)}
            kept = [one for one in named if one.text not in before and one.person is not False]
            return [[*kept, *answers, *named]]
        if answers and _HOLDER.match(question):
            return [answers]  # "Who is the judge?": the answer is the judge
    defined = _defined(question)
    if defined is not None:
        return [[defined], answers, named]
    first, asked_for = tokens(question)[0].word, expected_kind(question)
    asks_when = first in ADVERBIAL or (
        first in PREPOSITIONS and asked_for not in {AnswerKind.PERSON, AnswerKind.TEXT}
    )
    asks_where = kind is Kind.PLACE and asked_for is AnswerKind.PLACE
    return [named, answers] if asks_when and not asks_where else [answers, named]


def _answers(turn: Turn) -> list[Mention]:
    question, text = asked(turn), short_answer(turn)
    if not text or parse(text).kind in {ValueKind.DATE, ValueKind.NUMBER}:
        return []
    words = tokens(question)
    if words[0].word in AUXILIARIES:  # "Yes, twice" stands for nothing
        return []
    before = _words_before(turn)
    if before[-1:] == ["the"]:
        text, before = f"the {text}", before[:-1]
    first, _, rest = text.partition(" ")
    if first in PREPOSITIONS and rest:
        text, before = rest, [first]
    kind = expected_kind(question)
    named = [one for one in mentions(f"of {text}") if one.name]
    if named and kind is AnswerKind.PERSON and parse(text).kind is not ValueKind.NAME:
        text = named[0].text  # "Anna Berg won the race"
    mention = described(text, person=_person(text, kind, words[0].word))
    if kind is AnswerKind.PLACE:
        where = before[-1] if before and before[-1] in PLACE_PREPOSITIONS else "in"
        return [replace(mention, person=False, preposition=where)]
    return [mention]


def _person(text: str, kind: AnswerKind, asking: str) -> bool | None:
    """Whether an answer is a person, judged mainly by the question; None if that is unclear."""
    people = any(is_role(word) or _SOMEBODY.search(word) for word in text.split())
    thing = text.startswith(("a ", "an ", "the ")) and not people
    if kind is AnswerKind.PERSON:
        return not thing
    return False if asking == "which" and described(text).person is None else None


def _defined(question: str) -> Mention | None:
    """The name that is all the question asks about, in any case: "who is florence parly"."""
    words = [token for token in tokens(question) if token.is_word]
    named = words[2:]
    if not named or words[0].word not in {"what", "who"} or words[1].word not in BE:
        return None
    if any(one.word in FUNCTION_WORDS for one in named):
        return None
    return described(question[named[0].start : named[-1].end], name=True)


def _words_before(turn: Turn) -> list[str]:
    """The last two words before the answer in its first citation: "at the", in lower case."""
    for citation in turn.citations[:1]:
        for start, _ in citation.spans[:1]:
            return citation.quote[: start - citation.start].lower().split()[-2:]
    return []


def _rank(mention: Mention, reference: Reference) -> int | None:
    """How well a mention fits, 0 being the best; None if it does not fit.

    What follows a preposition is seldom the subject of the conversation.
    """
    kind, behind = reference.kind, bool(mention.preposition)
    if kind is Kind.PLACE:
        named = mention.name and mention.person is None
        return 0 if mention.place else 1 if named else None
    if kind is Kind.PERSON:
        if {mention.gender, reference.gender} == {Gender.FEMALE, Gender.MALE}:
            return None
        somebody = mention.person is True and " and " not in mention.text
        named = mention.name and mention.person is None and not behind
        return 0 if somebody else 1 if named else None
    if kind is Kind.SEVERAL:
        named = mention.name and mention.person is not True
        return None if not (mention.plural or named) else 2 if behind else int(not mention.plural)
    if mention.person is True or mention.plural:
        return None
    if not mention.name and mention.text.lower().split()[-1] in _PEOPLE:
        return None
    return 2 if behind else int(mention.person is None)
