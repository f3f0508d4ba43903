"""Lines of metadata at the beginning of a text: dates, bylines, fields, addresses, rules."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.articles.dates import find_dates
from qa.language.sentences import ends_with_stop, sentences
from qa.language.words import MONTHS, WEEKDAY_FORMS, WEEKDAYS

__all__ = ["Note", "has_inner_stop", "read_note", "read_run_on_date"]

#: Longest note, in characters.
_LONGEST = 200
_LABEL = (
    r"\b(?:first published|publication date|published|posted|dated?|created|last updated|updated"
    r"|last modified|modified)\b"
)
_FIELD = re.compile(
    r"(?P<name>title|headline|dated?|published(?: on)?|publication date|posted(?: on)?|created"
    r"|(?:last )?(?:updated|modified)|authors?|byline|by|source|publisher|section|category|tags"
    r"|keywords|url|link|language)\s*[:=]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
#: A line drawn with characters, as under a title.
_RULE = re.compile(r"([=_~*#-])\1*")
_BYLINE = re.compile(
    r"(?i:(?:written|reported|words|story|posted|published) by|by)\s+(?P<author>[A-Z][\w.'’-]*"
    r"(?:(?:\s*[,&]\s*|\s+)(?:[A-Z][\w.'’-]*|(?:and|de|del|der|di|la|le|van|von|bin|al|for|of|the"
    r"|in|at)\b))*)"
)
#: "Jane Doe | July 10, 2021", "BBC News, 10 July 2021": a name of at most five words.
_NAME_BESIDE_DATE = re.compile(r"[A-Z][\w.'’-]*(?: (?:and|of|the|[A-Z][\w.'’-]*)){0,4}\s*[,|·•–—-]")
_DAY_OR_MONTH = re.compile("|".join(MONTHS + WEEKDAYS), re.IGNORECASE)
_CHANGED = re.compile(r"updated|modified", re.IGNORECASE)
#: What may stand beside a date on its own line: labels, times, weekdays, time zones.
_BESIDE_DATE = re.compile(
    rf"{_LABEL}|\b\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?:[ap]\.?m\b\.?|\b)|\b\d{{1,2}}(?=\s*[ap]\.?m\b)"
    r"|\b[\w.+-]+@[\w.-]+|\bstaff (?:writer|reporter)\b|[+-]\d{4}\b"
    r"|\b[ap]\.?m\b\.?|\b\d{1,3} min(?:ute)?s?(?: read)?\b"
    r"|\b(?:on|at|time|gmt|utc|bst|ce?s?t|e[sd]?t|p[sd]?t|[mc][sd]t"
    rf"|{'|'.join(WEEKDAY_FORMS)})\b"
    r"|[\s|,·•:;()/.–—-]",
    re.IGNORECASE,
)
_RUN_ON_LABEL = re.compile(rf"\s*{_LABEL}(?: on)?\s*:?\s+", re.IGNORECASE)
#: After a date that a sentence follows: a capital letter or a digit, perhaps in quotes.
_RUN_ON_TAIL = re.compile(r"(?:\s+[-–—|]+)?\s+(?=[\"“«‘(\[]*[^\W_a-z])")


#: A full stop after a word in lower case, whatever follows; "U.S. Army" and "J. Smith" have none.
_INNER_STOP = re.compile(r"\b[^\W\d_A-Z]{2,}[.!?…][\"'”’)]*\s")


@dataclass(frozen=True, slots=True)
class Note:
    """What a line of metadata states.

    Attributes:
        title: A title given as a named field.
        published: ISO date of publication.
        author: Name or names, as written.
    """

    title: str | None = None
    published: str | None = None
    author: str | None = None


def read_note(line: str) -> Note | None:
    """Return what a line of metadata states, or None if the line is anything else."""
    if len(line) > _LONGEST:
        return None
    published, rest = _take_dates(line)
    if rest is not None and not _BESIDE_DATE.sub("", rest):
        return Note(published=published)
    if has_inner_stop(line):
        return None
    if _ADDRESS.fullmatch(line) or _RULE.fullmatch(line):
        return Note()
    field = _FIELD.fullmatch(line)
    if field is not None:
        return _read_field(field["name"].lower(), field["value"].strip())
    if rest is None:
        byline = _BYLINE.fullmatch(line)
        return None if byline is None else _read_byline(byline)
    byline = _BYLINE.match(rest)
    if byline is not None and not _BESIDE_DATE.sub("", rest[byline.end() :]):
        return Note(published=published, author=byline["author"].strip(" ,"))
    if (name := _NAME_BESIDE_DATE.match(rest)) and not _BESIDE_DATE.sub("", rest[name.end() :]):
        return Note(published=published)
    return None


def has_inner_stop(line: str) -> bool:
    """Tell whether a sentence may end within a line; if so, it is not a line of a header."""
    return bool(_INNER_STOP.search(line)) or len(sentences(line)) > 1


def read_run_on_date(text: str, start: int) -> tuple[Note, int]:
    """Read a labelled date with a sentence after it, as in ``date 2021-07-10 The ...``.

    Returns:
        What it states, and the offset at which the sentence begins: ``start`` if there is no date.
    """
    label = _RUN_ON_LABEL.match(text, start)
    if label is None:
        return Note(), start
    stated = next(find_dates(text[label.end() : label.end() + 40]), None)
    if stated is None or stated.start > 0:
        return Note(), start
    tail = _RUN_ON_TAIL.match(text, label.end() + stated.end)
    if tail is None:
        return Note(), start
    return Note(published=None if _CHANGED.search(label.group()) else stated.iso), tail.end()


def _read_field(name: str, value: str) -> Note | None:
    if name in ("title", "headline"):
        return Note(title=value)
    if re.match(_LABEL, name):
        published, rest = _take_dates(f"{name} {value}")
        return None if rest is None or _BESIDE_DATE.sub("", rest) else Note(published=published)
    if ends_with_stop(value):
        return None
    return Note(author=value) if name in ("author", "authors", "byline", "by") else Note()


def _read_byline(byline: re.Match[str]) -> Note | None:
    author = byline["author"].strip(" ,")
    return None if _DAY_OR_MONTH.match(author) else Note(author=author)


def _take_dates(line: str) -> tuple[str | None, str | None]:
    """Return the date of publication and the line without its dates; (None, None) without dates.

    Of several dates, the first one without a word such as "updated" before it is used.
    """
    published, rest, at = None, "", 0
    for stated in find_dates(line):
        between = line[at : stated.start]
        if published is None and not _CHANGED.search(between):
            published = stated.iso
        rest += between + " "
        at = stated.end
    return (published, (rest + line[at:]).strip()) if at else (None, None)
