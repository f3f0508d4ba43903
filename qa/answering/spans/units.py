"""The unit in which a question asks for an amount, and whether a sentence speaks of it."""

from __future__ import annotations

import re

from qa.answering.spans.amount_patterns import LENGTHS
from qa.language.words import words

__all__ = ["asked_unit", "in_unit"]

_UNIT = re.compile(
    rf"\bin ({LENGTHS}|pounds?|kilos?|kilograms?|kg|grams?|tons?|tonnes?|ounces?|lit(?:er|re)s?"
    r"|gallons?|dollars?|euros?|yen|yuan|rupees?|roubles?|rubles?|sterling|crowns?|francs?"
    r"|celsius|fahrenheit|hectares?|acres?|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|per ?cent|percent)\b"
    r"|\b(?:per (\w+)|(?:an?|each|every) (day|week|month|year|hour|minute|night))\W*$",
    re.IGNORECASE,
)
# What else says that something is so each day: "every evening", "daily".
_EACH = {
    "night": ("night|evening", "nightly"),
    "day": ("day|morning|evening|night", "daily|nightly"),
    "week": ("week", "weekly"),
    "month": ("month", "monthly"),
    "year": ("year", "yearly|annual|annually"),
}
_SAME_UNIT = (
    ("feet", "foot", "ft"), ("inch", "inches"), ("mile", "miles"), ("yard", "yards"),
    ("meter", "meters", "metre", "metres", "m"), ("km", "kilometer", "kilometers", "kilometre",
    "kilometres"), ("cm", "centimeter", "centimeters", "centimetre", "centimetres"),
    ("kg", "kilo", "kilos", "kilogram", "kilograms"), ("dollar", "dollars", "$"),
    ("euro", "euros", "€"), ("pound", "pounds", "sterling", "£", "lb", "lbs"), ("percent", "%",
    "cent"), ("yen", "¥"),
)  # fmt: skip


def asked_unit(question: str) -> str | None:
    """Return the unit in which a quantity is asked for.

    ``feet`` for "How high is it in feet?", ``per metre`` for "What does it cost per metre?".
    """
    found = _UNIT.search(question.strip(" ?"))
    if found is None or not re.match(r"(?i)\W*(?:and |so )?(?:how|what)\b", question):
        return None
    whole, each = found[1], found[2] or found[3]
    return whole.lower() if whole else f"per {each.lower()}"


def in_unit(unit: str, sentence: str) -> bool:
    """Tell whether a sentence speaks of a unit that `asked_unit` returned."""
    each = unit.removeprefix("per ")
    if each != unit:
        named, adverbs = _EACH.get(each, (re.escape(each), ""))
        recurs = rf"\b(?:per|an?|each|every) (?:{named})" + (rf"|\b(?:{adverbs})\b" * bool(adverbs))
        return bool(re.search(recurs, sentence, re.IGNORECASE))
    forms = next((forms for forms in _SAME_UNIT if unit in forms), (unit, unit.rstrip("s")))
    said = {*words(sentence), *(mark for mark in "$€£¥%" if mark in sentence)}
    return any(form in said or form + "s" in said for form in forms)
