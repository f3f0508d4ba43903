"""How amounts are written: numbers, and the names of units, as regular expressions."""

from __future__ import annotations

import re

from qa.language.words import CARDINALS

__all__ = ["DURATIONS", "LENGTHS", "MONEY", "NUMBERS"]

#: A number in figures or in words.
NUMBERS = re.compile(
    # Not the 6 of "6.42am"
    rf"\b(?:(?:\d[\d,.]*\d|\d)(?![.:]?\d)|{'|'.join(CARDINALS)})"
    r"(?: (?:hundred|thousand|million|billion))?\b",
    re.IGNORECASE,
)
#: Names of units of length.
LENGTHS = (
    r"feet|foot|ft|inch(?:es)?|yards?|miles?|met(?:er|re)s?|kilomet(?:er|re)s?|km"
    r"|centimet(?:er|re)s?|cm"
)
#: Names of currencies and coins, as a regular expression.
MONEY = (
    r"dollars?|(?<!per )cents?|euros?|yen|yuan|rupees?|roubles?|rubles?|sterling|crowns?|kronor"
    r"|kroner|francs?|pounds?|pence|pesos?|riyals?|dirhams?|shekels?|won|rand"
)
#: Names of units of time.
DURATIONS = r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)"
