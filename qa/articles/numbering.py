"""The numbers of a Word document's lists: they are not in its text, since Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ListNumbers", "attribute", "child", "local_name"]

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
#: Styles may be based on each other; more steps than this mean a circle.
_MOST_STEPS = 20


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace; a processing instruction has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """Return the attribute of this name in any namespace, or an empty string."""
    return next(
        (
            str(value)
            for key, value in element.attrib.items()
            if str(key).rpartition("}")[2] == name
        ),
        "",
    )


def child(parent: _Element | None, name: str) -> _Element | None:
    """Return the first child of this name, if any."""
    if parent is None:
        return None
    return next((element for element in parent if local_name(element) == name), None)


class _Level(NamedTuple):
    start: int
    style: str
    #: Such as ``%1.%2)``, where ``%1`` is the number of the first level.
    template: str


class ListNumbers:
    """Counts the paragraphs of a document's numbered lists.

    Args:
        numbering: The document's definitions of lists, if it has any.
        styles: Its styles, which may number their paragraphs.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {attribute(style, "styleId"): style for style in _parts(styles)}
        for element in _parts(numbering):
            if local_name(element) == "abstractNum":
                self._levels[attribute(element, "abstractNumId")] = _levels(element)
            elif local_name(element) == "num":
                self._add(element)

    def next(self, paragraph: _Element) -> str:
        """Return the number of the next paragraph in reading order; empty if it has none."""
        number_id, level = self._place(paragraph)
        of_list = self._list_of.get(number_id, "")
        levels = self._levels.get(of_list, {})
        if level not in levels:
            return ""
        counts = self._counts[of_list]
        for restarted, start in self._restarts.pop(number_id, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].style in ("bullet", "none"):
            return ""
        return re.sub(
            r"%(\d)",
            lambda match: _written(int(match[1]) - 1, levels, counts),
            levels[level].template,
        ).strip()

    def _add(self, number: _Element) -> None:
        number_id = attribute(number, "numId")
        abstract = child(number, "abstractNumId")
        self._list_of[number_id] = "" if abstract is None else attribute(abstract, "val")
        self._restarts[number_id] = {
            _integer(override, "ilvl"): _integer(start, "val", 1)
            for override in number
            if (start := child(override, "startOverride")) is not None
        }

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """Return the list and the level that a paragraph, or its style, names."""
        level = None
        named: _Element | None = paragraph
        for _ in range(_MOST_STEPS):
            if named is None:
                break
            properties = child(named, "pPr")
            numbered = child(properties, "numPr")
            depth, number_id = child(numbered, "ilvl"), child(numbered, "numId")
            if level is None and depth is not None:
                level = _integer(depth, "val")
            if number_id is not None:
                return attribute(number_id, "val"), level or 0
            style = child(properties, "pStyle")
            base = child(named, "basedOn") if style is None else style
            named = None if base is None else self._styles.get(attribute(base, "val"))
        return "", 0


def _parts(element: _Element | None) -> Iterable[_Element]:
    return () if element is None else element


def _integer(element: _Element, name: str, default: int = 0) -> int:
    stated = attribute(element, name)
    return int(stated) if stated.isdecimal() else default


def _levels(abstract: _Element) -> dict[int, _Level]:
    levels = {}
    for level in abstract:
        if local_name(level) == "lvl":
            style, template = (
                "" if (found := child(level, name)) is None else attribute(found, "val")
                for name in ("numFmt", "lvlText")
            )
            first = child(level, "start")
            levels[_integer(level, "ilvl")] = _Level(
                1 if first is None else _integer(first, "val", 1), style, template
            )
    return levels


def _written(level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    """Return a level's current number in the format that the list asks for."""
    if level not in levels:
        return ""
    number = counts.get(level, levels[level].start)
    style = levels[level].style
    if style in ("lowerRoman", "upperRoman"):
        written = _roman(number)
    elif style in ("lowerLetter", "upperLetter"):
        written = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        return str(number)
    return written.upper() if style.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
