"""Words of a question that point out of it: pronouns, "there", "that operation"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.language.followups.given_names import Gender
from qa.language.followups.mentions import mentions, question_phrase
from qa.language.followups.words import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Token,
    tokens,
    word_set,
)
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.values.names import is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.language.followups.mentions import Mention

__all__ = ["TELLING", "Kind", "Reference", "references"]


class Kind(StrEnum):
    """What a reference stands for."""

    PERSON = "person"
    THING = "thing"
    SEVERAL = "several"
    PLACE = "place"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Reference:
    """A word, or a demonstrative and its noun, that the question itself does not explain.

    Attributes:
        kind: What it stands for.
        start: Offset of its first character in the question.
        end: Offset behind its last one.
        possessive: Whether it says whose something is.
        gender: What the pronoun tells.
        noun: The noun behind a demonstrative: "operation" in "that operation".
    """

    kind: Kind
    start: int
    end: int
    possessive: bool = False
    gender: Gender | None = None
    noun: str = ""


_PRONOUNS = {
    "he": (Kind.PERSON, Gender.MALE),
    "him": (Kind.PERSON, Gender.MALE),
    "his": (Kind.PERSON, Gender.MALE),
    "she": (Kind.PERSON, Gender.FEMALE),
    "her": (Kind.PERSON, Gender.FEMALE),
    "hers": (Kind.PERSON, Gender.FEMALE),
    "it": (Kind.THING, None),
    "its": (Kind.THING, None),
    "they": (Kind.SEVERAL, None),
    "them": (Kind.SEVERAL, None),
    "their": (Kind.SEVERAL, None),
    "theirs": (Kind.SEVERAL, None),
}
_POSSESSIVES = frozenset({"his", "hers", "its", "their", "theirs"})
_DEMONSTRATIVES = frozenset({"that", "these", "this", "those"})
# "this week" points to a date, "these articles" to what is asked.
_POINTING_ELSEWHERE = word_set(
    "article articles case century day decade document kind month morning paper report reports "
    "sort source sources story text texts time type way week weekend year years"
)
#: Verbs whose object is what happened: "Who announced that?"
TELLING = word_set(
    "announce announced confirm confirmed deny denied explain explained report reported reveal "
    "revealed said say"
)
# Verbs before a clause without "that": "Who stated he wanted ...".
_SAYING = TELLING | word_set("believe believed believes claim claimed says stated think thought")
# Verbs that "that" and "this" are the subject of: "Why did that happen?"
_HAPPEN = word_set("affect begin cause change come cost end happen lead matter mean occur")
# "Is it true that ...", "What time is it?": "it" stands for nothing.
_EXPLETIVE = word_set(
    "bad best better clear common cost costs difficult easy fair good hard illegal important "
    "impossible known late legal likely matter mean necessary possible raining right safe seem "
    "snowing take takes true unlikely wrong"
)
# Before "there", these say that something exists: "Are there ...", "How many are there?".
_EXISTENTIAL = (BE - {"been", "being"}) | {"had", "has", "have"}


def references(question: str) -> list[Reference]:
    """List what points out of a question, in order.

    A pronoun whose antecedent stands in the question points nowhere: "What did Austin say about his
    visit?" stands alone. So does "What do they say about the Sahel?", where "they" are the
    articles, and "it" in "Is it true that ...?".
    """
    words = tokens(question)
    found = mentions(question)
    listed = []
    for at, token in enumerate(words):
        reference = _pronoun(words, at) or _there(words, at) or _demonstrative(words, at)
        if reference is None or _bound(reference, token, words, at, found):
            continue
        listed.append(reference)
    if expected_kind(question) is AnswerKind.OPEN:  # "they" are the articles
        return [one for one in listed if one.kind is not Kind.SEVERAL]
    return listed


def _pronoun(words: Sequence[Token], at: int) -> Reference | None:
    token = words[at]
    kind, gender = _PRONOUNS.get(token.word, (None, None))
    if kind is None or (token.word == "it" and _is_expletive(words, at)):
        return None
    if (at and token.capitalised) or token.text != token.bare:  # part of a title; "she's"
        return None
    if (
        token.word == "it"
        and at
        and words[at - 1].word in TELLING
        and not _begins_clause(words, at)
    ):
        kind = Kind.EVENT
    possessive = token.word in _POSSESSIVES or (token.word == "her" and _owns(words, at))
    return Reference(kind, token.start, token.end, possessive, gender)


def _is_expletive(words: Sequence[Token], at: int) -> bool:
    near = [token.word for token in words[at + 1 : at + 4]]
    said = near[1:2] == ["that"]  # "Is it believed that ...?"
    return (
        said
        or bool(_EXPLETIVE.intersection(near))
        or [token.word for token in words[:2]] == ["what", "time"]
    )


def _owns(words: Sequence[Token], at: int) -> bool:
    """Whether "her" says whose: a noun follows."""
    after = _next(words, at)
    return after is not None and after.word not in FUNCTION_WORDS


def _there(words: Sequence[Token], at: int) -> Reference | None:
    token = words[at]
    if token.word != "there":
        return None
    before = words[at - 1].word if at else ""
    after = _next(words, at)
    if before in _EXISTENTIAL or at == 0 or (after and after.word in AUXILIARIES):
        return None
    return Reference(Kind.PLACE, token.start, token.end)


def _demonstrative(words: Sequence[Token], at: int) -> Reference | None:
    token, after = words[at], _next(words, at)
    if token.word not in _DEMONSTRATIVES or _joins(words, at):
        return None
    if after is None or after.word in FUNCTION_WORDS | _HAPPEN | _EXPLETIVE:
        alone = after is None or _is_subject(words, at)
        happened = token.word in {"that", "this"} and alone
        return Reference(Kind.EVENT, token.start, token.end) if happened else None
    behind = _next(words, at + 1)
    explained = behind is not None and behind.word in {"of", "that", "which", "who", "whose"}
    if after.word in _POINTING_ELSEWHERE or explained:
        return None
    kind = Kind.PERSON if is_role(after.word) else Kind.THING
    return Reference(kind, token.start, after.end, noun=after.text)


def _is_subject(words: Sequence[Token], at: int) -> bool:
    """Whether the word stands behind the question's auxiliary: "Why did that happen?"."""
    return question_phrase(list(words)) == at - 1 and words[at - 1].word in AUXILIARIES


def _joins(words: Sequence[Token], at: int) -> bool:
    """Whether "that" only joins clauses: "proved that air is", "the agreement that was signed"."""
    before = words[at - 1].word if at else ""
    return (
        words[at].word == "that"
        and before not in FUNCTION_WORDS
        and before not in {"", ","}
        and _next(words, at) is not None
    )


def _next(words: Sequence[Token], at: int) -> Token | None:
    """The word behind, unless the clause ends."""
    follows = at + 1 < len(words) and words[at + 1].is_word
    return words[at + 1] if follows else None


def _bound(
    reference: Reference,
    token: Token,
    words: Sequence[Token],
    at: int,
    found: Sequence[Mention],
) -> bool:
    """Whether what the pronoun stands for is named in the question itself.

    In doubt it is: a question that stands alone is not to be rewritten.
    """
    if reference.kind in {Kind.PLACE, Kind.EVENT} or reference.noun:
        return False
    if _fronted(reference, words, at, found):
        return True
    ends = [one.end for one in found if one.end <= token.start and _agrees(reference, one)]
    ends += _bare_nouns(reference, words, at)
    if reference.possessive or _begins_clause(words, at):
        return bool(ends) or _asked_for_is_subject(words, at)
    # "What did Austin say about him?": within a clause a pronoun is not its own subject.
    return any(_clause_between(words, end, token.start) for end in ends)


def _agrees(reference: Reference, mention: Mention) -> bool:
    if reference.kind is Kind.PERSON:
        known = mention.gender and reference.gender and mention.gender is not reference.gender
        return (mention.person is not False or not mention.name) and not (mention.place or known)
    if reference.kind is Kind.SEVERAL:
        return mention.plural or mention.person is None
    return mention.person is not True and not mention.plural


def _bare_nouns(reference: Reference, words: Sequence[Token], at: int) -> list[int]:
    """Where words end that may be nouns without an article: "oxygen", "students"."""
    if reference.kind is Kind.PERSON:
        return []
    first = question_phrase(list(words))
    said = [token for token in words[first:at] if token.is_word]
    content = [token for token in said if token.word not in FUNCTION_WORDS]
    inverted = bool(said) and said[0].word in AUXILIARIES
    if not inverted or (said[1:] and said[1].word in _PRONOUNS):
        content = content[1:]  # the verb
    several = reference.kind is Kind.SEVERAL
    return [token.end for token in content if not several or token.word.endswith("s")]


def _asked_for_is_subject(words: Sequence[Token], at: int) -> bool:
    """Whether the pronoun stands for what the question asks for: "Who lost his job?"."""
    first = question_phrase(list(words))
    if not 0 < first < at or words[first - 1].word in {"what", "how"}:
        return False
    if words[first].word not in AUXILIARIES:
        return True
    after = words[first + 1]
    return after.word.endswith(("ed", "en", "ing")) or (
        words[first].word in {"had", "has", "have"} and first + 1 == at
    )


def _begins_clause(words: Sequence[Token], at: int) -> bool:
    """Whether the pronoun is the subject of a clause inside the question: "say it would leave"."""
    after = _next(words, at)
    inverted = at > 0 and words[at - 1].word in AUXILIARIES
    opened = at > 0 and words[at - 1].word in CLAUSE_OPENERS | _SAYING
    return not inverted and after is not None and (opened or after.word in AUXILIARIES)


def _clause_between(words: Sequence[Token], start: int, end: int) -> bool:
    between = [token for token in words if start <= token.start < end]
    return any(token.text == "," or token.word in CLAUSE_OPENERS for token in between)


def _fronted(
    reference: Reference, words: Sequence[Token], at: int, found: Sequence[Mention]
) -> bool:
    """Whether the name follows: "After his visit, what did Austin say?"."""
    opened = bool(words) and words[0].word in (CLAUSE_OPENERS | PREPOSITIONS) - QUESTION_WORDS
    comma = next((token.start for token in words[at:] if token.text == ","), None)
    return (
        opened
        and comma is not None
        and any(one.start > comma and _agrees(reference, one) for one in found)
    )
