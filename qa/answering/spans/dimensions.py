"""The dimension that a question asks for, and what an amount is called: long, high, deep."""

from __future__ import annotations

import re

from qa.answering.spans.amount_patterns import LENGTHS

__all__ = ["lengths", "of_another_dimension"]

# What a length may be called; "712 metres above sea level" is not how long a river is.
_DIMENSIONS = {
    "long": r"long|in length",
    "high": r"high|tall|in height|up|above (?:sea|ground) level",
    "tall": r"high|tall|in height",
    "deep": r"deep|in depth|down|below",
    "wide": r"wide|broad|across|in width",
    "thick": r"thick",
}
_ASKED_DIMENSION = re.compile(rf"\bhow ({'|'.join(_DIMENSIONS)})\b", re.IGNORECASE)
_TOLD_DIMENSION = re.compile(rf"(?:{LENGTHS}) ({'|'.join(_DIMENSIONS.values())})\b", re.IGNORECASE)
_LENGTH = re.compile(rf"(?<![\w.,])\d(?:[\d,.]*\d)?[ -](?:{LENGTHS})\b", re.IGNORECASE)


# What is no length at all: "a lake of 38 hectares" says nothing of how deep it is.
_NO_LENGTH = re.compile(
    r"[\d ](?:square|cubic|sq|hectares?|acres?|kg|kilos?|kilograms?|grams?|tons?|tonnes?|ounces?"
    r"|lit(?:er|re)s?|gallons?|people|persons?|years?)\b",
    re.IGNORECASE,
)


def of_another_dimension(question: str, text: str, amount: tuple[int, int]) -> bool:
    """Tell whether an amount is called another dimension than the one asked for.

    "How long is the river?" does not ask for "712 metres above sea level", and "How deep is the
    lake?" for no area.

    Args:
        question: The question.
        text: The passage.
        amount: Offsets of the amount; its unit may stand behind it.
    """
    asked = _ASKED_DIMENSION.search(question)
    if asked is None:
        return False
    start, end = amount
    of_no_length = _NO_LENGTH.search(text, start)
    if asked[1].lower() != "long" and of_no_length and of_no_length.start() <= end:
        return True
    told = _TOLD_DIMENSION.search(text, start)
    if told is None or told.start() > end + 1:
        return False
    return not re.fullmatch(_DIMENSIONS[asked[1].lower()], told[1], re.IGNORECASE)


def lengths(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return the offsets of the lengths in a sentence: "712 metres", "164 kilometres"."""
    return [match.span() for match in _LENGTH.finditer(text, first, last)]
