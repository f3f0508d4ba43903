"""Markdown: the front matter and the first heading state title, date and author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that begins with hashes, such as "## Title ##".

    Attributes:
        level: How many hashes it begins with.
        words: What stands behind them: "Title ##".
        start: Offset at which the words begin.
        end: Offset at which the line ends.
    """

    level: int
    words: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """The words without closing marks."""
        return _without_closing_marks(self.words)

    @property
    def span(self) -> Offsets:
        """Where the title is in the text."""
        return self.start, self.start + len(self.title)

    def is_alone(self, text: str) -> bool:
        """Tell whether no heading of its level, or of one above, stands below it in the text."""
        level = re.compile(rf"^#{{1,{self.level}}} ", re.MULTILINE)
        return level.search(text, self.end) is None


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
    for above, line in enumerate(_top_lines(text, start)):
        heading = _read_heading(line)
        if heading and heading.level == 1:
            telling = above and may_be_headline(heading.title)
            return heading.span if telling and heading.is_alone(text) else None
        words = without_emphasis(heading.words if heading else line.group().strip())
        if not is_of_masthead(words):
            return None
    return None


def _headline_below_name(text: str, start: int) -> Offsets | None:
    """Return where the headline is, if the only heading of its level stands right below a name.

    "## Mill burns down" stands so below "# Osby Packet", or "# Elva Bank: press release", with no
    more than a day and the like between them. Several such headings are sections of a text.
    """
    lines = _top_lines(text, start)
    headings = [_read_heading(line) for line in lines]
    at = next((at for at, one in enumerate(headings[1:], 1) if one and _is_headline(one.title)), 0)
    name, headline = (headings[0], headings[at]) if at else (None, None)
    if name is None or headline is None or name.level >= headline.level:
        return None
    if _count_words(name.words) > _MOST_OF_NAME or ends_with_stop(name.words):
        return None
    if names_document(name.words) or names_document(headline.words):
        return None
    between = [without_emphasis(line.group().lstrip("# ")) for line in lines[1:at]]
    if any(_count_words(line) > _MOST_BETWEEN or ends_with_stop(line) for line in between):
        return None
    return headline.span if headline.is_alone(text) else None


def _headline_below_bold_name(text: str, start: int) -> Offsets | None:
    """Return where the headline is, if it is the only one of its level and stands below a name.

    "# Two words were wrong in our notice" stands so below "**OSBY MILLS LTD**".
    """
    name, below = [*_top_lines(text, start)[:2], None, None][:2]
    headline = _read_heading(below) if below else None
    if name is None or headline is None or headline.level > 1:
        return None
    if not _BOLD_NAME.fullmatch(name.group().strip()) or ends_with_stop(name.group()):
        return None
    telling = may_be_headline(headline.title)
    return headline.span if telling and headline.is_alone(text) else None


def _top_lines(text: str, start: int) -> list[re.Match[str]]:
    """Return the first lines that are not empty: those of a masthead, and one below."""
    return list(islice(_LINE.finditer(text, start), MOST_LINES + 1))


def _read_heading(line: re.Match[str]) -> _Heading | None:
    mark = _HASHES.match(line.group())
    if mark is None:
        return None
    start = line.start() + mark.start("title")
    return _Heading(len(mark["hashes"]), mark["title"], start, line.end())


def _count_words(line: str) -> int:
    return sum(1 for word in line.split() if any(map(str.isalnum, word)))


def _is_headline(title: str) -> bool:
    """Tell whether a heading below another one may be a headline: no sentence, no day."""
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
