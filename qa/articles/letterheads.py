"""Letterheads: an institution and its office, which stand above the title of what they send.

"UNIVERSITY OF OSBY" above "PRESS OFFICE", "Elva Rescue Service" above "Station Lund", "Osby Mills
Ltd" above "Press release 4". A name alone may be the title of an article about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.articles.lines import HeaderLine, Line
from qa.articles.notes import Note, has_inner_stop, read_note
from qa.language.sentences import ends_with_stop
from qa.language.words import word_set

__all__ = ["read_letterhead"]

_INSTITUTIONS = word_set(
    "agency association authority bank board bureau chamber club college commission committee "
    "company council department federation foundation hospital inc institute laboratory library "
    "limited llc ltd ministry museum office plc police school service services society trust union "
    "university"
)
_UNITS = word_set(
    "branch bureau centre center department desk directorate division faculty office section "
    "service services station team unit"
)
_RELEASE = re.compile(r"(?:press|news|media) release(?: (?:no\.? ?)?\d[\d/-]*)?", re.IGNORECASE)
#: Where each word begins with a capital letter: "Thorn-Lund Museum of Natural History".
_NAME = re.compile(r"(?:(?:[^\W\d_a-z][\w.'&-]*|&|and|for|of|the)(?: +|$)){1,8}")
#: What nobody takes for a title: a street, a telephone, somebody who is spoken to.
_NO_TITLE = re.compile(r"\d|(?:dear|to|tel|phone|telephone|fax)\b|.*@", re.IGNORECASE)
_MOST_OF_UNIT = 5
_LEAST_OF_TITLE, _LONGEST_TITLE = 3, 100


def read_letterhead(lines: Sequence[Line]) -> list[HeaderLine]:
    """Return the lines that name who sends a text; none if no title may stand below them.

    Args:
        lines: The first lines of a text.
    """
    if not lines or not lines[0].joined or not _names_institution(lines[0].text):
        return []
    size = 1
    while size < len(lines) and lines[size - 1].joined and _names_unit(lines[size].text):
        size += 1
    below = [line for line in lines[size:] if read_note(line.text) is None]
    if size == 1 or not below or not _may_be_title(below[0]):
        return []
    return [(line, Note()) for line in lines[:size]]


def _names_institution(line: str) -> bool:
    """Tell whether an institution ends a name, or "of" follows it: "Museum of Natural History"."""
    words = line.lower().split()
    named = words[-1] in _INSTITUTIONS or any(
        word in _INSTITUTIONS and behind in ("of", "for") for word, behind in pairwise(words)
    )
    return named and len(words) > 1 and _NAME.fullmatch(line) is not None


def _names_unit(line: str) -> bool:
    if _RELEASE.fullmatch(line) or read_note(line) == Note():
        return True
    words = line.lower().split()
    held = not _UNITS.isdisjoint((words[0], words[-1]))
    return held and len(words) <= _MOST_OF_UNIT and _NAME.fullmatch(line) is not None


def _may_be_title(line: Line) -> bool:
    """Tell whether a line is a title: it stands alone, and is no sentence and no address."""
    text = line.text
    ended = ends_with_stop(text) or text.endswith((",", ":", ";")) or has_inner_stop(text)
    size = len(text.split()) >= _LEAST_OF_TITLE and len(text) <= _LONGEST_TITLE
    return size and not (ended or line.joined or _NO_TITLE.match(text))
