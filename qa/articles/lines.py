"""The lines at the beginning of a text, each with the place where it stands."""

from __future__ import annotations

from typing import NamedTuple

from qa.articles.notes import Note

__all__ = ["HeaderLine", "Line", "leading_lines"]

#: Headers end within this many lines; empty lines are not counted.
_MOST_LINES = 16


class Line(NamedTuple):
    """A line that is not empty, without surrounding spaces."""

    start: int
    end: int
    text: str
    #: Whether the next line follows directly, without an empty line between.
    joined: bool


#: A line of the header with what it states; a heading states only itself.
HeaderLine = tuple[Line, Note | None]


def leading_lines(text: str, start: int) -> list[Line]:
    """Return the first lines of ``text[start:]``, as many as a header may have."""
    lines: list[Line] = []
    while start < len(text) and len(lines) < _MOST_LINES:
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        line = text[start:stop]
        if line.strip():
            indent = len(line) - len(line.lstrip())
            after = text.find("\n", stop + 1)
            joined = bool(text[stop : len(text) if after < 0 else after].strip())
            lines.append(Line(start + indent, start + len(line.rstrip()), line.strip(), joined))
        start = stop + 1
    return lines
