"""Several articles in one text: the exports of press archives, and texts put one after another.

Nexis, Factiva and ProQuest write all the articles of a search into one file, each with its fields
above and below the text. People also put articles into one file with a line between them, or with
the same fields above each. A text is divided only if each part looks like an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.articles.dates import find_dates
from qa.articles.extract import Extract, Unusable
from qa.articles.header import read_header
from qa.articles.notes import has_inner_stop, read_note
from qa.language.sentences import Offsets, ends_with_stop

__all__ = ["read_exports"]

#: "1 of 2 DOCUMENTS" above each article.
_COUNTED = re.compile(
    r"^[ \t]*(?:(?:document|article|story|item|result|record)[ \t]+)?(?P<number>\d{1,4})[ \t]+of"
    r"[ \t]+\d{1,4}(?:[ \t]+(?:documents?|articles?|stor(?:y|ies)|items?|results?))?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
#: What stands below each article: "End of Document" in Nexis, the number in Factiva.
_ENDED = re.compile(
    r"^[ \t]*(?:End of Document|(?:AN[ \t]+)?Document [A-Z][A-Z0-9]{9,}\d[a-z0-9]{4,})[ \t]*$",
    re.MULTILINE,
)
#: A line of one character, as people draw it between articles.
_DRAWN = re.compile(r"^[ \t]*(?P<mark>([=\-_*#~+])\2{4,})[ \t]*$", re.MULTILINE)
#: The field that begins each article.
_TITLED = re.compile(r"^(?:title|headline)[ \t]*:[ \t]*\S", re.IGNORECASE | re.MULTILINE)
#: A text whose beginning has none of these is not divided; to look for them is faster than for the
#: lines. The first such line comes within this many characters, unless an article is very long.
_BEGINNING = 200_000
_COUNT_HINTS = (" of ", " OF ")
_END_HINTS = ("End of Document", "Document ")
_FIELD_HINTS = ("Title:", "TITLE:", "title:", "Headline:", "HEADLINE:", "headline:")
_DRAWN_HINTS = ("=====", "-----", "_____", "*****", "#####", "~~~~~", "+++++")
#: Fields above and below the articles of archives; what stands below no reader wants to read.
_ABOVE = re.compile(
    r"(?P<name>headline|title|byline|author|section|length|dateline|highlight|body|full text"
    r"|publication (?:info|title|date)|abstract|links|source|publisher|date|published|url"
    r"|load-date|copyright|(?-i:HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CLM|SE))"
    r"(?::[ \t]*|[ \t]{2,}|(?-i:(?<=\b[A-Z]{2}))[ \t]+|$)(?P<value>.*)",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:load-date|language|graphic|publication-type|journal-code|correction-date|subject|company"
    r"|organization|industry|person|people|location|geographic|country|state|city|ticker"
    r"|classification|publication (?:title|year|date|subject)|pages?|first page|issn|source type"
    r"|place of publication|country of publication|language of publication|document (?:type|url)"
    r"|proquest document id|copyright|last updated|database|credit|identifier / keyword"
    r"|company / organization|type)(?::|[ \t]{2,})"
    r"|(?-i:NS|RE|IPC|IPD|PUB|AN|CO|IN)[ \t]",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:copyright\b|\(c\)|©|all rights reserved)", re.IGNORECASE)
_WORD_COUNT = re.compile(r"(?:length:[ \t]*)?\d[\d,.]* words?", re.IGNORECASE)
_CODE = re.compile(r"^(?:LP|TD)[ \t]*$", re.MULTILINE)
_TITLE, _AUTHOR = ("headline", "title", "hd"), ("byline", "author", "by")
_DAY = ("publication date", "publication info", "date", "published", "pd")
#: The text begins on the line of these.
_TEXT = ("body", "full text", "lp", "td")
_MOST_ABOVE = 40
#: Longest heading, in characters, and the least words of a title that goes into passages.
_LONGEST = 200
_LEAST_CLAUSE = 4
#: A drawn line whose length differs by at most this from the line above underlines it.
_UNDERLINE = 3
#: A line without the spaces around it.
_FILLED_LINE = re.compile(r"\S(?:[^\n]*\S)?")
#: Fields that only archives write.
_OF_ARCHIVE = re.compile(
    r"^[ \t]*(?:LENGTH:|Length:|LOAD-DATE:|Load-Date:|Full text:|FULL TEXT:|End of Document"
    r"|ProQuest document ID:|WC[ \t]+\d+ words|(?:AN[ \t]+)?Document [A-Z][A-Z0-9]{9,}\d)",
    re.MULTILINE,
)
#: Each part must have this many characters, and this share of the parts a day, byline or field.
_LEAST = 40
_STATED = 0.8


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def read_exports(text: str) -> list[Extract | Unusable]:
    """Return the articles of a text that holds several, or one with an archive's fields.

    Each article is the part of the text that belongs to it, unchanged. An empty list means that the
    text is not divided.
    """
    dividers = (
        (_by_count, _COUNT_HINTS),
        (_by_end, _END_HINTS),
        (_by_field, _FIELD_HINTS),
        (_by_drawn_line, _DRAWN_HINTS),
    )
    beginning = text[:_BEGINNING]
    for divide, hints in dividers:
        pieces = divide(text) if any(hint in beginning for hint in hints) else []
        if pieces:
            return list(_articles(text, pieces))
    return []


def _articles(text: str, pieces: Sequence[Offsets]) -> Iterator[Extract | Unusable]:
    if any(map(str.isalpha, text[: pieces[0][0]])):
        yield Unusable(
            "what stands before the first article", "not an article, but a list or a note"
        )
    for number, (start, end) in enumerate(pieces, start=1):
        piece = text[start:end].strip()
        part = f"article {number}" if len(pieces) > 1 else None
        if _OF_ARCHIVE.search(piece):
            yield _of_archive(piece, part)
        elif len(pieces) > 1:
            header = read_header(piece)
            yield Extract(
                text=piece,
                title=header.title,
                published=header.published,
                updated=header.updated,
                author=header.author,
                body=header.body(piece),
                part=part,
            )


def _by_count(text: str) -> list[Offsets]:
    """Divide at lines such as "1 of 2 DOCUMENTS", whose numbers count on."""
    beginning = text[:_BEGINNING]
    if not any(_before_number(beginning, word) for word in _COUNT_HINTS):
        return []
    if not _COUNTED.search(beginning):
        return []
    found = list(_COUNTED.finditer(text))
    found = [match for match in found if any(map(str.isalpha, match.group().replace("of", "")))]
    numbers = [int(match["number"]) for match in found]
    if not found or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    return _between([match.start() for match in found], len(text))


def _before_number(text: str, word: str) -> bool:
    """Tell whether a word stands before a number, in less time than an expression takes."""
    at = text.find(word)
    while at >= 0:
        at += len(word)
        if text[at : at + 1].isdigit():
            return True
        at = text.find(word, at)
    return False


def _by_end(text: str) -> list[Offsets]:
    """Divide after the lines that archives write below each article."""
    ends = [match.end() for match in _ENDED.finditer(text)]
    if ends and len(text[ends[-1] :].strip()) >= _LEAST:
        ends.append(len(text))
    return list(pairwise([0, *ends]))


def _by_field(text: str) -> list[Offsets]:
    """Divide at the fields that begin each article, if nothing comes before the first."""
    starts = [match.start() for match in _TITLED.finditer(text)]
    if len(starts) < 2 or any(map(str.isalnum, text[: starts[0]])):
        return []
    pieces = _between(starts, len(text))
    return pieces if _are_articles(text, pieces) else []


def _by_drawn_line(text: str) -> list[Offsets]:
    """Divide at lines of one character, unless they underline a heading or divide sections."""
    found = [match for match in _DRAWN.finditer(text) if not _underlines(text, match)]
    bounds = [0, *(at for match in found for at in match.span()), len(text)]
    pieces = [
        (start, end)
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        if text[start:end].strip()
    ]
    return pieces if len(pieces) > 1 and _are_articles(text, pieces) else []


def _underlines(text: str, drawn: re.Match[str]) -> bool:
    above = text[: drawn.start()].rpartition("\n")[0].rpartition("\n")[2].strip()
    return bool(above) and abs(len(above) - len(drawn["mark"])) <= _UNDERLINE


def _are_articles(text: str, pieces: Sequence[Offsets]) -> bool:
    """Tell whether nearly all parts state a day, an author or a field, as sections do not."""
    stated = 0
    for start, end in pieces:
        piece = text[start:end].strip()
        if len(piece) < _LEAST:
            return False
        header = read_header(piece)
        stated += bool(header.published or header.author or _OF_ARCHIVE.search(piece))
    return stated >= _STATED * len(pieces)


def _between(starts: Sequence[int], end: int) -> list[Offsets]:
    return list(zip(starts, [*starts[1:], end], strict=True))


def _of_archive(text: str, part: str | None) -> Extract:
    """Read an article with the fields that an archive writes above and below it."""
    lines = [
        _Line(match.start(), match.end(), match.group()) for match in _FILLED_LINE.finditer(text)
    ]
    above = _Above()
    start = len(text)
    for line in lines[:_MOST_ABOVE]:
        begin = above.take(line)
        if begin is not None:
            start = begin
            break
    end = _end_of_text(lines, start)
    title, clause = above.title()
    published = above.published or _day_below(lines, end)
    return Extract(
        text=text,
        title=title,
        published=published,
        author=above.author,
        body=(*([clause] if clause else []), *_without_codes(text, start, max(start, end))),
        part=part,
    )


class _Above:
    """What the lines above an archive's article state, taken one after the other."""

    def __init__(self) -> None:
        self.published: str | None = None
        self.author: str | None = None
        self._title: _Line | None = None
        self._headings: list[_Line] = []
        self._after_day: list[_Line] = []
        self._counting = True
        self._text_follows = False

    def take(self, line: _Line) -> int | None:
        """Take a line; return the offset at which the text begins, if this line is its first."""
        if self._text_follows:
            return line.start
        field = _ABOVE.fullmatch(line.text)
        if field is not None:
            self._counting = False
            return self._field(line, field)
        if _WORD_COUNT.fullmatch(line.text):
            self._counting = False
            return None
        if any(kind.match(line.text) for kind in (_COUNTED, _DRAWN, _ENDED, _RIGHTS)):
            return None
        note = read_note(line.text)
        if note is not None:
            self.author = self.author or note.author
            self.published = self.published or note.published
            return None
        if len(line.text) > _LONGEST or ends_with_stop(line.text) or has_inner_stop(line.text):
            return line.start
        self._headings.append(line)
        if self.published and self._counting:
            self._after_day.append(line)
        return None

    def title(self) -> tuple[str | None, Offsets | None]:
        """Return the title, and its place if it reads like a clause.

        Older exports of Nexis put the source and the day above the title, others below.
        """
        headings = [*filter(None, [self._title]), *self._after_day, *self._headings]
        if not headings:
            return None, None
        line = headings[0]
        clause = len(line.text.split()) >= _LEAST_CLAUSE
        return line.text, (line.start, line.end) if clause else None

    def _field(self, line: _Line, field: re.Match[str]) -> int | None:
        name, value = field["name"].lower(), field["value"].strip()
        if name in _TEXT:
            if value:
                return line.start + field.start("value")
            self._text_follows = True
        elif name in _TITLE and value:
            start = line.start + field.start("value")
            self._title = self._title or _Line(start, line.end, value)
        elif name in _AUTHOR:
            self.author = self.author or value or None
        elif name in _DAY and not self.published:
            self.published = next((day.iso for day in find_dates(value) if day.iso), None)
        return None


def _end_of_text(lines: Sequence[_Line], start: int) -> int:
    """Return where the text ends: before the first line from which most are an archive's fields."""
    inner = [line for line in lines if line.start >= start]
    end, fields = (inner[-1].end if inner else start), 0
    for count, line in enumerate(reversed(inner), start=1):
        below = _BELOW.match(line.text) or _RIGHTS.match(line.text) or _ENDED.match(line.text)
        fields += bool(below or _DRAWN.match(line.text))
        if below and 2 * fields >= count:
            end = line.start
    return end


def _without_codes(text: str, start: int, end: int) -> Iterator[Offsets]:
    """Yield the text of an article without the line TD, with which Factiva divides it."""
    for code in _CODE.finditer(text, start, end):
        yield start, code.start()
        start = code.end()
    yield start, end


def _day_below(lines: Sequence[_Line], end: int) -> str | None:
    for line in lines:
        if line.start >= end and line.text.lower().startswith("publication date"):
            return next((day.iso for day in find_dates(line.text) if day.iso), None)
    return None
