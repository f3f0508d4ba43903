"""Markdown: the front matter and the first heading state title, date and author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from qa.articles.dates import find_dates
from qa.articles.decoding import decode
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.headings import may_be_headline
from qa.articles.mastheads import MOST_LINES, is_of_masthead, names_document
from qa.articles.notes import without_emphasis
from qa.language.sentences import Offsets, ends_with_stop

__all__ = ["read_markdown"]

_FRONT_MATTER = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?\n)(?P=fence)[ \t]*(?:\n|$)", re.DOTALL
)
#: A line of a front matter: a field, an indented or listed value, or a comment. Prose between two
#: horizontal rules is not a front matter.
_FRONT_MATTER_LINE = re.compile(r"[\w\"'-]+[ \t]*[:=]|[ \t]|- |[#\]}]|$")
#: The fields of publication and of the last change, best first. "created" is not among them: in a
#: clipping, it is the day on which somebody saved the article.
_PUBLISHED = ("published", "pubdate", "publishdate", "date")
_UPDATED = ("updated", "lastmod", "modified")
_FIELD = re.compile(r"^(?P<name>\w+)[ \t]*[:=][ \t]*(?P<value>\S.*)$", re.MULTILINE)
#: A field whose values are listed below it.
_LIST = re.compile(
    r"^(?P<name>\w+)[ \t]*:[ \t]*\n(?P<items>(?:[ \t]*-[ \t]+\S.*\n)+)", re.MULTILINE
)
_ITEM = re.compile(r"^[ \t]*-[ \t]+(\S.*)$", re.MULTILINE)
#: "# Title", or a line underlined by "====". A block of code may stand before it.
_HEADING = re.compile(
    r"\s*(?:```[^\n]*\n(?:(?!```)[^\n]*\n)*```[ \t]*\n\s*)?(?:#{1,3}[ \t]+(?P<hash>[^\n]{1,300})"
    r"|(?P<underlined>[^\n#>*\s-][^\n]{0,299})\n={3,}[ \t]*)(?:\n|$)"
)
#: A line that is not empty.
_LINE = re.compile(r"^[^\n]*\S[^\n]*$", re.MULTILINE)
#: Least words of a headline below a name, ...
_LEAST_HEADLINE = 4
#: ... longest name above it, and longest line between the two, in words.
_MOST_OF_NAME, _MOST_BETWEEN = 5, 12
#: A line in bold, of few words that all begin with a capital letter.
_BOLD_NAME = re.compile(r"(\*\*|__)[^\W\d_a-z][\w&'-]*(?: (?:&|and|of|[^\W\d_a-z][\w&'-]*)){1,5}\1")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HASHES = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<title>\S.*)")
_TOP_HEADING = re.compile(r"^# ", re.MULTILINE)


def read_markdown(content: bytes) -> Iterator[Extract]:
    """Read a Markdown file; its text is the source unchanged, including the markup."""
    text = decode(content)
    fields: dict[str, str] = {}
    start = 0
    front = _FRONT_MATTER.match(text)
    if front and all(map(_FRONT_MATTER_LINE.match, front["fields"].split("\n"))):
        start = front.end()
        for field in _FIELD.finditer(front["fields"]):
            fields.setdefault(field["name"].lower(), _unquoted(field["value"]))
        for field in _LIST.finditer(front["fields"]):
            items = (_unquoted(item).strip("[]") for item in _ITEM.findall(field["items"]))
            fields.setdefault(field["name"].lower(), ", ".join(items))
    headline = _headline_below_masthead(text, start)
    day = None
    if headline is None and (
        headline := _headline_below_name(text, start) or _headline_below_bold_name(text, start)
    ):
        day = next((one.iso for one in find_dates(text[start : headline[0]])), None)
        start = headline[0]
    if headline is None and (heading := _HEADING.match(text, start)):
        group = "hash" if heading["hash"] else "underlined"
        start = heading.start(group)
        headline = (start, start + len(_without_closing_marks(heading[group])))
    header = read_header(text, start, headline)
    yield Extract(
        text=text,
        title=fields.get("title") or header.title,
        published=_day(fields, _PUBLISHED) or day or header.published,
        updated=_day(fields, _UPDATED) or header.updated,
        author=fields.get("author") or fields.get("authors") or header.author,
        body=header.body(text),
    )


def _headline_below_masthead(text: str, start: int) -> Offsets | None:
    """Return where the headline is, if a masthead or headings of a lower level stand above it.

    Above "# Mill burns down" may stand "Osby News > Fires" or "### OSBY DAILY". Whatever else has
    a heading below it is a text, or a title above a section.
    """
    for above, line in enumerate(islice(_LINE.finditer(text, start), MOST_LINES + 1)):
        mark = _HASHES.match(line.group())
        if mark and len(mark["hashes"]) == 1:
            title = _without_closing_marks(mark["title"])
            telling = above and may_be_headline(title)
            telling = telling and not _TOP_HEADING.search(text, line.end())
            first = line.start() + mark.start("title")
            return (first, first + len(title)) if telling else None
        words = without_emphasis(mark["title"] if mark else line.group().strip())
        if not is_of_masthead(words):
            return None
    return None


def _headline_below_name(text: str, start: int) -> Offsets | None:
    """Return where the headline is, if the only heading of its level stands right below a name.

    "## Mill burns down" stands so below "# Osby Packet", or "# Elva Bank: press release", with no
    more than a day and the like between them. Several such headings are sections of a text.
    """
    lines = list(islice(_LINE.finditer(text, start), MOST_LINES + 1))
    marks = [_HASHES.match(line.group()) for line in lines]
    at = next((at for at, mark in enumerate(marks[1:], 1) if mark and _is_headline(mark)), 0)
    name, mark = (marks[0], marks[at]) if at else (None, None)
    if name is None or mark is None or len(name["hashes"]) >= len(mark["hashes"]):
        return None
    between = [without_emphasis(line.group().lstrip("# ")) for line in lines[1:at]]
    if _count_words(name["title"]) > _MOST_OF_NAME or ends_with_stop(name["title"]):
        return None
    if names_document(name["title"]) or names_document(mark["title"]):
        return None
    if any(_count_words(line) > _MOST_BETWEEN or ends_with_stop(line) for line in between):
        return None
    level = re.compile(rf"^#{{1,{len(mark['hashes'])}}} ", re.MULTILINE)
    if level.search(text, lines[at].end()):
        return None
    first = lines[at].start() + mark.start("title")
    return first, first + len(_without_closing_marks(mark["title"]))


def _headline_below_bold_name(text: str, start: int) -> Offsets | None:
    """Return where the headline is, if it is the only one of its level and stands below a name.

    "# Two words were wrong in our notice" stands so below "**OSBY MILLS LTD**".
    """
    first, second = [*islice(_LINE.finditer(text, start), 2), None, None][:2]
    mark = _HASHES.match(second.group()) if second else None
    if first is None or second is None or mark is None or len(mark["hashes"]) > 1:
        return None
    title = _without_closing_marks(mark["title"])
    if not _BOLD_NAME.fullmatch(first.group().strip()) or not may_be_headline(title):
        return None
    if ends_with_stop(first.group()) or _TOP_HEADING.search(text, second.end()):
        return None
    begin = second.start() + mark.start("title")
    return begin, begin + len(title)


def _count_words(line: str) -> int:
    return sum(1 for word in line.split() if any(map(str.isalnum, word)))


def _is_headline(mark: re.Match[str]) -> bool:
    """Tell whether a heading below another one may be a headline: no sentence, no day."""
    title = _without_closing_marks(mark["title"])
    telling = _count_words(title) >= _LEAST_HEADLINE and not ends_with_stop(title)
    return telling and not _YEAR.search(title)


def _without_closing_marks(heading: str) -> str:
    """Return "Title" for "Title ##", but "C#" unchanged."""
    heading = heading.rstrip()
    bare = heading.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else heading


def _day(fields: dict[str, str], names: Sequence[str]) -> str | None:
    for name in names:
        stated = next(find_dates(fields.get(name, "")), None)
        if stated is not None and stated.iso is not None:
            return stated.iso
    return None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.strip("[]") if value.startswith("[") else value
