"""What the first lines below a title state besides what they tell: days, and who wrote them.

"Page owner: Ada Moss. Last updated 3 May 2031", "Published" above "3 May 2031", or a byline below a
sentence. These lines stay in the passages, since a sentence stands beside such a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import takewhile

from qa.articles.dates import find_dates
from qa.articles.imprints import read_imprint
from qa.articles.notes import Note, begins_with_label, is_label, read_note, without_emphasis
from qa.language.sentences import sentences
from qa.language.words import WEEKDAY_FORMS

__all__ = ["read_asides"]

#: Most lines that are looked at, and among how many of them a byline may stand.
_MOST_LINES, _MOST_ABOVE_BYLINE = 8, 4
#: Longest of them, in characters.
_LONGEST = 200
#: What names an issue, which is dated: "BULLETIN No. 6".
_ISSUE = re.compile(r"(?:\b(?:No\.?|Nr\.?|Issue|Number)|#) ?\d+\b", re.IGNORECASE)
#: What may stand between an issue's day and what else its line says.
_BEHIND_DAY = re.compile(r"\s*(?:$|[-–—|·•])")  # noqa: RUF001 - so people write it
_WEEKDAY = re.compile(rf"(?:(?:{'|'.join(WEEKDAY_FORMS)})\.?,?\s+)?", re.IGNORECASE)
#: Below a title, this names a book or an address rather than a person.
_SOURCE = re.compile(r"from:", re.IGNORECASE)
_TWO_WORDS = re.compile(r"\S+ \S")


def read_asides(lines: Sequence[str], title: str | None) -> Note:
    """Return what the first lines below a title state, each the first time.

    Args:
        lines: The lines, in order.
        title: The title above them.
    """
    short = list(takewhile(lambda line: len(line) <= _LONGEST, lines[:_MOST_LINES]))
    notes = list(_notes(short, issue=bool(_ISSUE.search(title or ""))))
    stated = {
        field.name: next((value for note in notes if (value := getattr(note, field.name))), None)
        for field in fields(Note)
        if field.name != "title"
    }
    return Note(**stated)


def _notes(lines: Sequence[str], *, issue: bool) -> Iterator[Note]:
    for at, line in enumerate(lines):
        words = without_emphasis(line).lstrip("-*• ")
        if at and is_label(without_emphasis(lines[at - 1]).lstrip("-*• ")):
            yield _day_under(lines[at - 1], words)
        if at < _MOST_ABOVE_BYLINE:
            yield from _sentences(line, words)
            if issue:
                yield _day_of_issue(words)
        if not "".join(lines[at + 1 : at + 2])[:1].islower():
            yield read_imprint(line)


def _sentences(line: str, words: str) -> Iterator[Note]:
    """Yield what a line states, or a sentence of it; who wrote a text, only if all is emphasised.

    In a line of prose, "By Ada Moss." may end what somebody says.
    """
    whole = read_note(words)
    if _SOURCE.match(words):
        return
    if whole is not None and (whole.author or begins_with_label(words)):
        yield whole
        return
    emphasised = line[:1] in "*_" and line[-1:] in "*_"
    for start, end in sentences(words):
        part = words[start:end].strip().rstrip(".")
        note = read_note(part) or Note()
        if begins_with_label(part):
            yield Note(published=note.published, updated=note.updated)
        elif emphasised and _TWO_WORDS.match(note.author or ""):
            yield Note(author=note.author)


def _day_under(label: str, words: str) -> Note:
    """Read a day that stands below what it is: "Published" above "Thursday 3 May 2031"."""
    day = next(find_dates(words), None)
    if day is None or not _WEEKDAY.fullmatch(words[: day.start]):
        return Note()
    label = without_emphasis(label).lstrip("-*• ")
    return read_note(f"{label}: {words[day.start : day.end]}") or Note()


def _day_of_issue(words: str) -> Note:
    """Read the day with which a line below a numbered issue begins."""
    day = next(find_dates(words), None)
    if day is None or not _WEEKDAY.fullmatch(words[: day.start]):
        return Note()
    return Note(published=day.iso) if _BEHIND_DAY.match(words, day.end) else Note()
