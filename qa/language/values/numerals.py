"""Numerals in digits and words: "1.2 million", "two hundred and fifty", "a dozen", "dozens".

A numeral is read from the front of a list of lower-case tokens; what follows it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.language.words import CARDINALS

__all__ = ["has_numeral", "read_fraction", "read_numeral", "read_vague", "scale_at", "spell_out"]

_UNITS = {name: number for number, name in enumerate(CARDINALS)} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS = {"dozen": 12, "hundred": 100}
_THOUSANDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {
    "k": "thousand", "m": "million", "mn": "million", "mln": "million", "bn": "billion",
    "b": "billion", "tn": "trillion",
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

# The least and the most that each can mean: wide, since only what lies outside contradicts.
_VAGUE = {
    "tens of thousands": (1e4, 1e6), "hundreds of thousands": (1e5, 1e7),
    "tens of millions": (1e7, 1e9), "hundreds of millions": (1e8, 1e10),
    "hundreds": (1e2, 1e4), "thousands": (1e3, 1e6), "millions": (1e6, 1e9),
    "billions": (1e9, 1e12), "dozens": (20, 1e3), "scores": (20, 1e3), "tens": (10, 1e3),
    "several": (2, 30), "a few": (2, 30), "few": (2, 30), "a handful": (2, 15),
    "a couple": (2, 4), "couple": (2, 4), "a pair": (2, 2),
}  # fmt: skip

_DIGITS = re.compile(r"[0-9][0-9, ]{0,17}(?:\.[0-9]+)?")  # a longer one is a code


def spell_out(text: str) -> str:
    """Return lower-case text with "3m" as "3 million" and "two and a half" as "2.5"."""
    text = re.sub(
        rf"(?<=\d)({'|'.join(_SUFFIXES)})\b", lambda match: f" {_SUFFIXES[match[1]]}", text
    )
    text = re.sub(r"\b(?:a|an|one) ([a-z]+) and a half\b", r"1.5 \1", text)
    return re.sub(r"\b(\d+|[a-z]+) and a half\b", _and_a_half, text)


def _and_a_half(match: re.Match[str]) -> str:
    whole = _UNITS.get(match[1], match[1])
    return f"{whole}.5" if str(whole).isdecimal() else match[0]


def has_numeral(tokens: Sequence[str]) -> bool:
    """Return whether any of the tokens states a number."""
    return any(_value(token) is not None or token in _THOUSANDS for token in tokens)


def read_numeral(tokens: Sequence[str]) -> tuple[float, int] | None:
    """Return the number at the front of the tokens and how many of them it takes."""
    if tokens and tokens[0] in {"a", "an", "half"}:
        return _article_numeral(tokens)
    total, group, used, index = 0.0, None, 0, 0
    while index < len(tokens):
        token, value = tokens[index], _value(tokens[index])
        if value is not None and _continues(group, value, token):
            group = value + (group or 0)
        elif token in _HUNDREDS and group is not None:
            group *= _HUNDREDS[token]
        elif token in _THOUSANDS and group is not None:
            total, group = total + group * _THOUSANDS[token], None
        elif token not in {"and", "-"} or not used or not _joins(total, group, tokens[index:]):
            break
        index += 1
        used = index
    return (total + (group or 0), used) if used else None


def read_vague(tokens: Sequence[str]) -> tuple[float, float, int] | None:
    """Return the range that "dozens" or "a few thousand" allows, and the tokens it takes."""
    for length in (3, 2, 1):
        bounds = _VAGUE.get(" ".join(tokens[:length]))
        if bounds and len(tokens) >= length:
            scale = tokens[length] if len(tokens) > length else ""
            factor = {**_HUNDREDS, **_THOUSANDS}.get(scale)
            if factor:
                return bounds[0] * factor, bounds[1] * factor, length + 1
            return (*bounds, length)
    return None


def scale_at(tokens: Sequence[str], index: int) -> float:
    """Return the factor of a scale word at the index ("million"), else 1."""
    return _THOUSANDS.get(tokens[index], 1.0)


def read_fraction(tokens: Sequence[str]) -> tuple[float, int] | None:
    """Return "two thirds", "a quarter of" as a share in [0, 1], and the tokens it takes.

    A part that neither ends the tokens nor is followed by "of" may be an ordinal ("a third man").
    """
    match = re.match(
        r"(?:(half|quarter)|(a|an|one|two|three|four|nine) (?:- )?([a-z]+?)s?)(?= of |$)",
        " ".join(tokens),
    )
    if match is None or (match[3] or match[1]) not in _PARTS:
        return None
    count = 1 if match[2] in {None, "a", "an"} else _UNITS[match[2]]
    share = count / _PARTS[match[3] or match[1]]
    return (share, len(match[0].split())) if share < 1 else None


def _article_numeral(tokens: Sequence[str]) -> tuple[float, int] | None:
    """Read "a dozen", "a hundred and twenty", "half a million"; "a" alone is no number."""
    if tokens[0] == "half":
        if len(tokens) < 2 or tokens[1] not in {"a", "an"}:
            return None
        numeral = _article_numeral(tokens[1:])
        return (0.5 * numeral[0], numeral[1] + 1) if numeral else (0.5, 2)
    if len(tokens) > 1 and tokens[1] in {**_HUNDREDS, **_THOUSANDS}:
        return read_numeral(["one", *tokens[1:]])
    return None


def _value(token: str) -> float | None:
    if _DIGITS.fullmatch(token):
        return float(re.sub(r"[, ]", "", token))
    return _UNITS.get(token)


def _continues(group: float | None, value: float, token: str) -> bool:
    """Return whether a value adds to the group before it: "hundred" + 50, "twenty" + 1."""
    if group is None:
        return True
    if token[0].isdigit():
        return False
    return (group >= 100 and group % 100 == 0) or (
        group % 100 >= 20 and group % 10 == 0 and 0 < value < 10
    )


def _joins(total: float, group: float | None, tokens: Sequence[str]) -> bool:
    """Return whether "and" or "-" stands within a numeral: "hundred and one", "twenty-one"."""
    value = _UNITS.get(tokens[1]) if len(tokens) > 1 else None
    if value is None:
        return False
    if tokens[0] == "and":
        return (group or 0) >= 100 or (group is None and total >= 1000)
    return group is not None and group % 100 >= 20 and group % 10 == 0 and 0 < value < 10
