"""Whether a sentence says that nobody was harmed. Pure functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.stems import stem, telling_stems
from qa.language.tolls import HURT, KILLED

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["spared"]

_ASKS = re.compile(
    r"\W*(?:was|were|is|are|has|have|did) (?:any(?:body|one| people)|somebody|someone) "
    r"(?P<what>.+)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:^|, |; |\b(?:and|but|though|although) )"
    r"(?:nobody|no[ -]one) (?:(?:had|has|is|was|were)(?: been)? )?(?P<what>[^,;.]+)",
    re.IGNORECASE,
)
_NO_LIVES = re.compile(
    r"\bno (?:life|lives) (?:(?:has|have|had) been|was|were) lost\b|\bno (?:deaths|fatalities)\b"
    r"|\bwithout (?:any )?(?:deaths|loss of life)\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(
    r"\b(?:no|without|without any) (?:casualties|injur(?:ies|y))\b", re.IGNORECASE
)
_KILLED, _HURT = (frozenset(map(stem, one)) for one in (KILLED, HURT))


def spared(question: str, sentence: str, told: Set[str]) -> str:
    """Return "No" if a question asks whether anybody was harmed, and a sentence says nobody was.

    Where nobody was hurt, nobody was killed either; that nobody was seriously hurt says less.

    >>> spared("Was anyone hurt in the fire?", "Nobody was hurt, but the roof fell in.", {"fire"})
    'No'
    >>> spared("Was anyone hurt in the fire?", "Nobody was killed.", {"fire"})
    ''

    Args:
        question: In plain words.
        sentence: What may say so.
        told: Stems of the title, the heading and the paragraph so far, which the sentence need not
            repeat.
    """
    asks = _ASKS.match(question)
    if asks is None:
        return ""
    asked = set(telling_stems(asks["what"]))
    event = asked - _HURT - _KILLED
    if event == asked or not event <= told | set(telling_stems(sentence)):
        return ""
    if _NO_HARM.search(sentence) or (not asked & _HURT and _NO_LIVES.search(sentence)):
        return "No"
    harms = _HURT if asked & _HURT else _HURT | _KILLED
    spares = (set(telling_stems(found["what"])) for found in _NOBODY.finditer(sentence))
    return "No" if any(one & harms and one - harms <= event | told for one in spares) else ""
