"""Abbreviations that a question uses and the articles do not: "the AGM", "xmas"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_full"]

# Those with one meaning that articles of any kind spell out. What somebody means by others ("MS",
# "PA") cannot be told, and the reader knows "US" and "UK".
_FULL = {
    "agm": "annual general meeting",
    "bday": "birthday",
    "ceo": "chief executive",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "dob": "date of birth",
    "egm": "extraordinary general meeting",
    "eu": "European Union",
    "gdp": "gross domestic product",
    "govt": "government",
    "gp": "doctor",
    "hq": "headquarters",
    "imf": "International Monetary Fund",
    "md": "managing director",
    "mp": "member of parliament",
    "nhs": "National Health Service",
    "nyc": "New York",
    "pm": "prime minister",
    "pta": "parent teacher association",
    "tv": "television",
    "un": "United Nations",
    "uni": "university",
    "vat": "value added tax",
    "vp": "vice president",
    "xmas": "Christmas",
}
# In small letters, these are other words: "6 pm".
_ONLY_CAPITALS = word_set("gp md mp pm un")
_ABBREVIATED = re.compile(rf"\b(?:{'|'.join(_FULL)})\b(?!['’.-]\w|\.\w)", re.IGNORECASE)  # noqa: RUF001
_SHOUTED = re.compile(r"[^a-z]*[A-Z][^a-z]*")


def in_full(question: str, is_used: Callable[[str], bool]) -> str:
    """Return a question with its abbreviations spelled out, as far as no article uses them.

    >>> in_full("When is the AGM?", lambda word: False)
    'When is the annual general meeting?'
    >>> in_full("When is the AGM?", lambda word: word == "AGM")
    'When is the AGM?'

    Args:
        question: The question as it was understood.
        is_used: Tells whether an article holds a word.
    """
    if _SHOUTED.fullmatch(question):  # "WHO TOLD US?"
        return question

    def spelled_out(found: re.Match[str]) -> str:
        short = found[0]
        other_word = not short.isupper() and short.lower() in _ONLY_CAPITALS
        return short if other_word or is_used(short) else _FULL[short.lower()]

    return _ABBREVIATED.sub(spelled_out, question)
