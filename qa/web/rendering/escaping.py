"""The one function that escapes every text from outside before it enters a page. Pure."""

from __future__ import annotations

import re

__all__ = ["escape"]

# C0 and C1 control characters, and marks that change the writing direction; line breaks and tabs
# are kept.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# ASCII other than letters, digits and spaces: every character that HTML or Markdown could read as
# markup.
_MARKUP = re.compile(r"[\t\n!-/:-@\[-`{-~]")


def escape(text: str) -> str:
    """Encode a text so that neither HTML nor Markdown finds markup in it.

    Every such ASCII character becomes a numeric character reference. HTML shows a reference as
    text, in attributes too. By the CommonMark specification (section 2.5, "Entity and numeric
    character references") a reference is never read as a character that gives structure. Line
    breaks are encoded as well, since a blank line would end Markdown's HTML block. Unprintable
    characters become U+FFFD.
    """
    printable = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", printable)
