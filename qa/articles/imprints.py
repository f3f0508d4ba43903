"""Imprints: lines below a title that name who published a text, and the day, beside each other.

"*Osby Gazette, 3 May 2031*", "Osby Fire Service | Media office | Issued 3 May 2031, 14:00", "Posted
3 May 2031 by Ada Moss on *Pumps*", "By Ada Moss (second alto)". A day may as well be that of an
event, so it counts only where nothing but a label stands between it and the mark before it: "In
force from 3 May 2031" and "born 3 May 2031" are no imprints.
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re

from qa.articles.dates import find_dates
from qa.articles.notes import Note, without_emphasis
from qa.articles.papers import OF_PAPERS
from qa.language.sentences import ends_with_stop
from qa.language.words import WEEKDAY_FORMS

__all__ = ["read_imprint"]

#: Longest imprint, in characters.
_LONGEST = 200
#: Between what stands beside each other: "Herald | News | 3 May", "Herald, 3 May". Wide spaces too.
_MARK = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s{3,}|\t+|[,;]\s+|(?<=[a-z\d)”\"])\.\s+")
_WEEKDAY = re.compile(rf"(?:(?:{'|'.join(WEEKDAY_FORMS)})\.?,?\s+)?$", re.IGNORECASE)
#: What a day is that a text was published on, or changed.
_LABEL = (
    r"(?:(?:page |first |report )?(?:published|posted|issued|printed|broadcast|released|dated)"
    r"(?: on)?|(?:report|release|issue|publication) date|date of (?:issue|publication|report))"
)
_CHANGED = r"(?:page )?(?:last )?(?:updated|changed|modified|revised|reviewed)(?: on)?"
_LABELS = re.compile(rf"(?P<published>{_LABEL})|(?P<updated>{_CHANGED})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{_LABEL}|{_CHANGED}|by)\b", re.IGNORECASE)
#: At an hour somebody meets, unless the line says that it was published then.
_HOUR = re.compile(
    r"(?<![£$€\d])\b\d{1,2}[.:h]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bo['’]clock\b|\bnoon\b", re.I
)
_PERSON = (
    r"(?:(?:Dr|Prof|Professor|Cllr|Rev|Sir|Mr|Mrs|Ms)\.? )?"
    r"[A-Z][\w.'’-]*(?: (?:(?:van|von|de|der|del|di|da|al|bin) ){0,2}[A-Z][\w.'’-]*){1,3}"
)
_WROTE = (
    r"(?:(?:posted|written(?: up)?|prepared|compiled|reported|reviewed|tested|text|words|story"
    r"|comment|column|report|review) )?by|(?:words|text|author)\s*:"
)
#: At the beginning or behind a mark; behind the name, a mark or what says where.
_SIGNED = re.compile(
    rf"(?:^|(?<=\()|(?<=[|·•–—,.;:\d-] ))(?i:{_WROTE})\s+(?P<author>{_PERSON})"
    r"(?=$|[.,;)]|\s+(?:on|for|in|at)\b|\s+[\d(]|\s*[|·•]|\s+[-–—]\s)"
)
#: "Words by Ada Moss. Pictures by Per Aas."
_CREDITED = re.compile(
    rf"(?:text|words|story) by {_PERSON}\.(?: [A-Z]\w+ by [^.]{{3,40}}\.)?", re.I
)
#: What may stand behind a day: a mark, its hour, or who wrote and where.
_BEHIND_DAY = re.compile(
    rf"(?:{_MARK.pattern})|\s*(?:$|[.)]|(?:by|on|in|at)\b|\d{{1,2}}[.:]\d\d)", re.IGNORECASE
)
#: What people hold is taken down on the day itself: "Minutes of the meeting held on 3 May 2031".
_MINUTES = re.compile(r"\bminutes of\b.*\b(?:on|of)\b", re.IGNORECASE)


def read_imprint(line: str) -> Note:
    """Return the day and the author that a line below a title names.

    Args:
        line: The line, which does not go on in the next one.

    >>> read_imprint("*Osby Gazette, sport, Tuesday 6 May 2031. By Ada Moss*")
    Note(title=None, published='2031-05-06', updated=None, author='Ada Moss')
    """
    if len(line) > _LONGEST:
        return Note()
    emphasised = line[:1] in "*_" and line[-1:] in "*_"
    italic = emphasised and line[:2] not in ("**", "__")
    words = without_emphasis(line).strip("|*_# ")
    if ends_with_stop(words) and not emphasised and not _CREDITED.fullmatch(words):
        return Note()
    note = (
        Note()
        if line.startswith("#") and not _MINUTES.search(words)
        else _dated(words, alone=italic)
    )
    signed = _SIGNED.search(words)
    if signed and (emphasised or note != Note() or signed.start() == 0):
        author = signed["author"].rstrip(".")
        if OF_PAPERS.isdisjoint(author.lower().split()):
            return Note(published=note.published, updated=note.updated, author=author)
    return note


def _dated(words: str, *, alone: bool) -> Note:
    days = list(find_dates(words))
    if len(days) != 1:
        return Note()
    (day,) = days
    ahead, behind = _WEEKDAY.sub("", words[: day.start]), words[day.end :]
    if _MINUTES.search(ahead):
        return Note(published=day.iso)
    label = _label_of_day(ahead)
    stated = _LABELS.fullmatch(label)
    if not _BEHIND_DAY.match(behind) or (label and stated is None):
        return Note()
    if stated is not None:
        return Note(**{str(stated.lastgroup): day.iso})
    # A day alone may head a page of a diary, unless it is in italics; one with an hour invites.
    named = (
        bool(ahead.strip())
        or (alone and not behind)
        or _SIGNED.search(behind.strip(", ")) is not None
    )
    invites = _HOUR.search(behind) is not None and not _LABELLED.match(words)
    return Note(published=day.iso) if named and not invites else Note()


def _label_of_day(ahead: str) -> str:
    """Return what stands between a day and the mark before it."""
    return _MARK.split(ahead)[-1].strip().rstrip(":")
