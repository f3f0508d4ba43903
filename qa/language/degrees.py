"""What an adjective of degree measures: the heaviest has most weight, the cheapest least price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qa.language.stems import stem
from qa.language.words import FUNCTION_WORDS, word_set, words

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["Degree", "asked_degree", "asked_quantities", "without_quantity"]

# Each line: the forms of an adjective, what more of it means more of, and less of.
_DEGREES = """
longer longest: length distance duration run |
shorter shortest: | length distance duration height run
taller tallest: height |
higher highest: height altitude elevation |
lower lowest: | height altitude elevation
deeper deepest: depth |
wider widest broader broadest: width |
narrower narrowest: | width
heavier heaviest: weight mass |
lighter lightest: | weight mass
older oldest: age | built founded opened born established since launched year
younger youngest: born founded year | age
newer newest: built founded opened established since launched year | age
cheaper cheapest: | price cost fee fare rent
dearer dearest pricier priciest expensive: price cost fee fare rent |
costlier costliest: price cost fee fare rent |
faster fastest quicker quickest: speed | time duration
slower slowest: time duration | speed
bigger biggest larger largest: size area capacity population |
smaller smallest: | size area capacity population
warmer warmest hotter hottest: temperature |
colder coldest cooler coolest: | temperature
thicker thickest: thickness |
thinner thinnest: | thickness
louder loudest: noise sound volume loudness |
quieter quietest: | noise sound volume loudness
stronger strongest: strength power magnitude |
weaker weakest: | strength power magnitude
commoner commonest: frequency likelihood probability chance incidence prevalence |
rarer rarest: | frequency likelihood probability chance incidence prevalence
"""
_MORE = re.compile(
    r"\b(?:most|more|highest|higher|greatest|greater|largest|larger|biggest|bigger|top|maximum|longest"
    r"|longer|oldest|older|tallest|taller)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:least|less|lowest|lower|fewest|fewer|smallest|smaller|minimum|shortest|shorter|youngest"
    r"|younger)\b",
    re.IGNORECASE,
)

_HOW = re.compile(
    r"\bhow (long|tall|high|deep|wide|thick|heavy|old|expensive|fast|big|large|warm|hot|loud"
    r"|strong|common|frequent|likely|often|rare)\b",
    re.IGNORECASE,
)
# Who lives in a whole place, not "in poverty in Osby" or "in the flats at the mill".
_HOW_MANY_LIVE = re.compile(
    r"\bhow many (?:people|inhabitants|residents) (?:now |currently )?"
    r"(?:live[ds]?|reside[ds]?|are living) (?:in|on)"
    r" (?!.+ (?:in|on|at|with|without|under|below|above|near|by|alone)\b(?! \d))"
    r"|\bhow many (?:inhabitants|residents) (?:does|do|did|has|have)\b",
    re.IGNORECASE,
)
# What a count of them is called, and what a question says instead.
_POPULATION = frozenset(map(stem, ("population", "inhabitants", "residents")))
_LIVING = _POPULATION | frozenset(
    map(stem, ("people", "live", "living", "reside", "now", "currently"))
)
# Comparatives that are not made with "er" alone.
_FORMS = {
    "heavy": "heavier", "wide": "wider", "expensive": "expensive", "big": "bigger",
    "large": "larger", "hot": "hotter", "common": "commoner", "frequent": "commoner",
    "likely": "commoner", "often": "commoner", "rare": "commoner",
}  # fmt: skip
_SUPERLATIVES = word_set("least maximum minimum most top")
_AT = re.compile(r"\bat (?:least|most)\b|\b(?:more|less|fewer) than\b", re.IGNORECASE)


# What money is counted as in the columns of a table.
_MONEY = word_set("budget cost fee income pay price revenue salary spending wage")
_ASKS_MONEY = re.compile(r"\b(?:money|funding|funds)\b", re.IGNORECASE)
# What a verb says more or less of.
_VERBS = (
    (re.compile(r"\bweigh(?:s|ed)?\b", re.IGNORECASE), ("weight", "mass")),
    (re.compile(r"\bcosts? (?:the )?(?:more|most|less|least)\b", re.IGNORECASE),
     ("price", "cost", "fee", "fare", "rent")),
)  # fmt: skip
# A superlative that says which: the words behind it are what is compared.
_WHICH = re.compile(r"\b(?:(?:most|least) [a-z]+|(?!inter)[a-z]{2,}est)\b", re.IGNORECASE)
_NEXT = ("second", "third", "fourth", "fifth")
_NTH = re.compile(rf"\b({'|'.join(_NEXT)})[ -](?:most|least|[a-z]{{2,}}est)\b", re.IGNORECASE)
# Questions that a row of a table answers as a whole: "Which ship ...?", not "Why ...?".
_ASKS_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:(?:in|on|at|of|for|from|by|to) )?"
    r"(?:which|what|who|whose|name|is|are|was|were|does|do|did|has|have)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Degree:
    """What a question compares.

    Attributes:
        sign: 1 if it asks for most of a quantity that it names, -1 for least, 0 for neither.
        measures: The stems of the quantities that its adjective measures, each with its sign.
        of_two: Whether it compares those that it names ("heavier") instead of all ("heaviest").
        things: The stems of what the superlative says it of: "desk" in "the heaviest desk".
        place: Which one is asked for: 2 for "the second heaviest desk".
    """

    sign: int
    measures: dict[str, int]
    of_two: bool
    things: frozenset[str] = frozenset()
    place: int = 1


def asked_degree(question: str) -> Degree | None:
    """Return what a question compares; None if it compares nothing.

    >>> asked_degree("Which ship is the oldest?").measures["age"]
    1
    """
    question = _AT.sub(" ", question)
    if not _ASKS_WHICH.search(question):
        return None
    nth = _NTH.search(question)
    said = words(question[: nth.end(1)] + " " + question[nth.end(1) + 1 :] if nth else question)
    sign = bool(_MORE.search(question)) - bool(_LESS.search(question))
    measures = {noun: way for word in said for noun, way in _degrees().get(word, ())}
    if "expensive" in said and "least" in said:
        measures = {noun: -way for noun, way in measures.items()}
    if sign and _ASKS_MONEY.search(question):
        measures |= {stem(noun): sign for noun in _MONEY}
    for verb, nouns in _VERBS:
        if sign and not measures and verb.search(question):
            measures = {stem(noun): sign for noun in nouns}
    if not sign and not measures:
        return None
    superlative = any(word.endswith("est") or word in _SUPERLATIVES for word in said)
    place = _NEXT.index(nth[1].lower()) + 2 if nth else 1
    return Degree(sign, measures, not superlative, _things(question), place)


def _things(question: str) -> frozenset[str]:
    """Return the stems of the noun behind a superlative, with the words before it."""
    found = _WHICH.search(question)
    phrase = re.match(r"(?: [a-z-]+){1,3}", question[found.end() :]) if found else None
    named = []
    for word in words(phrase[0]) if phrase else []:
        if word in FUNCTION_WORDS:
            break
        named.append(stem(word))
    return frozenset(named)


def asked_quantities(question: str) -> frozenset[str]:
    """Return the stems of the quantities of which a question asks how much there is.

    >>> sorted(asked_quantities("How heavy is the bell?"))
    ['mass', 'weight']
    >>> sorted(asked_quantities("How many people live in Elva?"))
    ['inhabit', 'popul', 'resid']
    """
    if _HOW_MANY_LIVE.search(question):
        return _POPULATION
    found = _HOW.search(question)
    form = _FORMS.get(found[1].lower(), found[1].lower() + "er") if found else ""
    return frozenset(noun for noun, way in _degrees().get(form, ()) if way > 0)


def without_quantity(question: str, asked: Set[str]) -> set[str]:
    """Return the stems of a question without those that only say of which quantity it asks.

    >>> sorted(without_quantity("How heavy is the bell?", {"bell", "heavi"}))
    ['bell']
    """
    if _HOW_MANY_LIVE.search(question):
        return set(asked - _LIVING)
    found = _HOW.search(question)
    return set(asked - {stem(found[1].lower())} if found else asked)


@cache
def _degrees() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the stems of what each form measures, with their signs."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in _DEGREES.strip().splitlines():
        forms, _, measured = line.partition(":")
        more, _, less = measured.partition("|")
        signed = [(stem(noun), 1) for noun in more.split()]
        signed += [(stem(noun), -1) for noun in less.split()]
        found.update(dict.fromkeys(forms.split(), tuple(signed)))
    return found
