"""Words that refer to earlier turns: pronouns, "there", "then", "that operation", "the bridge"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.language.followups.given_names import Gender
from qa.language.followups.mentions import (
    PARTICIPLE,
    SOURCES,
    is_content,
    mentions,
    question_phrase,
)
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.values.names import is_role
from qa.language.words import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Token,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.language.followups.mentions import Mention

__all__ = ["TELLING", "Kind", "Reference", "references"]


class Kind(StrEnum):
    """The kind of thing that a reference stands for."""

    PERSON = "person"
    THING = "thing"
    SEVERAL = "several"
    PLACE = "place"
    TIME = "time"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun, or a determiner and its noun, that the question itself does not explain.

    Attributes:
        kind: What it stands for.
        start: Offset of its first character in the question.
        end: Offset just after its last character.
        possessive: Whether it is a possessive, such as "its".
        gender: The gender that the pronoun shows.
        noun: The noun after a determiner: "operation" in "that operation".
        definite: Whether that determiner is "the". Such a noun phrase may also stand alone.
    """

    kind: Kind
    start: int
    end: int
    possessive: bool = False
    gender: Gender | None = None
    noun: str = ""
    definite: bool = False


_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his"), (Kind.PERSON, Gender.MALE)),
    **dict.fromkeys(("she", "her", "hers"), (Kind.PERSON, Gender.FEMALE)),
    **dict.fromkeys(("it", "its"), (Kind.THING, None)),
    **dict.fromkeys(("they", "them", "their", "theirs"), (Kind.SEVERAL, None)),
}
_POSSESSIVES = word_set("his hers its their theirs")
_DEMONSTRATIVES = word_set("that these this those")
_TIMES = word_set("century day decade month morning season time week weekend year years")
#: Verbs whose object can be an event: "Who announced that?"
TELLING = word_set("announce announced confirm confirmed deny denied report reported reveal said")
# After "it", these show that it stands for nothing: "Does it rain?", "How far is it from ...?".
_IMPERSONAL = word_set("from rain raining snow snowing")
_LASTING = word_set("cost costs take takes took")
# "How cold did it get?" asks of the weather.
_WEATHER = word_set("cold dark foggy hot icy light stormy sunny warm wet windy")
# Before "there", these show that something exists: "Are there ...", "How many are there?".
_EXISTENTIAL = (BE - {"been", "being"}) | {"had", "has", "have"}
# After a noun, these explain it: "the company that makes ...", "the bridge over ...".
_RELATIVES = word_set("of that which who whose")


def references(question: str) -> list[Reference]:
    """List a question's references to earlier turns, in order.

    A pronoun whose antecedent is in the question is not listed: "What did Austin say about his
    visit?" stands alone. So does "What do they say about the Sahel?", since "they" are the
    articles, and "it" in "Is it true that ...?" stands for nothing. Of several pronouns for the
    same thing, only the first is listed: once it is explained, so are the others.
    """
    words = tokens(question)
    found = mentions(question)
    listed: list[Reference] = []
    for at in range(len(words)):
        pronoun = _pronoun(words, at)
        if pronoun is None:
            other = _there_or_then(words, at) or _noun(words, at)
            listed += [other] if other else []
        elif not (
            any((one.kind, one.gender) == (pronoun.kind, pronoun.gender) for one in listed)
            or _explained(pronoun, words, at, found)
        ):
            listed.append(pronoun)
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
    after = _next(words, at)
    if token.word == "it" and at and words[at - 1].word in TELLING and after is None:
        kind = Kind.EVENT
    owns = token.word == "her" and after is not None and after.word not in FUNCTION_WORDS
    return Reference(kind, token.start, token.end, owns or token.word in _POSSESSIVES, gender)


def _is_expletive(words: Sequence[Token], at: int) -> bool:
    """Whether "it" stands for nothing, as in "Is it true that ...?" and "What time is it?"."""
    near = [token.word for token in words[at + 1 : at + 6]]
    opening = [token.word for token in words[:2]]
    if _IMPERSONAL.intersection(near[:1]) or opening == ["what", "time"]:
        return True
    if near[:1] == ["get"] and opening[:1] == ["how"] and _WEATHER.intersection(opening):
        return True
    if not (BE | _LASTING).intersection(near[:1]) and not (at and words[at - 1].word in BE):
        return False
    for place, word in enumerate(near[1:], start=1):
        if word in {"that", "who"}:
            return True
        # "legal to carry a gun", but not "hard to find": there, what is found is "it".
        verb = _next(words, at + 1 + place)
        if word == "to" and verb and is_content(verb) and _next(words, at + 2 + place):
            return not PARTICIPLE.search(near[place - 1])
    return False


def _there_or_then(words: Sequence[Token], at: int) -> Reference | None:
    token, after = words[at], _next(words, at)
    if token.word == "then" and at and after is None:
        return Reference(Kind.TIME, token.start, token.end)
    if token.word != "there" or at == 0 or words[at - 1].word in _EXISTENTIAL:
        return None
    exists = after is not None and after.word in AUXILIARIES
    return None if exists else Reference(Kind.PLACE, token.start, token.end)


def _noun(words: Sequence[Token], at: int) -> Reference | None:
    """A determiner and a noun that nothing after it explains; also "that" for an event."""
    token, after, behind = words[at], _next(words, at), _next(words, at + 1)
    definite = token.word == "the"
    if not definite and (token.word not in _DEMONSTRATIVES or _joins(words, at)):
        return None
    subject = question_phrase(words) == at - 1 and words[at - 1].word in AUXILIARIES
    # "Why did that | happen", but "Why did that war | end"
    verb = subject and words[at - 1].word not in BE and not (behind and is_content(behind))
    if after is None or (subject and after.word in FUNCTION_WORDS) or (verb and not definite):
        happened = token.word in {"that", "this"}
        return Reference(Kind.EVENT, token.start, token.end) if happened else None
    elsewhere = token.word in {"these", "this"} and after.word in _TIMES
    if elsewhere or SOURCES.search(after.word) or not is_content(after):
        return None
    if behind is not None and behind.word in _RELATIVES:
        return None
    owns = after.text != after.bare
    timely = after.word in _TIMES
    if definite and (timely or not (owns or _stands_bare(words, at, subject=subject))):
        return None
    kind = Kind.TIME if timely else Kind.THING
    kind = Kind.PERSON if is_role(after.word) else kind
    return Reference(kind, token.start, after.end, owns, None, after.bare, definite)


def _stands_bare(words: Sequence[Token], at: int, *, subject: bool) -> bool:
    """Whether "the" and one noun are the whole noun phrase, and nothing after it explains it."""
    behind, further = _next(words, at + 1), _next(words, at + 2)
    if behind is None or not subject:
        return behind is None or behind.word in AUXILIARIES
    # "did the film | win", "was the decision | unanimous"
    compound = is_content(behind) and further is not None and is_content(further)
    return not (compound or behind.word in PREPOSITIONS or words[at + 1].word.endswith("est"))


def _joins(words: Sequence[Token], at: int) -> bool:
    """Whether "that" only joins clauses: "proved that air is", "the agreement that was signed"."""
    before, after, behind = words[at - 1], _next(words, at), _next(words, at + 1)
    if words[at].word != "that" or after is None or at == 0:
        return False
    if not before.is_word or before.word in FUNCTION_WORDS:
        return False
    # "signed that treaty for Germany" has no verb after "that".
    relative = at > 1 and words[at - 2].word in DETERMINERS
    verb = PARTICIPLE.search(after.word) or (behind and behind.word not in PREPOSITIONS)
    return bool(relative or verb or not is_content(after))


def _next(words: Sequence[Token], at: int) -> Token | None:
    """The next word, unless the clause ends first."""
    follows = at + 1 < len(words) and words[at + 1].is_word
    return words[at + 1] if follows else None


def _explained(
    pronoun: Reference, words: Sequence[Token], at: int, found: Sequence[Mention]
) -> bool:
    """Whether the question itself names what the pronoun stands for.

    If in doubt, it does: a question that stands alone should not be rewritten.
    """
    agreeing = [one for one in found if _agrees(pronoun, one)]
    comma = next((token.start for token in words[at:] if token.text == ","), words[-1].end)
    if _opens_clause(words) and any(one.start > comma for one in agreeing):
        return True  # "After his visit, what did Austin say?"
    ends = [one.end for one in agreeing if one.end <= pronoun.start]
    first = question_phrase(words)
    subject = 0 < first < at and _is_subject_asked_for(pronoun, words, first)
    if pronoun.possessive:
        return bool(ends) or subject
    if subject or 1 < first < at:
        ends.append(words[first - 1].end)  # "Which countries do it and how do they ...?"
    return any(_clause_between(words, end, at) for end in ends)


def _opens_clause(words: Sequence[Token]) -> bool:
    """Whether a clause or phrase comes before the actual question: "When she was queen,"."""
    asks = words[0].word in QUESTION_WORDS and (len(words) < 2 or words[1].word in AUXILIARIES)
    return words[0].word in CLAUSE_OPENERS | PREPOSITIONS and not asks


def _agrees(pronoun: Reference, mention: Mention) -> bool:
    if pronoun.kind is Kind.PERSON:
        known = mention.gender and pronoun.gender and mention.gender is not pronoun.gender
        return (mention.person is not False or not mention.name) and not (mention.place or known)
    several = pronoun.kind is Kind.SEVERAL
    return mention.plural or mention.person is not True if several else not mention.plural


def _is_subject_asked_for(pronoun: Reference, words: Sequence[Token], first: int) -> bool:
    """Whether the pronoun can stand for what the question asks for: "Who lost his job?".

    "Who took her seat?" asks about somebody else: only "his" or "their" can refer to "who".
    """
    asking = words[first - 1].word
    if asking in {"what", "how"} or (asking == "who" and pronoun.gender is Gender.FEMALE):
        return False
    return words[first].word not in AUXILIARIES or bool(PARTICIPLE.search(words[first + 1].word))


def _clause_between(words: Sequence[Token], end: int, at: int) -> bool:
    """Whether a clause begins between a mention and a pronoun: "did Norway | say it would leave".

    Within a clause a pronoun is not its own subject: "What did Austin say about him?".
    """
    after = _next(words, at)
    if words[at - 1].word not in AUXILIARIES and after is not None and after.word in AUXILIARIES:
        return True
    return any(
        token.text == ","
        or token.word in CLAUSE_OPENERS
        or (token.word == "and" and behind.word in AUXILIARIES | QUESTION_WORDS)
        for token, behind in pairwise(words[: at + 1])
        if token.start >= end
    )
