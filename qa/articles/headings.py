"""Headings: which lines at the beginning of a text are headlines, standfirsts and captions.

A line that continues on the next one, as in hand-wrapped prose, in a poem or in a list, is none of
these; nor is a field beside another one: "Length: 312 km" above "Mouth: North Sea" is data.
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import takewhile

from qa.articles.imprints import read_imprint
from qa.articles.lines import HeaderLine, Line
from qa.articles.notes import Note, has_inner_stop, read_note, read_signature
from qa.language.sentences import ends_with_stop

__all__ = [
    "LONGEST_TITLE",
    "MOST_HEADINGS",
    "header_lines",
    "is_caption",
    "is_clause",
    "is_rating",
    "may_be_headline",
    "opening_lines",
]

#: Longest heading, in characters. A sample article has a standfirst of 119 characters; a line that
#: is longer than this limit is not hand-wrapped prose either.
_LONGEST_HEADING = 200
#: Longest title, in characters; the title is the first heading that is not longer.
LONGEST_TITLE = 100
#: A title of fewer words may be a section: "OPINION", "Home news".
_LEAST_HEADLINE = 3
#: A heading of fewer words is a label such as "World news".
_LEAST_CLAUSE = 4
#: What a review says in few words: "Three stars", "4/5".
_RATING = re.compile(r"\bstars?\b|[★⭐]|\d ?/ ?(?:5|10)\b", re.IGNORECASE)
#: More headings than this are a list or a poem.
MOST_HEADINGS = 4
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
_SHOUTED = re.compile(rf"[^\W_\d\"“‘'].{{5,{LONGEST_TITLE}}}[!?][\"”’']?")
#: Share of capital letters in such a line.
_SHOUTED_SHARE = 0.8
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
#: What a headline says has its end within such a line: "GOTCHA! harbour.jpg".
_CALLS_OUT = re.compile(r"[!?] ")


def header_lines(lines: Sequence[Line], above: Line | None = None) -> list[HeaderLine]:
    """Return the notes and headings at the beginning of a text, or below a headline, in order."""
    header: list[HeaderLine] = []
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


def opening_lines(lines: Sequence[Line]) -> list[HeaderLine]:
    """Return a title that reads like a sentence, and the notes below it, if there are any.

    In a text without a headline, the first paragraph is the title if it is a single short sentence,
    or any short line above a byline: "Lansing out. Now comes the hard part".
    """
    if len(lines) < 2 or len(lines[0].text) > LONGEST_TITLE or _NO_HEADING.search(lines[0].text):
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


def may_be_headline(line: str) -> bool:
    """Tell whether a line has as many words as a headline, not only those of a section."""
    return len(line.split()) >= _LEAST_HEADLINE


def is_clause(heading: str) -> bool:
    """Tell whether a heading reads like a clause: it may say what nothing below it does."""
    telling = len(heading.split()) >= _LEAST_CLAUSE or is_rating(heading)
    telling = telling or ends_with_stop(heading) or bool(_CALLS_OUT.search(heading))
    return telling and not is_caption(heading)


def is_rating(heading: str) -> bool:
    """Tell whether a line says what a review thinks of its subject: "Three stars"."""
    return bool(_RATING.search(heading))


def is_caption(heading: str) -> bool:
    """Tell whether a heading is that of a picture: "Photo: AFP", "minister_in_paris.jpg"."""
    if _CALLS_OUT.search(heading):
        return False
    return bool(_CAPTION.search(heading)) or heading[0].islower()


def _is_wrapped(lines: Sequence[Line], at: int, note_of: Callable[[int], Note | None]) -> bool:
    """Tell whether a line goes on in the next one, as in hand-wrapped prose.

    It does not if the next one is a whole paragraph or a field, or if the lines below it end with a
    note: a headline, "Three stars" and "By Dominic Farr, 5 April" may follow each other without a
    gap. A gap before the byline is no obstacle if each line reads like a headline or a standfirst.
    """
    if not lines[at].joined or at + 1 == len(lines):
        return False
    if len(lines[at + 1].text) > _LONGEST_HEADING or _is_data(lines, at + 1):
        return False
    anew = _is_shouted(lines[at].text) or is_clause(lines[at].text)
    for below in range(at + 1, min(at + 1 + MOST_HEADINGS, len(lines))):
        if note_of(below) is not None:
            return False
        if not _is_heading(lines[below]) or not _starts_anew(lines[below], lines[at]):
            anew = False
        if not lines[below].joined or not _is_heading(lines[below]):
            return not (anew and _is_signed(lines, below + 1, note_of))
    return True


def _is_shouted(text: str) -> bool:
    """Tell whether a line is in capitals, but for a letter or two: "TEN £2m WINS"."""
    letters = [one for one in text if one.isalpha()]
    return sum(one.isupper() for one in letters) >= _SHOUTED_SHARE * len(letters) > 0


def _is_signed(lines: Sequence[Line], at: int, note_of: Callable[[int], Note | None]) -> bool:
    """Tell whether a line states who wrote an article, or when."""
    if at == len(lines):
        return False
    return (note_of(at) or read_imprint(lines[at].text)) != Note()


def _starts_anew(line: Line, above: Line) -> bool:
    """Tell whether a line is a heading of its own, not the second half of the one above it.

    Where every word has a capital letter, nothing tells one from the other, unless the one above
    has nothing but capitals.
    """
    apart = _is_shouted(above.text) and not _is_shouted(line.text)
    return is_clause(line.text) and (apart or bool(_SMALL_WORD.search(line.text)))


def _is_data(lines: Sequence[Line], at: int) -> bool:
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


def _names_value(line: Line) -> bool:
    return bool(_DATA.fullmatch(line.text)) and not is_caption(line.text)


def _note(lines: Sequence[Line], at: int, above: Line | None = None) -> Note | None:
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


def _signature(before: Sequence[Line], line: Line, behind: Sequence[Line]) -> Note | None:
    """Read a line below a headline that is a signature; several of them are a list of people."""
    near = [*before[-1:], *behind[:1]]
    if not before or any(read_signature(other.text) for other in near):
        return None
    signed = any((read_note(other.text) or Note()).author for other in near)
    in_small_letters = any(_SMALL_WORD.search(other.text) for other in before)
    return read_signature(line.text, on_the_spot=in_small_letters and not signed)


def _is_heading(line: Line) -> bool:
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
