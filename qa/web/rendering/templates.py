"""Loads and fills the HTML templates of the page."""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from qa.answers import UPLOADED, counted
from qa.templates import templates
from qa.web.rendering.escaping import escape

if TYPE_CHECKING:
    from qa.templates import Environment

__all__ = ["few_blank_lines", "file_name", "numbered", "render"]

_NUMBER = re.compile(r"\[(\d+)\]")
# A line break, then at least two lines without a word.
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def render(name: str, **values: Any) -> str:
    """Fill a template; every text in it goes through `escape`.

    Args:
        name: The template's file without ``.html``.
        values: The values of the names that the template uses.
    """
    return _page().get_template(f"{name}.html").render(**values)


@functools.cache
def _page() -> Environment:
    environment = templates("qa.web", escape)
    environment.filters |= {
        "counted": counted,
        "few_blank_lines": few_blank_lines,
        "file_name": file_name,
        "numbered": numbered,
        "one_line": lambda text: " ".join(text.split()),
        "stem": lambda path: PurePosixPath(path).stem,
    }
    return environment


def few_blank_lines(text: str) -> str:
    """Return a text with runs of blank lines reduced to one; for display only, as offsets shift."""
    return _BLANK_LINES.sub("\n\n", text)


def numbered(text: str) -> list[tuple[str, int | None]]:
    """Split a text at the numbers of citations: each part with the number that stands behind it.

    >>> numbered("54 [1], before that 28 [2][3].")
    [('54 ', 1), (', before that 28 ', 2), ('', 3), ('.', None)]
    """
    parts = _NUMBER.split(text)
    numbers = [*map(int, parts[1::2]), None]
    return list(zip(parts[::2], numbers, strict=True))


def file_name(path: str) -> str:
    """Return an article's file as it is shown; an uploaded file is marked as such."""
    if path.startswith(UPLOADED):
        return f"{path.removeprefix(UPLOADED)} (uploaded)"
    return path
