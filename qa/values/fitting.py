"""Whether a span looks like an answer of the kind that a question asks for."""

from __future__ import annotations

import re

from qa.values.date_words import date_phrase, stands_alone
from qa.values.names import is_role
from qa.values.numerals import has_numeral, read_vague
from qa.values.questions import AnswerKind
from qa.values.value import Kind, Value, parse
from qa.values.words import comparable, fold, surface_tokens

__all__ = ["fits"]

_YEAR = re.compile(r"(?<![\d,.])\d{3,4}s?(?![\d,%])|\b(?:BCE?|AD|CE)\b|\b\d+(?:st|nd|rd|th)\b")
_ERAS = frozenset({
    "age", "dynasty", "era", "festival", "holiday", "period", "reign", "season", "time", "war",
    "weekend",
})  # fmt: skip
_CLAUSE_OF_TIME = frozenset({
    "after", "as", "before", "during", "once", "since", "until", "upon", "when", "while",
})  # fmt: skip
_CLAUSE_OF_REASON = frozenset({"because", "due", "to", "for", "since", "as", "so", "out"})
_CLAUSE_OF_MANNER = frozenset({"by", "through", "with", "using", "via", "without"})
_PARTS = frozenset({"double", "dozen", "fifth", "half", "quarter", "single", "third", "triple"})
_LOOSE_COUNTS = frozenset({
    "all", "always", "annually", "both", "centuries", "daily", "days", "decades", "doubled",
    "every", "generation", "generations", "hours", "little", "many", "monthly", "months", "more",
    "most", "never", "no", "none", "once", "rarely", "some", "tripled", "twice", "weekly", "weeks",
    "years",
})  # fmt: skip
_PEOPLE = frozenset({
    "boy", "child", "family", "girl", "he", "him", "man", "people", "she", "soldier", "team",
    "they", "woman", "worker",
})  # fmt: skip
_PLACES = frozenset({
    "airport", "area", "base", "capital", "city", "country", "home", "hospital", "house", "island",
    "north", "east", "south", "west", "place", "region", "school", "state", "street", "town",
    "village",
})  # fmt: skip


def fits(value_text: str, kind: AnswerKind) -> bool | None:
    """Return whether a span looks like an answer of a kind; None where that cannot be told.

    Meant as one feature among others: False says that the span lacks what nearly every answer of
    the kind has (a number, something of the calendar), not that it is wrong.
    """
    value = parse(value_text)
    tokens = surface_tokens(fold(value_text))
    if not tokens:
        return False
    match kind:
        case AnswerKind.DATE:
            return _fits_date(value, tokens)
        case AnswerKind.NUMBER:
            return _fits_number(value, tokens)
        case AnswerKind.PERSON | AnswerKind.PLACE:
            return _fits_name(value, tokens, kind)
        case AnswerKind.REASON | AnswerKind.MANNER:
            return _fits_clause(value, tokens, kind)
        case _:
            return None


def _fits_date(value: Value, tokens: list[str]) -> bool | None:
    if value.kind is Kind.DATE or _YEAR.search(value.text):
        return True
    if any(_temporal(token) or comparable(token) in _ERAS for token in tokens):
        return True
    if value.kind is Kind.NUMBER:
        return _unless_counted(value)
    event = any(token[0].isupper() for token in tokens[1:])
    return None if event or tokens[0].casefold() in _CLAUSE_OF_TIME else False


def _unless_counted(value: Value) -> bool | None:
    """Return None for a bare number, which may be a day or a season, False for "nine countries"."""
    return None if value.quantity and value.quantity.unit is None else False


def _temporal(token: str) -> bool:
    """Return whether a word belongs to the calendar: a month, a weekday, "week", "yesterday"."""
    symbol = date_phrase(token.casefold()) or date_phrase(token.casefold().removesuffix("s")) or ""
    named = re.fullmatch(
        r"[mws]\d+|\d0s|day|week|month|year|decade|century|today|yesterday", symbol
    )
    return named is not None and stands_alone(token)


def _fits_number(value: Value, tokens: list[str]) -> bool | None:
    words = [token.casefold() for token in tokens]
    if value.quantity or any(char.isdigit() for char in value.text) or has_numeral(words):
        return True
    if any(read_vague(words[at:]) for at in range(len(words))) or _PARTS.intersection(words):
        return True
    return None if _LOOSE_COUNTS.intersection(words) else False


def _fits_name(value: Value, tokens: list[str], kind: AnswerKind) -> bool | None:
    if value.kind is Kind.DATE or (value.quantity and value.quantity.measured):
        return False
    words = {comparable(token) for token in tokens}
    titled = any(is_role(token) for token in tokens)
    if kind is AnswerKind.PERSON and (titled or words & _PEOPLE):
        return True
    if kind is AnswerKind.PLACE and any(name.person for name in value.names):
        return False
    if kind is AnswerKind.PLACE and words & _PLACES:
        return True
    return True if any(token[0].isupper() for token in tokens) else _unless_number(value)


def _unless_number(value: Value) -> bool | None:
    """Return False for a bare number, None for anything else."""
    return False if value.quantity and value.quantity.unit is None else None


def _fits_clause(value: Value, tokens: list[str], kind: AnswerKind) -> bool | None:
    if value.kind in {Kind.DATE, Kind.NUMBER}:
        return False
    openings = _CLAUSE_OF_REASON if kind is AnswerKind.REASON else _CLAUSE_OF_MANNER
    return True if tokens[0].casefold() in openings else None
