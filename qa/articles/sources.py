r"""Texts in markup that people write by hand: Org, reStructuredText, AsciiDoc, LaTeX.

The text is the source unchanged, including the markup, as with Markdown. Title, date and author are
those that the markup states at the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.articles.dates import find_dates
from qa.articles.decoding import decode
from qa.articles.extract import Extract
from qa.articles.header import read_header

__all__ = ["read_asciidoc", "read_latex", "read_org", "read_restructured"]

#: How far into a text its title, date and author are looked for, in characters.
_HEAD = 5000
_ORG = re.compile(r"^#\+(title|date|author):[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_ORG_KEYWORDS = re.compile(r"(?:[ \t]*(?:#\+\w+:.*|)\n)*", re.IGNORECASE)
_ORG_TAGS = re.compile(r"[ \t]+:[\w@#%:]+:[ \t]*$")
#: A title, underlined and perhaps overlined by punctuation.
_UNDERLINED = re.compile(
    r"\s*(?:([=\-~^\"'`*+#<>_.:])\1{2,}[ \t]*\n)?[ \t]*(?P<title>\S[^\n]*)\n"
    r"([=\-~^\"'`*+#<>_.:])\3{2,}[ \t]*(?:\n|$)"
)
_FIELD_LIST = re.compile(r"\s*(?::[\w ]+:.*\n(?:[ \t]+\S.*\n)*)+")
_FIELD = re.compile(
    r"^:(date|author|authors|published):[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_ADOC_TITLE = re.compile(r"\s*=[ \t]+(?P<title>\S[^\n]*)\n")
#: Below the title: a name with an address, then a version with its date.
_ADOC_AUTHOR = re.compile(r"(?P<author>[^\W\d][^\n<:]{1,80}?)[ \t]*(?:<[^>\n]*>)?[ \t]*\n")
_ADOC_REVISION = re.compile(r"(?:v[^\n,]*,)?[ \t]*(?P<date>[^\n:]*\d{4}[^\n:]*)(?::[^\n]*)?\n")
_LATEX = re.compile(r"\\(title|date|author)(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}")
_LATEX_BEGIN = re.compile(r"\\begin\{document\}(?:\s*\\maketitle)?\s*")
_LATEX_END = re.compile(r"\s*\\end\{document\}.*", re.DOTALL)
_LATEX_COMMAND = re.compile(r"\\(?:\\|[a-zA-Z]+\*?)|[{}~]")


def read_org(content: bytes) -> Iterator[Extract]:
    """Read an Org file; keywords such as ``#+TITLE:`` state title, date and author."""
    text = decode(content)
    stated = _stated(_ORG.findall(text[:_HEAD]))
    keywords = _ORG_KEYWORDS.match(text)
    start = keywords.end() if keywords else 0
    heading = re.compile(r"(\*+)[ \t]+(?:[A-Z]{4,}[ \t]+)?([^\n]+)").match(text, start)
    if heading and "title" not in stated:
        others = re.compile(rf"^\*{{1,{len(heading[1])}}}[ \t]", re.MULTILINE)
        if not others.search(text, heading.end()):  # all others are below it
            stated["title"] = _ORG_TAGS.sub("", heading[2])
    yield _article(text, start, len(text), stated)


def read_restructured(content: bytes) -> Iterator[Extract]:
    """Read reStructuredText; the first underlined line is the title, fields may follow it."""
    text = decode(content)
    stated: dict[str, str] = {}
    start = 0
    if title := _UNDERLINED.match(text):
        start = title.start("title")
        stated["title"] = title["title"].strip()
        behind = title.end()
    else:
        behind = 0
    if fields := _FIELD_LIST.match(text, behind):
        stated = _stated(_FIELD.findall(fields.group())) | stated
        start = fields.end()
    yield _article(text, start, len(text), stated)


def read_asciidoc(content: bytes) -> Iterator[Extract]:
    """Read AsciiDoc; the line after ``=`` is the title, author and revision may follow it."""
    text = decode(content)
    stated: dict[str, str] = {}
    start = 0
    if title := _ADOC_TITLE.match(text):
        stated["title"] = title["title"].strip()
        start = title.end()
        if author := _ADOC_AUTHOR.match(text, start):
            stated["author"] = author["author"]
            start = author.end()
            if revision := _ADOC_REVISION.match(text, start):
                stated["date"] = revision["date"]
                start = revision.end()
    yield _article(text, start, len(text), stated)


def read_latex(content: bytes) -> Iterator[Extract]:
    r"""Read LaTeX; ``\title``, ``\author`` and ``\date`` state what their names say."""
    text = decode(content)
    found = _LATEX.findall(text[:_HEAD])
    stated = {
        name: " ".join(_LATEX_COMMAND.sub(" ", value).split())
        for name, value in _stated(found).items()
    }
    begin, end = _LATEX_BEGIN.search(text), _LATEX_END.search(text)
    yield _article(
        text, begin.end() if begin else 0, end.start() if begin and end else len(text), stated
    )


def _stated(found: list[tuple[str, str]]) -> dict[str, str]:
    """Map the names of fields, in lower case, to their first values."""
    stated: dict[str, str] = {}
    for name, value in found:
        stated.setdefault(name.lower().removesuffix("s"), value.strip())
    return stated


def _article(text: str, start: int, end: int, stated: dict[str, str]) -> Extract:
    header = read_header(text, start)
    day = next((day.iso for day in find_dates(stated.get("date", "")) if day.iso), None)
    return Extract(
        text=text,
        title=stated.get("title") or header.title,
        published=day or header.published,
        updated=header.updated,
        author=stated.get("author") or header.author,
        body=(*header.clauses, (min(header.end, end), end)),
    )
