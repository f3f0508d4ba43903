"""The one function through which every foreign text goes on its way into a page; pure."""

from __future__ import annotations

import re

__all__ = ["escape"]

# C0 and C1 controls, and the marks that turn the direction of writing; line breaks and tabs stay.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# ASCII that is neither letter, digit nor space: all that HTML or Markdown could take for markup.
_MARKUP = re.compile(r"[\t\n!-/:-@\[-`{-~]")


def escape(text: str) -> str:
    """Encode a text so that neither HTML nor Markdown finds markup in it.

    Every ASCII sign becomes a numeric character reference. HTML shows a reference as text, in
    attributes too; by the CommonMark specification (section 2.5, "Entity and numeric character
    references") one never stands for a symbol that gives structure. Line breaks are encoded as
    well: a blank line would end Markdown's HTML block. What cannot be printed becomes U+FFFD.
    """
    printable = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", printable)
