"""Widens a span inside code to the whole command: nobody can type half of one."""

from __future__ import annotations

import re

__all__ = ["whole_command"]

_FENCE = re.compile(r"^```", re.MULTILINE)
_IN_LINE = re.compile(r"`([^`\n]+)`")
# Markdown indents code by four spaces or a tab. Prose may be indented as well: it has a capital.
_INDENTED = re.compile(r"(?: {4,}|\t+)(?=[a-z$./~])")
_PROMPT = re.compile(r"^[ \t]*(?:[$>] )?")


def whole_command(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Return the offsets of the line of code, or of the code in backticks, that holds a span.

    The reader may mark "make" where the text says "make install". A span outside of code stays as
    it is, and so does one that goes over several lines.

    Args:
        text: The passage.
        start: Offset of the span's first character.
        end: Offset just after its last.
        sentence: Offsets of the sentence with the span, which is not left.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if "\n" in text[start:end]:
        return start, end
    if _is_code(text, first, last):
        line = text[first:last].rstrip()
        begin = first + len(line) - len(_PROMPT.sub("", line, count=1))
        return min(max(begin, sentence[0]), start), min(first + len(line), sentence[1])
    for code in _IN_LINE.finditer(text, first, last):
        inside = code.span(1)
        if inside[0] <= start and end <= inside[1] <= sentence[1] and sentence[0] <= inside[0]:
            return inside
    return start, end


def _is_code(text: str, first: int, last: int) -> bool:
    """Tell whether a line stands in a block of code: between fences, or indented and no prose."""
    if len(_FENCE.findall(text[:first])) % 2 == 1:
        return True
    if _INDENTED.match(text, first, last) is None:
        return False
    before = text.rfind("\n", 0, max(first - 1, 0)) + 1
    above = text[before : max(first - 1, 0)]
    return not above.strip() or _is_code(text, before, first - 1)
