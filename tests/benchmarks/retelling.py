"""A text worded and cut differently, as another paper would tell it."""

from __future__ import annotations

import random
import re

from conflict_questions import mentions

__all__ = ["told_again"]

# Each way of saying something, and another; applied in both directions where both make sense.
_REWORDINGS = (
    ("approximately", "about"), ("in order to", "to"), ("however", "yet"), ("began", "started"),
    ("large", "big"), ("many", "a great number of"), ("although", "though"),
    ("because", "since"), ("such as", "for example"), ("usually", "mostly"),
    ("often", "frequently"), ("several", "a number of"), ("located", "situated"),
    ("during", "in the course of"), ("important", "notable"), ("also", "as well"),
    ("used", "employed"), ("known as", "called"), ("became", "turned into"),
    ("additionally", "besides"), ("was created", "was made"), ("received", "got"),
    ("according to", "in the words of"), ("said", "stated"), ("killed", "left dead"),
    ("announced", "made known"), ("major", "main"), ("primarily", "mainly"), ("due to", "owing to"),
    ("built", "erected"), ("main", "chief"), ("whilst", "while"), ("around", "about"),
    ("city", "town"), ("children", "youngsters"), ("people", "persons"), ("near", "close to"),
)  # fmt: skip
_OPENING = re.compile(
    r"^(In|On|By|During|After|Before) ((?:\w+[ -]?){1,4}), (\w)(.*?)([.!?])$", re.S
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)\"”]{2}[.!?])\s+(?=[A-Z\"“(])|\n\s*\n\s*")


def told_again(text: str, value: str, rng: random.Random) -> str:
    """Word and cut a text differently; the sentences with the value are kept."""
    sentences = [one for one in _SENTENCE.split(text) if one and one.strip()]
    kept = [
        one for one in sentences if mentions(value, one) or rng.random() < 0.7 or len(sentences) < 3
    ]
    return " ".join(_reworded(one, value, rng) for one in kept)


def _reworded(sentence: str, value: str, rng: random.Random) -> str:
    opening = _OPENING.match(sentence)
    if opening and rng.random() < 0.6 and not opening[2][0].isspace():
        first = (
            opening[3]
            if opening[3].isupper() and not opening[4].startswith(("he ", "t "))
            else opening[3].upper()
        )
        sentence = f"{first}{opening[4]} {opening[1].lower()} {opening[2]}{opening[5]}"
    for words in rng.sample(_REWORDINGS, len(_REWORDINGS)):
        old, new = words if rng.random() < 0.7 else words[::-1]
        if rng.random() < 0.6 and old not in value and new not in value:
            sentence = re.sub(rf"\b{old}\b", new, sentence)
    return sentence
