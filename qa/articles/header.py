"""What comes before an article's first sentence: title, date, byline, caption.

A standfirst or a headline may state what nothing else in the article does ("... signed an agreement
in Washington"), so headings that read like a clause stay in the passages. Only the following is
left out of the passages; it is never a sentence of the text:

- **notes**: lines that hold nothing but a date, a byline, an address or a named field such as
  ``Source: Reuters``;
- **mastheads**: the first block of lines if it is a paper's name, perhaps with sections and the day
  (see `qa.articles.mastheads`), or an institution's with its office (`qa.articles.letterheads`),
  and a headline follows it;
- **headings** of fewer than four words, except ratings, and captions: lines that stand alone, have
  no punctuation at their end and no sentence end inside, are at most four in all, and are followed
  by prose (see `qa.articles.headings`);
- a labelled date before the first sentence on the same line (``date 2021-07-10 The United ...``);
  only the label and the date are left out.

A line that continues on the next one, as in hand-wrapped prose, in a poem or in a list, is none of
these. If the rules leave a doubt, the line stays in the passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from qa.articles.asides import read_asides
from qa.articles.headings import (
    LONGEST_TITLE,
    MOST_HEADINGS,
    header_lines,
    is_caption,
    is_clause,
    may_be_headline,
    opening_lines,
)
from qa.articles.imprints import read_imprint
from qa.articles.letterheads import read_letterhead
from qa.articles.lines import HeaderLine, Line, leading_lines
from qa.articles.mastheads import names_sections, read_masthead, read_masthead_line
from qa.articles.notes import Note, read_dateline, read_run_on_date
from qa.articles.papers import is_paper
from qa.language.sentences import Offsets, ends_with_stop, paragraphs

__all__ = ["Header", "read_header"]

#: A text is prose if its body is at least this many times as long as its headings, and ...
_LEAST_BODY = 2
#: ... if at least half of the paragraphs in this many characters of it end like a sentence.
_SAMPLE = 20_000


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


def read_header(text: str, start: int = 0, headline: Offsets | None = None) -> Header:
    """Find the header of ``text[start:]``.

    Args:
        text: An article's whole text.
        start: Where to begin, for example after a front matter.
        headline: Offsets of the headline, if the format marks one. It is accepted only if nothing
            but header lines comes before it.
    """
    marked = _marked(text, start, headline) if headline else []
    if marked:
        return _read(text, start, headline, marked)
    return _below_masthead(text, start) or _read(text, start)


def _read(
    text: str, start: int, headline: Offsets | None = None, marked: Sequence[HeaderLine] = ()
) -> Header:
    """Find the header of ``text[start:]``, where no masthead stands, or below a marked headline."""
    header = [*marked]
    above = header[-1][0] if header else None
    header += header_lines(leading_lines(text, above.end if above else start), above)
    if not _introduces_prose(text, header):
        while header and header[-1][1] is None:
            header.pop()
    if _count_headings(header) > MOST_HEADINGS:
        header = list(takewhile(lambda item: item[1] is not None, header))
    run_on, end = read_run_on_date(text, header[-1][0].end if header else start)
    opening = opening_lines(leading_lines(text, end))
    if len(opening) > 1:
        header += opening
        end = opening[-1][0].end
    notes = [*(note for _, note in header if note is not None), run_on]
    headings = [line.text for line, note in header if note is None]
    opened = [line.text.removesuffix(".") for line, _ in opening[:1]]
    title = _first([*(note.title for note in notes), _choose_title(headings), *opened])
    notes += [read_imprint(line) for line in headings if line != title]
    notes.append(read_dateline(text, end))
    if title:
        notes.append(read_asides([line.text for line in leading_lines(text, end)], title))
    return Header(
        title=title,
        published=_first(note.published for note in notes),
        updated=_first(note.updated for note in notes),
        author=_first(note.author for note in notes),
        end=end,
        clauses=_clauses(header, headline, opening),
    )


def _below_masthead(text: str, start: int) -> Header | None:
    """Return the header of a text below a masthead; None if no headline follows the masthead.

    A masthead is a block of lines: the name of a paper, perhaps with its sections and the day, or
    that of an institution with its office (see `qa.articles.letterheads`). A headline has three
    words or more and does not end like a sentence. If the text begins right below it, without an
    empty line, it is a section of a newsletter.
    """
    lines = leading_lines(text, start)
    block = read_masthead(lines) or read_letterhead(lines)
    if not block:
        return None
    end = block[-1][0].end
    header = _read(text, end)
    title = header.title or ""
    behind = text.find(title, end) + len(title)
    if not may_be_headline(title) or text.startswith(".", behind):
        return None
    if header.end > end and text[header.end : header.end + 2].strip():
        return None
    notes = [note for _, note in block if note is not None]
    return replace(
        header,
        published=_first([*(note.published for note in notes), header.published]),
        updated=_first([*(note.updated for note in notes), header.updated]),
    )


def _marked(text: str, start: int, headline: Offsets) -> list[HeaderLine]:
    """Return the header up to a marked headline, which is a headline whatever it ends with."""
    before = [line for line in leading_lines(text, start) if line.end <= headline[0]]
    above = [(line, read_masthead_line(line.text)) for line in before]
    header = above if all(note is not None for _, note in above) else header_lines(before)
    line = Line(*headline, text[slice(*headline)], joined=False)
    if len(header) < len(before) or not line.text.strip():
        return []
    return [*header, (line, Note(title=line.text))]


def _clauses(
    header: Sequence[HeaderLine], headline: Offsets | None, opening: Sequence[HeaderLine]
) -> tuple[Offsets, ...]:
    """Join neighbouring headings that read like a clause, or, as the opening, like a sentence."""
    spans: list[Offsets] = []
    before = False
    paper = _paper([line.text for line, note in header if note is None])
    for line, note in header:
        heading = note is None or (line.start, line.end) == headline
        sentence = (line, note) in opening
        clause = heading and line.text != paper and (sentence or is_clause(line.text))
        if clause and before:
            spans[-1] = (spans[-1][0], line.end)
        elif clause:
            spans.append((line.start, line.end))
        before = clause
    return tuple(spans)


def _introduces_prose(text: str, header: Sequence[HeaderLine]) -> bool:
    """Tell whether whole sentences follow, rather than more lines like the headings."""
    if not header or _count_headings(header) > MOST_HEADINGS:
        return False
    end = header[-1][0].end
    headings = sum(len(line.text) for line, note in header if note is None)
    body = [text[slice(*span)] for span in paragraphs(text, end, min(len(text), end + _SAMPLE))]
    if not body or body[0][0].islower() or sum(map(len, body)) < _LEAST_BODY * headings:
        return False
    ended = sum(1 for paragraph in body if ends_with_stop(paragraph))
    return ended >= len(body) / 2


def _count_headings(header: Iterable[HeaderLine]) -> int:
    return sum(1 for _, note in header if note is None)


def _paper(headings: Sequence[str]) -> str | None:
    """Return the name of a paper that stands above a headline."""
    return headings[0] if len(headings) > 1 and is_paper(headings[0]) else None


def _choose_title(headings: Sequence[str]) -> str | None:
    """Return the headline among headings.

    It is the first heading that is not a caption, has three words or more, and has at most
    ``LONGEST_TITLE`` characters. So neither "OPINION" nor a standfirst is taken for the headline,
    nor is the name of a paper above it, or a line of sections ("Sport | Chess").
    """
    paper = _paper(headings)
    stated = [line for line in headings if line != paper and not is_caption(line)]
    candidates = [line for line in stated if not names_sections(line)] or stated
    short = [line for line in candidates if len(line) <= LONGEST_TITLE]
    long_enough = [line for line in short if may_be_headline(line)]
    return _first([*long_enough, *short, *candidates])


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
