"""What comes before an article's first sentence: title, date, byline, caption.

A standfirst or a headline may state what nothing else in the article does ("... signed an agreement
in Washington"), so headings that read like a clause stay in the passages. Only the following is
left out of the passages; it is never a sentence of the text:

- **notes**: lines that hold nothing but a date, a byline, an address or a named field such as
  ``Source: Reuters``;
- **mastheads**: the first block of lines if it is a paper's name, perhaps with sections and the day
  (see `qa.articles.mastheads`), and a headline follows it;
- **headings** of fewer than four words, except ratings, and captions: lines that stand alone, have
  no punctuation at their end and no sentence end inside, are at most four in all, and are followed
  by prose;
  A field beside another one is no heading: "Length: 312 km" above "Mouth: North Sea" is data;
- a labelled date before the first sentence on the same line (``date 2021-07-10 The United ...``);
  only the label and the date are left out.

A line that continues on the next one, as in hand-wrapped prose, in a poem or in a list, is none of
these. If the rules leave a doubt, the line stays in the passages.
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile
from typing import NamedTuple

from qa.articles.dates import find_dates
from qa.articles.mastheads import is_masthead, is_paper, is_section, is_slug, names_sections
from qa.articles.notes import (
    Note,
    has_inner_stop,
    read_dateline,
    read_note,
    read_run_on_date,
    read_signature,
    without_emphasis,
)
from qa.language.sentences import Offsets, ends_with_stop, paragraphs

__all__ = ["Header", "read_header"]

#: Longest heading, in characters. A sample article has a standfirst of 119 characters; a line that
#: is longer than this limit is not hand-wrapped prose either.
_LONGEST_HEADING = 200
#: Longest title, in characters; the title is the first heading that is not longer.
_LONGEST_TITLE = 100
#: A title of fewer words below the name of a paper may be a section of it.
_LEAST_HEADLINE = 3
#: A heading of fewer words is a label such as "World news".
_LEAST_CLAUSE = 4
#: What a review says in few words: "Three stars", "4/5".
_RATING = re.compile(r"\bstars?\b|[★⭐]|\d ?/ ?(?:5|10)\b", re.IGNORECASE)
#: More headings than this are a list or a poem.
_MOST_HEADINGS = 4
#: Headers end within this many lines; empty lines are not counted.
_MOST_LINES = 16
#: A text is prose if its body is at least this many times as long as its headings, and ...
_LEAST_BODY = 2
#: ... if at least half of the paragraphs in this many characters of it end like a sentence.
_SAMPLE = 20_000

#: A line that continues after its end, holds a dateline's dash, or begins like an item of a list, a
#: quotation, a table, an image or markup.
_NO_HEADING = re.compile(
    r"[,;:(\[/&+=\\–—-]$|\b(?:an?|the|and|or|but|that|from|of)$"
    r"|\)\s+[–—-]|\s--\s|^(?:[-*+•‣▪>|#`~=<]|\d{1,3}[.)] |!\[|\[)"
)
#: A line that gives a value a name, as data beside an article does: "Length: 312 km".
_DATA = re.compile(r"[A-Z][^\W_]*(?: [\w()/%'’-]+){0,3}: +\S.*")
#: What a changelog says of a version begins below such a line: "v1.2", "1.2.0 - 2031-05-03".
_VERSION = re.compile(r"v\d[\d.]*(?: ?[(–—-].*)?|\d+(?:\.\d{1,3})+ ?[(–—-].*\b\d{4}\b.*")
#: A headline in capitals may end with such a mark: "AT LAST: THE MILL IS OURS!".
_SHOUTED = re.compile(rf"[^\W_\d\"“‘'].{{5,{_LONGEST_TITLE}}}[!?][\"”’']?")
#: Where each word begins with a capital letter, only words such as "of" have none.
_SMALL_WORD = re.compile(r"\b(?!with|from|into|over)[^\W\d_A-Z]{4,}\b")
#: A line that goes on ends so; a whole paragraph may, as headlines do: "as city votes come in".
_GOES_ON = re.compile(r"\b(?:at|by|for|in|on|to|with)$")
#: Captions and credits: a file's name, words in lower case, "Photo: AFP".
_CAPTION = re.compile(
    r"\w_\w|\.(?:jpe?g|png|gif|webp)\b"
    r"|^(?:file photo|photo|image|picture|credit|getty|reuters/|afp/|©|\(c\))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a text states about itself before its first sentence.

    Attributes:
        title: The stated title; else the first paragraph, if it is one short line; else None.
        published: ISO date of publication, perhaps of the dateline; one of change does not count.
        updated: ISO date of the last change.
        author: The stated author.
        end: Offset at which the text begins.
        clauses: Offsets (start, end) of the parts of the header that go into passages: runs of
            headings that read like a clause.
    """

    title: str | None
    published: str | None
    updated: str | None
    author: str | None
    end: int
    clauses: tuple[Offsets, ...] = ()

    def body(self, text: str) -> tuple[Offsets, ...]:
        """Return the parts of ``text`` that go into passages."""
        return (*self.clauses, (self.end, len(text)))


class _Line(NamedTuple):
    """A line that is not empty, without surrounding spaces."""

    start: int
    end: int
    text: str
    #: Whether the next line follows directly, without an empty line between.
    joined: bool


#: A line of the header with what it states; a heading states only itself.
_HeaderLine = tuple[_Line, Note | None]


def read_header(text: str, start: int = 0, headline: Offsets | None = None) -> Header:
    """Find the header of ``text[start:]``.

    Args:
        text: An article's whole text.
        start: Where to begin, for example after a front matter.
        headline: Offsets of the headline, if the format marks one. It is accepted only if nothing
            but header lines comes before it.
    """
    below = _below_masthead(text, start) if headline is None else None
    return below or _read(text, start, headline)


def _read(text: str, start: int, headline: Offsets | None = None) -> Header:
    """Find the header of ``text[start:]``, where no masthead stands."""
    header = _marked(text, start, headline) if headline else []
    above = header[-1][0] if header else None
    header += _header_lines(_leading_lines(text, above.end if above else start), above)
    if not _introduces_prose(text, header):
        while header and header[-1][1] is None:
            header.pop()
    if _count_headings(header) > _MOST_HEADINGS:
        header = list(takewhile(lambda item: item[1] is not None, header))
    run_on, end = read_run_on_date(text, header[-1][0].end if header else start)
    opening = _opening(_leading_lines(text, end))
    if len(opening) > 1:
        header += opening
        end = opening[-1][0].end
    notes = [*(note for _, note in header if note is not None), run_on]
    headings = [line.text for line, note in header if note is None]
    opened = [line.text.removesuffix(".") for line, _ in opening[:1]]
    return Header(
        title=_first([*(note.title for note in notes), _choose_title(headings), *opened]),
        published=_first([*(note.published for note in notes), read_dateline(text, end).published]),
        updated=_first(note.updated for note in notes),
        author=_first(note.author for note in notes),
        end=end,
        clauses=_clauses(header, headline, opening),
    )


def _below_masthead(text: str, start: int) -> Header | None:
    """Return the header of a text below a masthead; None if no headline follows the masthead.

    A masthead is a block of lines: the name of a paper, perhaps with its sections and the day. A
    headline has three words or more and does not end like a sentence. If the text begins right
    below it, without an empty line, it is a section of a newsletter.
    """
    block = _masthead(_leading_lines(text, start))
    if not block:
        return None
    end = block[-1][0].end
    header = _read(text, end)
    title = header.title or ""
    behind = text.find(title, end) + len(title)
    if len(title.split()) < _LEAST_HEADLINE or text.startswith(".", behind):
        return None
    if header.end > end and text[header.end : header.end + 2].strip():
        return None
    notes = [note for _, note in block if note is not None]
    return replace(
        header,
        published=_first([*(note.published for note in notes), header.published]),
        updated=_first([*(note.updated for note in notes), header.updated]),
    )


def _masthead(lines: Sequence[_Line]) -> list[_HeaderLine]:
    """Return the lines of a masthead, which fill the first block of a text."""
    size = next((at for at, line in enumerate(lines, 1) if not line.joined), len(lines))
    block = lines[:size]
    if size == len(lines) or size > _MOST_HEADINGS:
        return []
    notes = [(line, _note_above(line.text)) for line in block]
    dated = any(note is not None and note.published for _, note in notes)
    named = any(is_masthead(line.text, dated=dated) for line in block[:1])
    if not named and not any(is_slug(line.text) for line in block[:2]):
        return []
    if named:
        notes[0] = (block[0], notes[0][1] or Note())
    return notes if all(note is not None for _, note in notes) else []


def _note_above(line: str) -> Note | None:
    """Read a line of a masthead, which states no more than a day."""
    line = without_emphasis(line.lstrip("# "))
    note = read_note(line)
    if note is None and not _RATING.search(line) and (is_masthead(line) or is_section(line)):
        note = Note(published=next((day.iso for day in find_dates(line)), None))
    return note


def _marked(text: str, start: int, headline: Offsets) -> list[_HeaderLine]:
    """Return the header up to a marked headline, which is a headline whatever it ends with."""
    before = [line for line in _leading_lines(text, start) if line.end <= headline[0]]
    above = [(line, _note_above(line.text)) for line in before]
    header = above if all(note is not None for _, note in above) else _header_lines(before)
    line = _Line(*headline, text[slice(*headline)], joined=False)
    if len(header) < len(before) or not line.text.strip():
        return []
    return [*header, (line, Note(title=line.text))]


def _clauses(
    header: Sequence[_HeaderLine], headline: Offsets | None, opening: Sequence[_HeaderLine]
) -> tuple[Offsets, ...]:
    """Join neighbouring headings that read like a clause, or, as the opening, like a sentence."""
    spans: list[Offsets] = []
    before = False
    paper = _paper([line.text for line, note in header if note is None])
    for line, note in header:
        heading = note is None or (line.start, line.end) == headline
        sentence = (line, note) in opening
        clause = heading and line.text != paper and (sentence or _is_clause(line.text))
        if clause and before:
            spans[-1] = (spans[-1][0], line.end)
        elif clause:
            spans.append((line.start, line.end))
        before = clause
    return tuple(spans)


def _is_clause(heading: str) -> bool:
    telling = len(heading.split()) >= _LEAST_CLAUSE or _RATING.search(heading) is not None
    telling = telling or ends_with_stop(heading)
    return telling and not _is_caption(heading)


def _is_caption(heading: str) -> bool:
    return bool(_CAPTION.search(heading)) or heading[0].islower()


def _leading_lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    while start < len(text) and len(lines) < _MOST_LINES:
        newline = text.find("\n", start)
        stop = len(text) if newline < 0 else newline
        line = text[start:stop]
        if line.strip():
            indent = len(line) - len(line.lstrip())
            after = text.find("\n", stop + 1)
            joined = bool(text[stop : len(text) if after < 0 else after].strip())
            lines.append(_Line(start + indent, start + len(line.rstrip()), line.strip(), joined))
        start = stop + 1
    return lines


def _header_lines(lines: Sequence[_Line], above: _Line | None = None) -> list[_HeaderLine]:
    """Return the notes and headings at the beginning of a text, or below a headline, in order."""
    header: list[_HeaderLine] = []
    # Lines are read no further than the header goes: it takes time.
    note_of = cache(partial(_note, lines, above=above))
    for at, line in enumerate(lines):
        note = note_of(at)
        if note is None and (
            _is_wrapped(lines, at, note_of) or not _is_heading(line) or _is_data(lines, at)
        ):
            break
        header.append((line, note))
    return header


def _is_wrapped(lines: Sequence[_Line], at: int, note_of: Callable[[int], Note | None]) -> bool:
    """Tell whether a line goes on in the next one, as in hand-wrapped prose.

    It does not if the next one is a whole paragraph or a field, or if the lines below it end with a
    note: a headline, "Three stars" and "By Dominic Farr, 5 April" may follow each other without a
    gap. A gap before the byline is no obstacle if each line reads like a headline or a standfirst.
    """
    if not lines[at].joined or at + 1 == len(lines):
        return False
    if len(lines[at + 1].text) > _LONGEST_HEADING or _is_data(lines, at + 1):
        return False
    anew = lines[at].text.isupper() or _is_clause(lines[at].text)
    for below in range(at + 1, min(at + 1 + _MOST_HEADINGS, len(lines))):
        if note_of(below) is not None:
            return False
        if not _is_heading(lines[below]) or not _starts_anew(lines[below]):
            anew = False
        if not lines[below].joined or not _is_heading(lines[below]):
            return not (anew and _is_signed(below + 1, len(lines), note_of))
    return True


def _is_signed(at: int, count: int, note_of: Callable[[int], Note | None]) -> bool:
    """Tell whether a line states who wrote an article, or when."""
    note = note_of(at) if at < count else None
    return note is not None and note != Note()


def _starts_anew(line: _Line) -> bool:
    """Tell whether a line is a heading of its own, not the second half of the one above it.

    Where every word has a capital letter, nothing tells one from the other.
    """
    return _is_clause(line.text) and bool(_SMALL_WORD.search(line.text))


def _is_data(lines: Sequence[_Line], at: int) -> bool:
    """Tell whether a line is one of at least two fields that follow each other without a gap.

    Fields that a header has, such as "Date: 4 May 2021", do not count: a headline may stand above
    them that has a colon as well.
    """
    first = at
    while first and lines[first - 1].joined and _names_value(lines[first - 1]):
        first -= 1
    block: list[int] = []
    for place in range(first, len(lines)):
        if not _names_value(lines[place]):
            break
        block.append(place)
        if not lines[place].joined:
            break
    return at in block and sum(1 for place in block if _note(lines, place) is None) > 1


def _names_value(line: _Line) -> bool:
    return bool(_DATA.fullmatch(line.text)) and not _is_caption(line.text)


def _note(lines: Sequence[_Line], at: int, above: _Line | None = None) -> Note | None:
    """Read a line as a note; a line that continues on the next one states nothing by itself.

    Args:
        lines: The lines at the beginning of a text, or below a headline.
        at: Which one is read.
        above: The headline above the lines, if there is one.
    """
    line = lines[at]
    continues = line.joined and at + 1 < len(lines) and lines[at + 1].text[0].islower()
    if continues and (read_note(lines[at + 1].text) or Note()).author:  # "by Ada Moss"
        continues = False
    if continues or _VERSION.fullmatch(line.text):
        return None
    note = read_note(line.text)
    return note or _signature([*([above] if above else []), *lines[:at]], line, lines[at + 1 :])


def _signature(before: Sequence[_Line], line: _Line, behind: Sequence[_Line]) -> Note | None:
    """Read a line below a headline that is a signature; several of them are a list of people."""
    near = [*before[-1:], *behind[:1]]
    if not before or any(read_signature(other.text) for other in near):
        return None
    signed = any((read_note(other.text) or Note()).author for other in near)
    in_small_letters = any(_SMALL_WORD.search(other.text) for other in before)
    return read_signature(line.text, on_the_spot=in_small_letters and not signed)


def _is_heading(line: _Line) -> bool:
    if _SHOUTED.fullmatch(line.text) and line.text.isupper():
        return True
    return (
        len(line.text) <= _LONGEST_HEADING
        and not ends_with_stop(line.text)
        and not _NO_HEADING.search(line.text)
        and not _VERSION.fullmatch(line.text)
        and not (line.joined and _GOES_ON.search(line.text))
        and any(character.isalpha() for character in line.text)
        and not has_inner_stop(line.text)
    )


def _introduces_prose(text: str, header: Sequence[_HeaderLine]) -> bool:
    """Tell whether whole sentences follow, rather than more lines like the headings."""
    if not header or _count_headings(header) > _MOST_HEADINGS:
        return False
    end = header[-1][0].end
    headings = sum(len(line.text) for line, note in header if note is None)
    body = [text[slice(*span)] for span in paragraphs(text, end, min(len(text), end + _SAMPLE))]
    if not body or body[0][0].islower() or sum(map(len, body)) < _LEAST_BODY * headings:
        return False
    ended = sum(1 for paragraph in body if ends_with_stop(paragraph))
    return ended >= len(body) / 2


def _count_headings(header: Iterable[_HeaderLine]) -> int:
    return sum(1 for _, note in header if note is None)


def _paper(headings: Sequence[str]) -> str | None:
    """Return the name of a paper that stands above a headline."""
    return headings[0] if len(headings) > 1 and is_paper(headings[0]) else None


def _choose_title(headings: Sequence[str]) -> str | None:
    """Return the headline among headings.

    It is the first heading that is not a caption, has three words or more, and has at most
    ``_LONGEST_TITLE`` characters. So neither "OPINION" nor a standfirst is taken for the headline,
    nor is the name of a paper above it, or a line of sections ("Sport | Chess").
    """
    paper = _paper(headings)
    stated = [line for line in headings if line != paper and not _is_caption(line)]
    candidates = [line for line in stated if not names_sections(line)] or stated
    short = [line for line in candidates if len(line) <= _LONGEST_TITLE]
    long_enough = [line for line in short if len(line.split()) >= 3]
    return _first([*long_enough, *short, *candidates])


def _opening(lines: Sequence[_Line]) -> list[_HeaderLine]:
    """Return a title that reads like a sentence, and the notes below it, if there are any.

    In a text without a headline, the first paragraph is the title if it is a single short sentence,
    or any short line above a byline: "Lansing out. Now comes the hard part".
    """
    if len(lines) < 2 or len(lines[0].text) > _LONGEST_TITLE or _NO_HEADING.search(lines[0].text):
        return []
    if _is_data(lines, 0):
        return []
    below = ((lines[at], _note(lines, at)) for at in range(1, len(lines)))
    notes = list(takewhile(lambda item: item[1] is not None, below))
    if not any(note != Note() for _, note in notes):  # "---" states nothing
        notes = []
    goes_on = lines[0].joined and not _is_data(lines, 1)
    if not notes and (goes_on or has_inner_stop(lines[0].text)):
        return []
    return [(lines[0], None), *notes]


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
