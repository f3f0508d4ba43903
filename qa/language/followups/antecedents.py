"""What a conversation has been about: candidates for what a pronoun stands for, best first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.language.followups.given_names import gender
from qa.language.followups.mentions import Mention, described, mentions, question_phrase
from qa.language.followups.references import Kind, Reference
from qa.language.followups.words import BE, FUNCTION_WORDS, PLACE_PREPOSITIONS, PREPOSITIONS, tokens
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.values import ValueKind, parse
from qa.language.values.names import is_role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qa.answers import Answer, Turn

__all__ = ["antecedent", "asked", "known_person", "short_answer", "topic"]

# Longest answer that can stand in a question, in words.
_LONGEST = 8
_WHEN_OR_WHERE = re.compile(r"(?:where|when|why|how)\b", re.IGNORECASE)


def asked(turn: Turn) -> str:
    """The turn's question as it was understood."""
    return turn.answer.standalone or turn.question


def short_answer(turn: Turn) -> str:
    """The turn's answer, where it is short enough to stand in a question; else empty."""
    kind = expected_kind(asked(turn))
    whole = kind in {AnswerKind.REASON, AnswerKind.OPEN, AnswerKind.MANNER}
    answer = turn.answer.text
    return "" if turn.answer.refused or whole or len(answer.split()) > _LONGEST else answer


def antecedent(
    reference: Reference, history: Sequence[Turn], taken: Collection[str] = ()
) -> Mention | None:
    """Find what a reference stands for, from the last turn back; None where nothing fits.

    A turn's candidates come in groups, likely ones first. Of one group, those that certainly fit go
    before those that may fit, and earlier ones before later ones. For a person all turns are one
    group.

    Args:
        reference: The pronoun, or what else it is.
        history: Earlier turns, oldest first.
        taken: What other pronouns of the question stand for: "she" and "them" are not the same.
    """
    groups = [group for turn in reversed(history) for group in _candidates(turn, reference.kind)]
    if reference.kind is Kind.PERSON:
        # Somebody named earlier before a name of the last turn that may be a country's.
        groups = [[_recognised(mention, history) for group in groups for mention in group]]
    return next(
        (
            mention
            for group in groups
            for fits in _FITS[reference.kind]
            for mention in group
            if mention.text not in taken and _agrees(reference, mention) and fits(mention)
        ),
        None,
    )


def _recognised(mention: Mention, history: Sequence[Turn]) -> Mention:
    undecided = mention.person is None and mention.name
    if undecided and known_person(mention.text.split()[-1], history):
        return replace(mention, person=True)
    return mention


def known_person(name: str, history: Sequence[Turn]) -> bool:
    """Whether the conversation has shown the name with an office or a given name before it."""
    before = re.compile(rf"([\w-]+),? (?:([A-Z][\w-]+) )?{re.escape(name)}\b")
    return any(
        is_role(word) or gender(word)
        for text in _told(history)
        for match in before.finditer(text)
        for word in match.groups("")
    )


def _told(history: Sequence[Turn]) -> Iterator[str]:
    for turn in history:
        yield turn.question
        yield from (citation.quote for citation in turn.answer.citations)


def topic(history: Sequence[Turn], *, person: bool) -> Mention | None:
    """What was last spoken of: what a question defined, or what an answer named.

    Args:
        history: Earlier turns, oldest first.
        person: Whether somebody is looked for, or something.
    """
    for turn in reversed(history):
        defined = _defined(asked(turn))
        for mention in [defined] if defined else _answers(turn):
            if mention.name and (mention.person is True) == person:
                return mention
    return None


def _candidates(turn: Turn, kind: Kind) -> list[list[Mention]]:
    """Group what a turn is about: its answer and what its question mentions.

    The answer goes first, unless the question asks what a name stands for ("What is Takuba?") or
    only when, where or why something happens: then what the question mentions does.
    """
    question = asked(turn)
    named, answers = mentions(question), _answers(turn)
    defined = _defined(question)
    if defined is not None:
        return [[defined], answers, named]
    asked_where = kind is Kind.PLACE and expected_kind(question) is AnswerKind.PLACE
    if _asks_for_adverbial(question) and not asked_where:
        return [named, answers]
    return [answers, named]


def _answers(turn: Turn) -> list[Mention]:
    text = short_answer(turn)
    if not text or parse(text).kind in {ValueKind.DATE, ValueKind.NUMBER}:
        return []
    before = _words_before(turn.answer)
    if before[-1:] == ["the"]:
        text, before = f"the {text}", before[:-1]
    kind = expected_kind(asked(turn))
    mention = described(text, person=True if kind is AnswerKind.PERSON else None)
    if kind is AnswerKind.PLACE:
        where = before[-1] if before and before[-1] in PLACE_PREPOSITIONS else "in"
        return [replace(mention, person=False, preposition=where)]
    return [mention]


def _defined(question: str) -> Mention | None:
    """The name that alone is asked about, in capitals or not: "who is florence parly"."""
    words = tokens(question)
    rest = [token for token in words[question_phrase(words) :] if token.is_word]
    named = rest[1:]
    if not named or rest[0].word not in BE or any(one.word in FUNCTION_WORDS for one in named):
        return None
    return described(question[named[0].start : named[-1].end], name=True)


def _asks_for_adverbial(question: str) -> bool:
    first = tokens(question)[:1]
    return bool(_WHEN_OR_WHERE.match(question)) or bool(first and first[0].word in PREPOSITIONS)


def _words_before(answer: Answer) -> list[str]:
    """The last two words before the answer in its first citation: "at the", in lower case."""
    for citation in answer.citations[:1]:
        for start, _ in citation.spans[:1]:
            return citation.quote[: start - citation.start].lower().split()[-2:]
    return []


def _agrees(reference: Reference, mention: Mention) -> bool:
    """Whether neither gender nor noun ("that operation") speaks against it."""
    if reference.kind is Kind.PERSON:
        known = mention.gender
        return known is None or reference.gender is None or known is reference.gender
    return not reference.noun or reference.noun.lower() in mention.text.lower().split()


def _is_person(mention: Mention) -> bool:
    return mention.person is True and " and " not in mention.text


def _may_be_person(mention: Mention) -> bool:
    return mention.person is None and mention.name and not mention.preposition


def _is_thing(mention: Mention) -> bool:
    return mention.person is False and not mention.plural and not mention.place


def _may_be_thing(mention: Mention) -> bool:
    return mention.person is not True and not mention.plural


def _are_several(mention: Mention) -> bool:
    return mention.plural


def _may_be_several(mention: Mention) -> bool:
    return mention.name and mention.person is not True


def _is_place(mention: Mention) -> bool:
    return mention.place


def _may_be_place(mention: Mention) -> bool:
    return mention.name and mention.person is None


_FITS: dict[Kind, tuple[Callable[[Mention], bool], ...]] = {
    Kind.PERSON: (_is_person, _may_be_person),
    Kind.THING: (_is_thing, _may_be_thing),
    Kind.SEVERAL: (_are_several, _may_be_several),
    Kind.PLACE: (_is_place, _may_be_place),
}
