"""Markdown: a front matter and the first heading state title, date and author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.articles.dates import find_dates
from qa.articles.decoding import decode
from qa.articles.extract import Extract
from qa.articles.header import read_header

__all__ = ["read_markdown"]

_FRONT_MATTER = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)\n(?P=fence)[ \t]*(?:\n|$)", re.S
)
_FIELD = re.compile(r"^(?P<name>\w+)[ \t]*[:=][ \t]*(?P<value>\S.*)$", re.MULTILINE)
_HEADING = re.compile(
    r"\s*(?:#[ \t]+(?P<atx>[^\n]*?)[ \t]*#*[ \t]*"
    r"|(?P<setext>[^\n#>*\s-][^\n]*)\n={2,}[ \t]*)(?:\n|$)"
)


def read_markdown(content: bytes) -> Iterator[Extract]:
    """Read a Markdown file; its text is the source as it stands, marks included."""
    text = decode(content)
    fields: dict[str, str] = {}
    start = 0
    if front := _FRONT_MATTER.match(text):
        start = front.end()
        for field in _FIELD.finditer(front["fields"]):
            fields.setdefault(field["name"].lower(), _unquoted(field["value"]))
    heading = _HEADING.match(text, start)
    headline = None
    if heading:
        start = heading.end()
        headline = (heading["atx"] or heading["setext"] or "").strip() or None
    header = read_header(text, start)
    yield Extract(
        text=text,
        title=fields.get("title") or headline or header.title,
        published=_published(fields) or header.published,
        author=fields.get("author") or fields.get("authors") or header.author,
        body=((header.end, len(text)),),
    )


def _published(fields: dict[str, str]) -> str | None:
    for name in ("date", "published", "pubdate", "created"):
        stated = next(find_dates(fields.get(name, "")), None)
        if stated is not None and stated.iso is not None:
            return stated.iso
    return None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("[]") if value.startswith("[") else value
