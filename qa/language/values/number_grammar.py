"""Reads words as a quantity: "at least two dozen people", "$3.2m", "two decades", "50%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from qa.language.values.bounds import Bound
from qa.language.values.numerals import (
    has_numeral,
    read_fraction,
    read_numeral,
    read_vague,
    scale_at,
    spell_out,
)
from qa.language.values.quantities import Quantity
from qa.language.values.words import comparable, plain
from qa.language.words import ARTICLES, AUXILIARIES, LIGHT_PREPOSITIONS, PREPOSITIONS

__all__ = ["read_quantity"]

_TOKEN = re.compile(
    r"[$\u20ac\u00a3\u00a5\u20b9]|\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?|"
    r"[^\W\d_]+(?:'[^\W\d_]+)*|[^\s,.'()\"]"
)
_SYMBOLS = frozenset("$\u20ac\u00a3\u00a5\u20b9%-+~")
_MAX_WORDS = 10
"""A span with more words than this after its number is a sentence, not a quantity."""

_HEDGES = {
    Bound.FROM: ("at least", "no fewer than", "no less than", "not less than", "a minimum of"),
    Bound.ABOVE: ("more than", "over", "above", "upwards of", "in excess of", "just over"),
    Bound.UP_TO: ("at most", "up to", "no more than", "as many as", "as much as", "within"),
    Bound.BELOW: ("fewer than", "less than", "under", "below", "just under"),
    Bound.ABOUT: (
        "about", "around", "approximately", "roughly", "some", "nearly", "almost", "an estimated",
        "close to", "circa", "~", "more or less", "an average of", "on average",
    ),
    Bound.EXACT: ("exactly", "only", "just", "all", "a total of", "the", "a", "an", "last", "past"),
}  # fmt: skip
_TRAILING_HEDGES = {
    "or more": Bound.FROM,
    "at least": Bound.FROM,
    "+": Bound.FROM,
    "plus": Bound.FROM,
    "or so": Bound.ABOUT,
    "- odd": Bound.ABOUT,
    "or less": Bound.UP_TO,
    "or fewer": Bound.UP_TO,
    "at most": Bound.UP_TO,
}

# Comparable word -> canonical unit and how many of it one makes. Only exact conversions are listed:
# a month has no fixed number of days, and a pound has more than one meaning.
_UNITS = {
    "second": ("second", 1), "sec": ("second", 1), "minute": ("second", 60),
    "min": ("second", 60), "hour": ("second", 3600), "hr": ("second", 3600),
    "day": ("second", 86400), "week": ("second", 604800), "fortnight": ("second", 1209600),
    "month": ("month", 1), "year": ("month", 12), "yr": ("month", 12),
    "decade": ("month", 120), "century": ("month", 1200), "millennium": ("month", 12000),
    "millimeter": ("meter", 1e-3), "mm": ("meter", 1e-3), "centimeter": ("meter", 1e-2),
    "cm": ("meter", 1e-2), "meter": ("meter", 1), "kilometer": ("meter", 1e3),
    "km": ("meter", 1e3), "inch": ("inch", 1), "foot": ("inch", 12), "feet": ("inch", 12),
    "ft": ("inch", 12), "yard": ("inch", 36), "mile": ("inch", 63360),
    "gram": ("gram", 1), "kg": ("gram", 1e3), "kilo": ("gram", 1e3), "kilogram": ("gram", 1e3),
    "tonne": ("gram", 1e6), "percent": ("percent", 1), "%": ("percent", 1),
    "pct": ("percent", 1), "pc": ("percent", 1), "decibel": ("decibel", 1), "db": ("decibel", 1),
    "$": ("dollar", 1), "usd": ("dollar", 1), "dollar": ("dollar", 1),
    "\u20ac": ("euro", 1), "eur": ("euro", 1), "euro": ("euro", 1),
    "\u00a3": ("pound", 1), "gbp": ("pound", 1), "pound": ("pound", 1),
    "\u00a5": ("yen", 1), "yen": ("yen", 1), "\u20b9": ("rupee", 1), "rupee": ("rupee", 1),
}  # fmt: skip
_CURRENCIES = frozenset({"$", "usd", "\u20ac", "eur", "\u00a3", "gbp", "\u00a5", "\u20b9"})
_MONEY = {_UNITS[one][0] for one in _CURRENCIES}
# "12 per cent over two years" is a percentage.
_DURING = re.compile(
    r" (?:during|for|in|over|within) (?:the (?:last|next|past) )?[\w-]+ (?:day|week|month|year)s?$"
)
_HOME_DOLLAR = frozenset({"us", "american"})

# What ends the counted noun's phrase: "30 people | in Kabul", "30 | were killed".
_FUNCTION_WORDS = PREPOSITIONS | AUXILIARIES | {"including", "that", "which", "who"}
_IDLE_WORDS = _FUNCTION_WORDS | ARTICLES | {"-", "and", "old", "age", "aged", "other", "or"}


def read_quantity(text: str) -> Quantity | None:
    """Return the quantity that the folded text states, or None if it states none.

    The number must open the span; only a bound ("at least"), a preposition or a currency may come
    before it. If there is a second number that belongs to no range, the span is not a quantity,
    unless it says during how many years there is so much money, or so large a part.
    """
    during = _DURING.search(text)
    whole = during and read_quantity(text[: during.start()])
    if whole and (whole.unit == "percent" or whole.unit in _MONEY):
        return whole
    tokens = _tokens(text)
    if tokens is None:
        return None
    tokens, bound = _leading(tokens)
    tokens, currency = _currency(tokens)
    read = _amount(tokens)
    if read is None:
        return None
    rest, trailing = _trailing(read[1])
    quantity = _of_what(read[0], rest, currency)
    bound = trailing or bound
    return quantity and (quantity.bounded(bound) if bound else quantity)


def _tokens(text: str) -> list[str] | None:
    text = text.casefold().replace("per cent", "percent").replace("u.s.", "us")
    text = re.sub(r"(?<=\d)(km|kg|cm|mm|mph|lbs?|ft|pc)\b", r" \1", spell_out(text))
    tokens = _TOKEN.findall(text)
    odd = any(not token[0].isalnum() and token not in _SYMBOLS for token in tokens)
    glued = re.search(r"\d[^\W\d_]|[^\W\d_]\d", text)  # 31st, 1990s, A69
    return None if odd or glued else tokens


def _leading(tokens: list[str]) -> tuple[list[str], Bound | None]:
    """Take prepositions and bounds off the front: "for at least", "an estimated"."""
    bound: Bound | None = None
    while tokens:
        taken = _hedge_at_front(tokens)
        if taken is None or _opens_numeral(tokens):
            break
        length, hedge = taken
        if hedge is not Bound.EXACT:
            bound = bound or hedge
        tokens = tokens[length:]
    return tokens, bound


def _opens_numeral(tokens: list[str]) -> bool:
    """Return whether an article is itself the number: "a dozen", "a week", "a third"."""
    if tokens[0] not in {"a", "an"}:
        return False
    reads = (read_numeral, read_vague, read_fraction)
    return _is_unit(tokens[1:2]) or any(read(tokens) for read in reads)


def _is_unit(tokens: Sequence[str]) -> bool:
    """Tell whether the first of some tokens is a unit of measurement."""
    return any(comparable(token) in _UNITS for token in tokens[:1])


def _hedge_at_front(tokens: list[str]) -> tuple[int, Bound] | None:
    for length in (3, 2, 1):
        phrase = " ".join(tokens[:length])
        for bound, phrases in _HEDGES.items():
            if phrase in phrases:
                return length, bound
    return (1, Bound.EXACT) if tokens[0] in LIGHT_PREPOSITIONS or tokens[0] == "aged" else None


def _currency(tokens: list[str]) -> tuple[list[str], str | None]:
    """Take a currency off the front: "$", "US$", "C$" (which is no US dollar), "EUR"."""
    if tokens and tokens[0] in _CURRENCIES:
        return tokens[1:], _UNITS[tokens[0]][0]
    if len(tokens) > 1 and tokens[1] == "$":
        return tokens[2:], "dollar" if tokens[0] == "us" else tokens[0] + "$"
    return tokens, None


def _amount(tokens: list[str]) -> tuple[Quantity, list[str]] | None:
    """Read the numbers at the front, and return them with what follows."""
    vague = read_vague(tokens)
    if vague:
        low, high, used = vague
        rest = tokens[used + 1 :] if tokens[used : used + 1] == ["of"] else tokens[used:]
        return Quantity(low, high, low, high, Bound.ABOUT), rest
    fraction = read_fraction(tokens)
    if fraction:
        part, used = fraction
        whole = tokens[used + 2 :] if tokens[used : used + 1] == ["of"] else []
        if tokens[used + 1 : used + 2] in [["a"], ["an"]] and _is_unit(whole[:1]):
            return Quantity.of(part), whole  # "a quarter of an hour"
        return Quantity.share(part), ["%", *tokens[used:]]
    if tokens[:1] == ["between"]:
        return _interval(tokens[1:], ("and",))
    if tokens[:1] == ["from"]:
        return _interval(tokens[1:], ("to", "-"))
    if tokens[:1] in [["a"], ["an"]] and _is_unit(tokens[1:]):
        return Quantity.of(1), tokens[1:]
    return _interval(tokens, ("to", "-", "or")) or _single(tokens)


def _single(tokens: Sequence[str]) -> tuple[Quantity, list[str]] | None:
    sign = -1 if tokens and tokens[0] in {"-", "minus"} else 1
    numeral = read_numeral(tokens[1:] if sign < 0 else tokens)
    if numeral is None:
        return None
    value, used = numeral
    return Quantity.of(sign * value), list(tokens[used + (sign < 0) :])


def _interval(tokens: list[str], joint: tuple[str, ...]) -> tuple[Quantity, list[str]] | None:
    """Read "30 to 40", "3-4 million", "two or three"; a score such as 2-1 is none."""
    first = read_numeral(tokens)
    if first is None or tokens[first[1] : first[1] + 1] not in [[word] for word in joint]:
        return None
    rest, _ = _currency(tokens[first[1] + 1 :])
    second = read_numeral(rest)
    if second is None:
        return None
    low, high = first[0], second[0]
    if first[1] == 1 and low * scale_at(rest, second[1] - 1) < high:
        low *= scale_at(rest, second[1] - 1)
    return (Quantity.of(low, high), rest[second[1] :]) if low < high else None


def _trailing(tokens: list[str]) -> tuple[list[str], Bound | None]:
    """Take a bound from after the number or the end: "30 or more people", "20 years or so"."""
    for phrase, bound in _TRAILING_HEDGES.items():
        words = phrase.split()
        if tokens[: len(words)] == words:
            return tokens[len(words) :], bound
        if tokens[-len(words) :] == words:
            return tokens[: -len(words)], bound
    return tokens, None


def _of_what(quantity: Quantity, rest: list[str], currency: str | None) -> Quantity | None:
    """Attach the unit or counted noun and the qualifiers; None if another number follows."""
    words = [word for word in rest if word != "-"]
    if len(words) > 1 and words[0] in _HOME_DOLLAR and comparable(words[1]) == "dollar":
        words = words[1:]
    unit, scale = currency, 1.0
    if words and comparable(words[0]) in _UNITS:
        unit, scale = _UNITS[comparable(words[0])]
        quantity, words = _with_smaller_unit(quantity, unit, scale, words[1:])
    if len(words) > _MAX_WORDS or not all(word[0].isalpha() for word in words):
        return None
    if has_numeral(words):
        return None
    counted = _counted(words) if unit is None else None
    qualifiers = {comparable(word) for word in words if word not in _IDLE_WORDS} - {counted}
    kept = frozenset(word for word in qualifiers if word)
    return replace(
        quantity,
        unit=unit or counted,
        measured=unit is not None,
        scale=scale,
        qualifiers=kept,
    )


def _counted(words: list[str]) -> str | None:
    """Return what is counted: the first plural ("African countries | working together").

    If there is none, the last word before a function word ("one European country | in").
    """
    phrase = takewhile(lambda word: word not in _FUNCTION_WORDS, words)
    nouns = [word for word in phrase if word not in _IDLE_WORDS]
    plurals = (word for word in nouns if comparable(word) != plain(word) or word == "people")
    head = next(plurals, nouns[-1] if nouns else None)
    return comparable(head) if head else None


def _with_smaller_unit(
    quantity: Quantity, unit: str, scale: float, words: list[str]
) -> tuple[Quantity, list[str]]:
    """Add "10 inches" to "5 feet", "three months" to "two years"."""
    tokens = words[1:] if words[:1] == ["and"] else words
    more = read_numeral(tokens)
    name = comparable(tokens[more[1]]) if more and len(tokens) > more[1] else ""
    if more is None or _UNITS.get(name, ("", 0))[0] != unit or quantity.low != quantity.high:
        return quantity, words
    return Quantity.of(quantity.low + more[0] * _UNITS[name][1] / scale), tokens[more[1] + 1 :]
