"""Where a story's dateline ends: "OSBY, Sweden, May 4 (Reuters) -- The mill ..."."""

from __future__ import annotations

import re

from qa.language.words import MONTH_FORMS

__all__ = ["dateline_end"]

_MONTH = rf"(?i:{'|'.join(sorted(MONTH_FORMS, key=len, reverse=True))})\.?"
# A whole day, perhaps behind a place or in bold, before a dash or a stop: "Osby, 4 May 2021 -".
_DATED = re.compile(
    r"(?:[*_]{1,3})?"
    r"(?:[A-Z](?:[^\n.!?;:()—–\d]|(?<=\w)\.(?= ?[A-Z])){1,40}?, )?"  # noqa: RUF001 - dashes as articles print them
    rf"\(?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
    r"|\d{4}-\d{2}-\d{2})\)?(?:\s*\([^()\n]{2,40}\))?(?:[*_]{1,3})?(?:[.:]|\s*[—–]|\s+--?)\s+"  # noqa: RUF001
    r"(?=[\"“‘'(]?[A-Z])",  # noqa: RUF001
)

# A place, a news agency in brackets, or both, before a dash.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_](?:[^\n()—–]|(?<=\w)-(?=\w)){1,60}?)?"  # noqa: RUF001 - dashes as articles print them
    r"(?P<agency>\s*\([^()\n]{2,40}\))?(?:\s*[—–]|\s+--?)\s*(?=[^\s-])"  # noqa: RUF001
)


def dateline_end(text: str, start: int = 0) -> int:
    """Return the offset at which a story goes on after its dateline; ``start`` if it has none.

    A dateline has its first word in capitals, names an agency or holds a whole day, and a new
    sentence begins behind its dash. "The World Health Organization (WHO) -- a body of the UN --" is
    none.

        >>> text = "OSBY, Sweden, May 4 (Reuters) -- The mill burned."
        >>> text[dateline_end(text):]
        'The mill burned.'

    Args:
        text: A text.
        start: Where the dateline would begin.
    """
    if dated := _DATED.match(text, start):
        return dated.end()
    found = _DATELINE.match(text, start)
    if found is None or not (found["place"] or found["agency"]):
        return start
    place = (found["place"] or " ").split(" ")[0].strip(",.")
    capitals = len(place) > 1 and place.isupper()
    begins = text[found.end() :].lstrip("\"'“‘")[:1]  # noqa: RUF001 - marks as articles print them
    return found.end() if (capitals or found["agency"]) and not begins.islower() else start
