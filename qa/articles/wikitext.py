"""Wikitext, the markup of MediaWiki, as the text that a reader sees."""

from __future__ import annotations

import html
import re

__all__ = ["is_wikitext", "text_of_wiki"]

#: Templates and tables may hold each other; this deep they are taken out from the inside.
_MOST_LEVELS = 12
#: How much of a text is examined to tell its kind, in characters.
_SAMPLE = 20_000
#: What wikitext has and Markdown with wiki links has not.
_OF_WIKI = re.compile(r"^'{3}\S.*?'{3}|^\{\{[^{}\n]+|^={2,4} ?[^=\n]+ ?={2,4}[ \t]*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_TABLE = re.compile(r"\{\|(?:(?!\{\||\|\}).)*\|\}", re.DOTALL)
_NO_TEXT = re.compile(
    r"<!--.*?-->|<ref\b[^>]*/>|<(ref|gallery|math|timeline|score)\b[^>]*>.*?</\1>|__[A-Z]+__",
    re.DOTALL | re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\[\[(?:file|image|category|datei|bild|kategorie|fichier|catégorie)\s*:"
    r"(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTER_LINK = re.compile(r"\[(?:https?:)?//\S+(?:[ \t]+([^\]]*))?\]")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^(={1,6})[ \t]*(.+?)[ \t]*\1[ \t]*$", re.MULTILINE)
_CELL = re.compile(
    r"^[|!](?![-+}])(?:[^|\n]*=[^|\n]*\|)?|(?<=\S)\s*(?:\|\||!!)(?:[^|\n]*=[^|\n]*\|)?\s*"
)


def is_wikitext(text: str) -> bool:
    """Tell whether a text is the source of a wiki's page: it has links and bold or templates."""
    head = text[:_SAMPLE]
    return "[[" in head and len(_LINK.findall(head)) >= 2 and bool(_OF_WIKI.search(head))


def text_of_wiki(source: str) -> str:
    """Return the text of a page: without templates and references, with its tables' rows."""
    text = _NO_TEXT.sub("", source)
    for _ in range(_MOST_LEVELS):
        shorter = _TEMPLATE.sub("", text)
        if shorter == text:
            break
        text = shorter
    for _ in range(_MOST_LEVELS):
        shorter = _TABLE.sub(_rows, text)
        if shorter == text:
            break
        text = shorter
    text = _OUTER_LINK.sub(r"\1", _LINK.sub(r"\1", _MEDIA.sub("", text)))
    text = re.sub(r"'{2,5}", "", _HEADING.sub(r"\n\2\n", _TAG.sub("", text)))
    lines = (re.sub(r"^[*#:;]+\s*", "- ", line).strip() for line in html.unescape(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _rows(table: re.Match[str]) -> str:
    rows = []
    for row in re.split(r"^\|-.*$", table.group()[2:-2], flags=re.MULTILINE):
        cells = [
            _CELL.sub(" | ", line).strip(" |")
            for line in row.split("\n")
            if line.startswith(("|", "!")) and not line.startswith("|+")
        ]
        rows.append(" | ".join(cell for cell in cells if cell))
    return "\n" + "\n".join(row for row in rows if row) + "\n"
