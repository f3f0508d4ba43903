"""Whether a line is a heading."""

from __future__ import annotations

import re

__all__ = ["is_heading"]

_LONGEST = 80
# A sentence with its stop, an item of a list, a row of a table, a field ("Price: 3 crowns").
_NO_HEADING = re.compile(r"^[-*•‣▪]|[|\t:\d]|[.!?…][\"'”’»)\]]*$")  # noqa: RUF001


def is_heading(line: str) -> bool:
    """Tell whether a paragraph of one line is a heading: marked by "#", or short without a stop.

    A question is none: it may be a part of the text. See `qa.articles.passages` for those that are
    headings nevertheless.

    >>> is_heading("## Prices"), is_heading("Calm Amid the Ruins"), is_heading("It rained.")
    (True, True, False)
    """
    if line.startswith("#"):
        return True
    return "\n" not in line and len(line) <= _LONGEST and not _NO_HEADING.search(line)
