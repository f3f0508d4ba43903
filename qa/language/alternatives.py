"""Questions which of two is more of something: "Which is cheaper, the kettle or the pan?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.language.stems import irregular_base, stem, stems
from qa.language.words import (
    ARTICLES,
    BE,
    DETERMINERS,
    FUNCTION_WORDS,
    QUESTION_WORDS,
    word_set,
    words,
)

__all__ = ["Alternative", "Alternatives", "asked_alternatives", "comparative_sign"]

# The adjective behind "how", the forms that mean more of it, and those that mean less.
_ADJECTIVES = """
big: bigger larger greater | smaller
long: longer | shorter
tall: taller |
high: higher | lower
deep: deeper | shallower
wide: wider broader | narrower
heavy: heavier | lighter
old: older elder | younger
fast: faster quicker | slower
far: further farther | nearer closer
hot: hotter warmer | colder cooler
"""
_MONEY = {
    **dict.fromkeys(("dearer", "costlier", "pricier"), 1),
    "cheaper": -1,
}
_PRICES = {*_MONEY, "cost", "expensive", "price"}
_AMOUNTS = {"more": 1, "less": -1, "fewer": -1}
_FIRST = {"first": -1, "earlier": -1, "later": 1, "last": 1}
# "Who gets it more, men or women?", "In whom is it commoner?": how often something is so.
_OFTEN = word_set("common frequent frequently likely often prevalent")
_OBJECTS = word_set("it them this that")
_ONES = word_set("one ones")
_EITHER = re.compile(r"(?P<a>[^,:;]+?),? or (?P<b>[^,:;]+)")
_HEAD = re.compile(
    r"(?:and |so |but )?(?:which|who|what)(?: of (?:the|these|those) two| of (?:them|these))?"
    r"(?P<rest>(?: [\w-]+){2,})",
    re.IGNORECASE,
)
# "stopped", but not "passed" or "filled"; "scored", "charged" and "created" without "-d".
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_SILENT_E = re.compile(r"(?:[cguvz]|(?<!s)s|[aiou]r|[aiu][mt]|[^aeioul]l)$")
# The most words of a noun: "which sea port sent more fishing boats".
_MOST_NOUN = 2


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the two that are compared.

    Attributes:
        text: As the question writes it: "the watch they left behind".
        stems: The stems by which a sentence names it.
        question: Asks how much of it there is; empty if that cannot be asked of one alone.
    """

    text: str
    stems: frozenset[str]
    question: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A question which of two is more of something.

    Attributes:
        first: The one that is named first.
        second: The other.
        sign: 1 if the one with the greater number or later date is asked for, else -1.
        measures: The stems of the words that say what is compared, of which one must stand in a
            sentence that compares both: ``cheaper``, ``worth``; the words of the question's own
            comparison always count.
    """

    first: Alternative
    second: Alternative
    sign: int
    measures: frozenset[str]


def asked_alternatives(question: str) -> Alternatives | None:
    """Return what a question compares; None if it does not compare two that it names.

    >>> asked = asked_alternatives("Which is heavier, the bell or the gong?")
    >>> asked.first.question, asked.second.question, asked.sign
    ('How heavy is the bell?', 'How heavy is the gong?', 1)
    >>> asked_alternatives("Which bell is the heaviest?") is None
    True
    """
    head, _, both = question.strip(" ?").replace(": ", ", ").partition(", ")
    either = _EITHER.fullmatch(both)
    asked = _HEAD.fullmatch(head)
    if either is None or asked is None:
        return None
    said = asked["rest"].lower().split()
    readings = (
        _compared(said[at], said[at + 1 :]) for at in range(_MOST_NOUN + 1) if said[at + 1 :]
    )
    compared = next(filter(None, readings), None)
    if compared is None:
        return None
    template, sign, measures = compared
    named = _named(either["a"], either["b"])
    if named is None:
        return None
    first, second = (
        Alternative(text, keys, template.format(text) if template else "")
        for text, keys in zip((either["a"], either["b"]), named, strict=True)
    )
    return Alternatives(first, second, sign, frozenset(map(stem, measures)))


def comparative_sign(word: str) -> int:
    """Return 1 for a word that says more of something, -1 for less, 0 for any other word.

    >>> comparative_sign("heavier"), comparative_sign("cheaper"), comparative_sign("kettle")
    (1, -1, 0)
    """
    plain = word.lower()
    return _MONEY.get(plain) or _AMOUNTS.get(plain) or _adjectives().get(plain, ("", 0))[1]


def _compared(verb: str, said: list[str]) -> tuple[str, int, set[str]] | None:
    """Return how to ask for one of the two, the sign, and the words for what is compared."""
    said = said[1:] if said[0] in ARTICLES else said
    if not said:
        return None
    if verb in BE:
        return _of_being(verb, said)
    if verb in {"has", "had", "have"} and len(said) > 1:
        return _of_having(verb, said)
    return _of_doing(verb, said)


def _of_being(verb: str, said: list[str]) -> tuple[str, int, set[str]] | None:
    """Read what stands behind "which is": "cheaper", "the bigger fish", "worth more"."""
    word, behind = said[0], said[1:]
    if word in _MONEY or (word in _AMOUNTS and behind[:1] in (["expensive"], ["costly"])):
        sign = _MONEY.get(word) or _AMOUNTS[word]
        aux = "did" if verb in {"was", "were"} else "does"
        return f"How much {aux} {{}} cost?", sign, set(_PRICES)
    if word == "worth" and behind and behind[0] in _AMOUNTS:
        measures = {"worth", "value", "cost", "fetch", "price"}
        return f"How much {verb} {{}} worth?", _AMOUNTS[behind[0]], measures
    if word in _adjectives():
        how, sign = _adjectives()[word]
        return f"How {how} {verb} {{}}?", sign, _forms(how)
    if word in _AMOUNTS and behind:
        often = behind[0] in _OFTEN
        return "", _AMOUNTS[word], set(_OFTEN) if often else {behind[0]}
    if behind and behind[-1] in _FIRST and len(behind) == 1:
        return f"When {verb} {{}} {word}?", _FIRST[behind[-1]], set()
    return None


def _of_having(verb: str, said: list[str]) -> tuple[str, int, set[str]] | None:
    """Read what stands behind "which has": "more rooms", "the bigger garden"."""
    word, noun = said[0], said[1:]
    if len(noun) > _MOST_NOUN or any(one in FUNCTION_WORDS for one in noun):
        return None
    if word in _AMOUNTS:
        aux = "did" if verb == "had" else "does"
        return f"How many {' '.join(noun)} {aux} {{}} have?", _AMOUNTS[word], {noun[-1]}
    if word in _adjectives():
        how, sign = _adjectives()[word]
        be = "was" if verb == "had" else "is"
        return f"How {how} {be} the {' '.join(noun)} of {{}}?", sign, _forms(how)
    return None


def _of_doing(verb: str, said: list[str]) -> tuple[str, int, set[str]] | None:
    """Read what stands behind a verb: "costs | more", "sent | more troops", "opened | first"."""
    if verb in FUNCTION_WORDS:
        return None
    aux, base = _infinitive(verb)
    word, behind = said[0], said[1:]
    if word in _AMOUNTS and behind and len(behind) <= _MOST_NOUN:
        if any(one in FUNCTION_WORDS for one in behind):
            return None
        noun = " ".join(behind)
        return f"How many {noun} {aux} {{}} {base}?", _AMOUNTS[word], {behind[-1]}
    if word in _OBJECTS and behind[:1] and behind[0] in {"more", "less"}:
        return "", _AMOUNTS[behind[0]], set(_OFTEN)
    if behind:
        return None
    if word in _AMOUNTS:
        measures = {"cost": _PRICES, "weigh": _forms("heavy") | {verb}}.get(base, {verb})
        return f"How much {aux} {{}} {base}?", _AMOUNTS[word], set(measures)
    if word in _adjectives():
        how, sign = _adjectives()[word]
        return f"How {how} {aux} {{}} {base}?", sign, _forms(how)
    return (f"When {aux} {{}} {base}?", _FIRST[word], set()) if word in _FIRST else None


def _named(a: str, b: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the stems by which each of two is named; None if they cannot be told apart."""
    if QUESTION_WORDS & {a.split()[0].lower(), b.split()[0].lower()}:
        return None  # "what he owes or what it costs"
    for told in (_head_stems, _all_stems):
        first, second = told(a), told(b)
        if first and second and not (first <= second or second <= first):
            return first, second
    return None


def _head_stems(text: str) -> frozenset[str]:
    """Return the stems of a noun and the words before it: "watch" of "the watch they left"."""
    said = text.split()
    if len(said) > 1 and all(word[:1].isupper() for word in said):
        return frozenset(stems(said[-1]))  # articles may give the surname alone
    named: list[str] = []
    for word in words(text):
        if word in FUNCTION_WORDS:
            if named:
                break
            continue
        named.append(word)
    return frozenset(stem(word) for word in named if word not in _ONES)


def _all_stems(text: str) -> frozenset[str]:
    return frozenset(
        stem(word) for word in words(text) if word not in FUNCTION_WORDS | _ONES | DETERMINERS
    )


def _infinitive(verb: str) -> tuple[str, str]:
    """Return the auxiliary and the infinitive of a verb: "did" and "open" for "opened"."""
    if (base := irregular_base(verb)) is not None:
        return "did", base
    if verb.endswith("ied"):
        return "did", verb[:-1] if len(verb) == 4 else f"{verb[:-3]}y"
    if verb.endswith("ed"):
        bare = verb[:-2]
        if _DOUBLED.search(bare):
            return "did", bare[:-1]
        return "did", f"{bare}e" if _SILENT_E.search(bare) else bare
    if verb.endswith("ies"):
        return "does", f"{verb[:-3]}y"
    if verb.endswith(("ches", "shes", "sses", "xes", "goes", "does")):
        return "does", verb[:-2]
    return "does", verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _forms(how: str) -> set[str]:
    return {form for form, (adjective, _) in _adjectives().items() if adjective == how}


@cache
def _adjectives() -> dict[str, tuple[str, int]]:
    """Return the adjective of each comparative, and whether it means more of it."""
    found: dict[str, tuple[str, int]] = {}
    for line in _ADJECTIVES.strip().splitlines():
        adjective, _, forms = line.partition(":")
        more, _, less = forms.partition("|")
        found.update(dict.fromkeys(more.split(), (adjective, 1)))
        found.update(dict.fromkeys(less.split(), (adjective, -1)))
    return found
