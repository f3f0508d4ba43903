"""Whether a sentence can be understood without the sentence before it."""

from __future__ import annotations

import re

__all__ = ["leans", "points_back", "refers_back"]

_CONNECTIVES = re.compile(
    r"\W*(?:and|both|but|he|her|his|however|it|its|meanwhile|moreover|or|she|so|such|that|their|then"
    r"|therefore|these|they|this|those|yet)\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\W*(?:(?:He|She|They|Her|His|Their|Its|This|These|Those|Both)\b(?! who\b)"
    r"|It\b(?! (?:is|was) (?:\w+ ){1,3}(?:that|who|to)\b))"
)
_POINTING = re.compile(
    r"\W*(?:this|these|those)(?! (?:who|with|in|of)\b)(?: [\w-]+){1,2}\W*", re.IGNORECASE
)
# "It is a time bomb," he said.
_SAID_BY_PRONOUN = re.compile(r"[,”\"]\s*(?:he|she|they) \w+|\b(?:said|added) (?:he|she|they)\b")
# "Verez was not." leaves out what the sentence before it says.
_ELLIPSIS = re.compile(
    r"\W*(?:[\w.'’-]+ ){1,4}?(?:can|could|did|does|do|had|has|have|is|are|was|were|will|would)"  # noqa: RUF001
    r"(?: not|n['’]t)?[.!]?[\"”’)]*"  # noqa: RUF001
)


def leans(text: str) -> bool:
    """Tell whether a sentence continues another one, or is only a part of a quotation."""
    return (
        bool(_CONNECTIVES.match(text))
        or text.count("“") != text.count("”")
        or (text.count('"') % 2 == 1)
    )


def refers_back(text: str) -> bool:
    """Tell whether only an earlier sentence says who or what a sentence is about.

    That is so for "He is 47.", for "“It is safe,” she said." and for "The mayor did not.", but not
    for "It is known that the dam is safe."
    """
    return any((_PRONOUNS.match(text), _SAID_BY_PRONOUN.search(text), _ELLIPSIS.fullmatch(text)))


def points_back(span: str) -> bool:
    """Tell whether a few words only point to what was said before: "those years".

    >>> points_back("those years"), points_back("those who fled"), points_back("the years")
    (True, False, False)
    """
    return bool(_POINTING.fullmatch(span))
