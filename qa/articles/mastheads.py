"""Mastheads: what a printed page has above a headline, such as a paper's name and a section.

"OSBY GAZETTE", "Shipping Weekly | Harbours" and "ELVA NEWS - SPORT" name where an article was
printed; a headline below them says what it is about. So does one below "LAKE FILM FESTIVAL", "Press
release 12" and "7 July 2024".
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.articles.dates import find_dates
from qa.articles.headings import is_rating
from qa.articles.lines import HeaderLine, Line
from qa.articles.notes import Note, has_inner_stop, read_note, without_emphasis
from qa.articles.papers import ends_like_paper, names_paper
from qa.language.sentences import ends_with_stop
from qa.language.words import MONTHS

__all__ = [
    "MOST_LINES",
    "is_masthead",
    "is_of_masthead",
    "is_section",
    "is_slug",
    "names_document",
    "names_sections",
    "read_masthead",
    "read_masthead_line",
]

#: Who sends news without a paper: "Osby University - Press Office".
_SENDERS = ("press office", "news office", "newsroom")
#: No headline has these signs between its words.
_FIRM = r"\s*\|\s*|\s+(?:>|›|»|//)\s+|\s{3,}|\t+"
#: A headline may have these as well.
_LOOSE = r"\s+[-–—·•/*]\s+"
#: A name in capitals with spaces between its letters, and wider ones between its words.
_SET_APART = re.compile(r"[A-Z](?: [A-Z])+(?:\s{2,}[A-Z](?: [A-Z])+)*")
#: Between the sections of a page, where a headline of its own stands below.
_SECTIONS = re.compile(r"\s[|›»/]\s|\s//\s")
_SLASHES = " // "
#: Most words of a part that stands beside a name, and of a section alone in its line; a headline
#: has three words or more. "and" does not count.
_MOST_WORDS = 3
_MOST_OF_SECTION = 2
#: Most lines of a masthead.
MOST_LINES = 4
#: Longest line of a masthead, in characters.
_LONGEST = 80
_A_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
#: When a magazine came out: "June 2031", "July/August 2031", "Summer 2031".
_MONTH = re.compile(
    rf"(?:{_A_MONTH}(?: ?[/–-] ?{_A_MONTH})?|spring|(?:mid)?summer|autumn|fall|winter) \d{{4}}",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
#: Where each word begins with a capital letter or a figure: "Elva Valley Health District".
_NAMED = re.compile(r"(?:(?:[A-Z0-9][\w.'’&-]*|&|and|for|of|the)(?: +|$)){2,8}")
#: What has its own name above its first heading, and no headline below it.
_DOCUMENT = re.compile(
    r"\b(?:agenda|agreement|contract|handbook|guide|manual|minutes|plan|policy|programme|report"
    r"|rules|terms|thesis)\b",
    re.IGNORECASE,
)
#: Least words of a headline below a block of lines that only a day makes a masthead.
_LEAST_HEADLINE = 4
#: Most words of a line beside a day: "Serving the harbour and the islands since 1907".
_MOST_OF_LINE = 9
#: So many headings below it are those of a document.
_MANY_HEADINGS = 4
_LETTERS = re.compile(r"[^\W\d_]{3,}")
#: What agencies write above a story: "URGENT - MILL - OSBY - 2ND LEAD".
_WIRE = re.compile(
    r"\b(?:URGENT|LEAD|UPDATE|WRAP|BULLETIN|FLASH|ALERT|NEWSALERT|CORRECTED|REFILE)\b"
)


def is_masthead(line: str, *, dated: bool = False) -> bool:
    """Tell whether a line is the name of a paper, perhaps with a section or a day beside it.

    The name comes first. In "Mill burns - Osby Gazette", a headline does.

    Args:
        line: A line at the beginning of a text.
        dated: Whether a day stands beside it or below it. Then names count that may be something
            else as well, such as "Osby Review".
    """
    first, *others = _parts(_unspaced(line))
    dated = dated or any(map(_is_day, others))
    if not others or _is_long(line):
        return not others and names_paper(first, dated=dated)
    if not all(map(_is_short, others)):
        return False
    if _SLASHES in line and any(map(ends_like_paper, others)):
        return _is_short(first)
    if any(part.lower() in _SENDERS for part in others):
        return True
    firm = re.search(_FIRM, line) is not None
    named = names_paper(first, dated=dated)
    return named and (firm or not any(part[0].islower() for part in others))


def is_slug(line: str) -> bool:
    """Tell whether a line is what an agency writes above a story: "URGENT - MILL - 2ND LEAD"."""
    parts = _parts(line)
    return line.isupper() and len(parts) > 2 and bool(_WIRE.search(line))


def names_sections(line: str) -> bool:
    """Tell whether a line has parts as sections have: "Home news | Page 3", "SPO / ROWING"."""
    return bool(_SECTIONS.search(line))


def names_document(line: str) -> bool:
    """Tell whether a line says what a document is: "Minutes of the meeting", "Annual report"."""
    return bool(_DOCUMENT.search(line))


def is_section(line: str) -> bool:
    """Tell whether a line right below a masthead belongs to it.

    It names a section ("Ships & Harbours"), or says more of the paper ("Your town, your news").
    """
    if ends_with_stop(line) or _is_long(line) or not re.search(r"[^\W\d_]", line):
        return False
    words = _words(line)
    if len(words) <= _MOST_OF_SECTION or is_masthead(line) or is_slug(line):
        return True
    parts = _parts(line)
    if len(parts) > 1 and all(map(_is_short, parts)):
        named = not any(part[0].islower() for part in parts)
        return named or re.search(_FIRM, line) is not None
    return ends_like_paper(line) and len(words) <= _MOST_WORDS + 1


def is_of_masthead(line: str) -> bool:
    """Tell whether a line above a headline is a paper's name, or a section of it."""
    return is_masthead(line) or is_section(line)


def read_masthead(lines: Sequence[Line]) -> list[HeaderLine]:
    """Return the lines of a masthead, which fill the first block of a text."""
    size = next((at for at, line in enumerate(lines, 1) if not line.joined), len(lines))
    block = lines[:size]
    if size == len(lines) or size > MOST_LINES:
        return []
    notes = [(line, read_masthead_line(line.text)) for line in block]
    if _is_dated_page(block, lines[size:]):
        return [(line, note or _day_in(line.text)) for line, note in notes]
    dated = any(note is not None and note.published for _, note in notes)
    named = any(is_masthead(line.text, dated=dated) for line in block[:1])
    if not named and not any(is_slug(line.text) for line in block[:2]):
        return []
    if named and dated and not any(_is_signature(line.text) for line in block):
        # Then a line may also praise the paper: "Serving the harbour since 1907".
        return [(line, note or Note()) for line, note in notes] if _are_short(block) else []
    if named:
        notes[0] = (block[0], notes[0][1] or Note())
    return notes if all(note is not None for _, note in notes) else []


def read_masthead_line(line: str) -> Note | None:
    """Read a line of a masthead, which states no more than a day."""
    line = without_emphasis(line.lstrip("# "))
    note = read_note(line)
    if note is None and not is_rating(line) and is_of_masthead(line):
        note = _day_in(line)
    return note


def _day_in(line: str) -> Note:
    return Note(published=next((day.iso for day in find_dates(line)), None))


def _is_dated_page(block: Sequence[Line], below: Sequence[Line]) -> bool:
    """Tell whether a block of lines names who printed a text and when, above a headline.

    Its first line is a name, another one holds a day or a month, and none is a byline. A title with
    a day may look so, with a subtitle below it: the block has three lines, or more than a day
    stands in the day's line, or there is a byline below the headline.
    """
    texts = [line.text for line in block]
    if not _NAMED.fullmatch(texts[0]) or any(map(names_document, texts)):
        return False
    if _day_in(texts[0]).published and not _LETTERS.search(_without_day(texts[0])):
        return False
    if not _are_short(block) or any(map(_is_signature, texts)):
        return False
    dated = next((text for text in texts if _day_in(text).published or _MONTH.search(text)), None)
    at = next((at for at, line in enumerate(below) if not is_of_masthead(line.text)), None)
    if dated is None or at is None or not _may_be_headline(below[at].text):
        return False
    alone = [line for before, line in pairwise(below) if not (before.joined or line.joined)]
    if sum(_may_be_headline(line.text) for line in alone) >= _MANY_HEADINGS:
        return False
    signed = any(_is_signature(line.text) for line in below[at + 1 : at + 3])
    if _day_in(dated).published:
        return signed or len(block) > 2 or _LETTERS.search(_without_day(dated)) is not None
    return signed


def _are_short(block: Sequence[Line]) -> bool:
    """Tell whether no line is long or a sentence, which is never left out of a text."""
    return all(
        len(_without_day(_unspaced(line.text)).split()) <= _MOST_OF_LINE
        and not ends_with_stop(line.text)
        and not has_inner_stop(line.text)
        for line in block
    )


def _is_signature(line: str) -> bool:
    return bool((read_note(line) or Note()).author)


def _without_day(line: str) -> str:
    day = next(find_dates(line), None) or _MONTH.search(line)
    if day is None:
        return line
    start, end = (day.start(), day.end()) if isinstance(day, re.Match) else (day.start, day.end)
    return line[:start] + line[end:]


def _may_be_headline(line: str) -> bool:
    words = line.split()
    ended = ends_with_stop(line.rstrip("?!")) or line.endswith((",", ":", ";"))
    return len(words) >= _LEAST_HEADLINE and len(line) <= _LONGEST and not ended


def _is_long(line: str) -> bool:
    """Tell whether a line is longer than one of a masthead; spaces that fill it do not count."""
    return len(" ".join(line.split())) > _LONGEST


def _unspaced(line: str) -> str:
    """Return a name whose letters are set apart, "O S B Y   N E W S", as it is said."""
    if not _SET_APART.fullmatch(line):
        return line
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", line))


def _parts(line: str) -> Sequence[str]:
    parts = [part.strip() for part in re.split(f"{_FIRM}|{_LOOSE}", line)]
    return [part for part in parts if part] or [line]


def _is_short(part: str) -> bool:
    return _is_day(part) or (len(_words(part)) <= _MOST_WORDS and not ends_with_stop(part))


def _words(part: str) -> list[str]:
    return [word for word in part.split() if word not in {"&", "and"}]


def _is_day(part: str) -> bool:
    return bool(_MONTH.fullmatch(part) or _FIGURES.fullmatch(part)) or any(
        day.end - day.start >= len(part) / 2 for day in find_dates(part)
    )
