"""Lines of metadata at the beginning of a text: dates, bylines, fields, addresses, rules."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from qa.articles.abroad import BY, CHANGED, DATE_WORDS, PUBLISHED, WEEKDAYS_ABROAD
from qa.articles.dates import find_dates
from qa.articles.papers import OF_PAPERS
from qa.language.datelines import dateline_end
from qa.language.sentences import ends_with_stop, sentences
from qa.language.words import MONTHS, WEEKDAY_FORMS, WEEKDAYS

__all__ = [
    "Note",
    "begins_with_label",
    "has_inner_stop",
    "is_label",
    "names_role",
    "read_dateline",
    "read_note",
    "read_run_on_date",
    "read_signature",
    "without_emphasis",
]

#: Longest note, in characters.
_LONGEST = 200
_LABEL = (
    r"\b(?:first published|publication date|date of issue|issue date|issued|published|posted"
    r"|dated?|created|last updated|updated"
    r"|last (?:modified|changed|reviewed|revised)|modified|(?:press|news|media) release"
    r"|for immediate release|filed under"
    r"|(?:under )?embargo(?:ed)?(?: until| till)?|not for (?:release|publication) (?:before|until)"
    rf"|{'|'.join((*PUBLISHED, *CHANGED))})\b"
)
_FIELD = re.compile(
    r"(?P<name>title|headline|subject|from|to|cc|bcc|sent|dated?|published(?: on)?"
    r"|publication date|date of issue|issue date|issued|posted(?: on)?|created"
    r"|(?:last )?(?:updated|modified)|last (?:changed|reviewed|revised)"
    r"|authors?(?: of (?:the|this) \w+)?|byline|by"
    r"|source|publisher|section|category|tags|keywords|url|link|language)\s*[:=]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
#: What Markdown sets in italics or in bold, as bylines and names of papers often are.
_EMPHASISED = re.compile(r"(?<!\w)([*_]{1,3})(?=[^\s*_])(?P<words>[^*_]+)(?<=\S)\1(?!\w)")
#: What a sender says of a text, without a day: "For immediate release".
_FREE = re.compile(r"(?:for immediate|free for) (?:release|publication):?", re.IGNORECASE)
_NUMBER = re.compile(r"\b([Nn]o|[Vv]ol|[Ee]st)\. (?=\d)")
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg) ?: ?)+", re.IGNORECASE)
_MAILBOX = re.compile(r"\s*[<\[(]?[\w.+-]+@[\w.-]+[>\])]?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
#: A line drawn with characters, as under a title.
_RULE = re.compile(r"([=_~*#-])\1*")
_NAME = (
    r"[^\W\d_a-z][\w.'’-]*(?:(?:\s*[,&]\s*|\s+)(?:[^\W\d_a-z][\w.'’-]*"
    r"|(?:and|et|und|y|de|del|der|di|la|le|van|von|bin|al|for|of|the|in|at)\b))*"
)
#: What a writer is, in small letters: "court reporter", "our correspondent".
_WRITER = r"(?:[a-z]+ ){0,2}(?:correspondent|editor|reporter|writer|columnist|staff)"
_BYLINE = re.compile(
    r"(?:(?i:(?:written|reported|reviewed|interview|compiled|words|story|posted|published) by|by)"
    rf"|{'|'.join(BY)})\s*:?\s+"
    rf"(?:{_WRITER},?\s+)?(?P<author>{_NAME})(?:,\s+{_WRITER})?"
    r"|(?i:posted by) (?P<user>[\w.-]+)"
)
_TWO_NAMES = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,2}"
_PERSON = rf"(?P<author>{_TWO_NAMES})"
#: "From Hannah Weiss in Aldermoor", "Hannah Weiss reports from Aldermoor".
_FROM = re.compile(
    rf"From (?:{_WRITER},? )?{_PERSON} (?:in|at) {_NAME}"
    rf"|{_PERSON.replace('author', 'reporter')} (?:reports|reporting) from {_NAME}"
)
#: "Our political editor, Ada Moss", "Staff reporter".
_OUR_WRITER = re.compile(
    rf"(?i:(?:by )?(?:our|an?) {_WRITER})(?:,? {_PERSON})?"
    r"|(?i:staff) (?:reporter|writer|correspondent)"
)
_ROLE = r"(?:Correspondent|Editor|Reporter|Writer|Columnist)"
#: What somebody is at a paper, without a name: "Chief Reporter".
_ROLE_ALONE = re.compile(rf"(?:[\w-]+ ){{0,2}}{_ROLE}", re.IGNORECASE)
#: "Ada Moss, health correspondent", "Ada Moss, Senior Editor", "Words: Ada Moss and Per Aas", "by
#: a. moss".
_SIGNATURE = re.compile(
    rf"{_PERSON}, (?:{_WRITER}|(?:[A-Z]\w+ ){{0,2}}{_ROLE})"
    r"|(?i:words|text|story|report|interview)\s*:\s*"
    rf"(?P<names>{_TWO_NAMES}(?: (?:and|&) {_TWO_NAMES})?)"
    r"|by (?P<small>[a-z]\. ?[a-z][\w'’-]+)"
    r"|\((?i:staff (?:reporter|writer|correspondent))\)"
)
#: "Ada Moss at Mill Park".
_ON_THE_SPOT = re.compile(rf"{_PERSON} (?:at|in)(?: the)?(?: [A-Z][\w'’-]*){{1,3}}")
_FULL_NAME = r"[A-Z][\w.'’-]*(?: (?:(?:van|von|de|der|del|di|al|bin) ){0,2}[A-Z][\w.'’-]*){1,3}"
#: Three names or more, as papers of scholars have them below the title.
_AUTHORS = re.compile(rf"{_FULL_NAME}(?:, {_FULL_NAME}){{1,}}(?:, (?:and )?| and ){_FULL_NAME}")
#: What is no part of a name: "Claire Fontaine, le" before a date, "Ada Moss, Health Editor", "Ada
#: Moss at Moorside Park".
_AUTHOR_END = re.compile(
    rf"(?:,\s+(?:[A-Z]\w+ ){{0,2}}{_ROLE})?"
    r"(?:,? (?:at|in)(?: the)?(?:,? [A-Z][\w'’-]*){1,3})?[\s,]*(?:[\s,]le)?[\s,]*$"
)
_A_NAME = r"[A-Z][\w.'’-]*(?: (?:and|&|of|the|avec|mit|[A-Z][\w.'’-]*)){0,4}"
#: Names and places of a paper that stand beside each other: "Herald, press office, p. 7".
_PART = re.compile(
    rf"(?P<name>{_A_NAME})(?: (?:news|newsletter|bulletin|blog|pages?|report|section))?"
    r"(?: (?:no|issue|number)\.? ?\d+)?"
    r"|(?:[a-z]+ ){0,2}(?:office|desk|edition|section|release|agency|service"
    rf"|online)|{_WRITER}|(?:p|page)\.? ?\d+"
)
_PAPER_PAGE = re.compile(rf"{_A_NAME}, (?:p|page)\.? ?\d+")
_BETWEEN_PARTS = re.compile(r"\s*[,|·•–—]\s*|\s+(?:-|//?)\s+")
_MOST_PARTS = 4
#: Between commas may stand places: "12 March 2024, Guildhall, Council Chamber".
_PLACES = re.compile(r"\w,")
#: "Match report, 10 July 2021".
_LABEL_BESIDE = r"[A-Z][\w'’-]*(?: [a-z][\w'’-]*){1,2}"
_LABEL_BEFORE_BYLINE = re.compile(rf"{_LABEL_BESIDE}\s*,[\s,]*(?=by\b)|[A-Z]{{4,}}\s+(?=by\b)")
#: "Jane Doe | July 10, 2021", "BBC News, 10 July 2021": a name of at most five words.
_NAME_BESIDE_DATE = re.compile(rf"{_A_NAME}\s*[,|·•–—-]|{_LABEL_BESIDE}\s*,")
#: "Jane Doe, Evening Post, 10 July 2021"; before an agency stands a place.
_NAMES_BESIDE_DATE = re.compile(
    rf"(?P<author>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}})\s*[,|·•–—]\s*"
    rf"(?P<paper>{_A_NAME})\s*[,|·•–—-]"
)
_AGENCIES = frozenset({"AFP", "AP", "CNN", "DPA", "Reuters", "UPI", "dpa"})
#: "July 10, 2021 / CBS News", "Posted on 10 July 2021 in News".
_NAME_AFTER_DATE = re.compile(rf"(?:[,|·•/–—-]|\bin\b)\s*{_A_NAME}$")
#: "Posted by Ada Moss on 10 July 2021 in: boats, not funny".
_FILED_UNDER = re.compile(rf"\s*(?:on\s+)?\b(?:in|under)\b\s*(?::\s*[^\s:][^:]*|{_A_NAME})$")
#: "Radio Osby, updates from the newsroom, Tuesday 8 November 2022".
_WEEKDAY_LAST = re.compile(rf"[,|·•–—]\s*(?:{'|'.join(WEEKDAYS)}),?$", re.IGNORECASE)
_DAY_OR_MONTH = re.compile("|".join(MONTHS + WEEKDAYS), re.IGNORECASE)
_CHANGED = re.compile(
    rf"updated|modified|last (?:changed|reviewed|revised)|{'|'.join(CHANGED)}", re.IGNORECASE
)
#: Words that show that a date is not American, so that its figures begin with the day.
_ABROAD = re.compile(
    rf"\b(?:{'|'.join((*PUBLISHED, *CHANGED, 'le', 'à', 'uhr', 'el', 'alle', 'ore'))})\b",
    re.IGNORECASE,
)
#: What may stand beside a date on its own line: labels, times, weekdays, time zones.
_BESIDE_DATE = re.compile(
    rf"{_LABEL}|\b\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?(?:[ap]\.?m\b\.?|\b)|\b\d{{1,2}}(?=\s*[ap]\.?m\b)"
    r"|\d{1,2}[時시时](?:\d{1,2}[分분])?"
    r"|\b[\w.+-]+@[\w.-]+|\bstaff (?:writer|reporter)\b|[+-]\d{2}:?\d{2}\b"
    r"|\b[ap]\.?m\b\.?|\b\d{1,3} min(?:ute)?s?(?: read)?\b"
    r"|\b\d{1,2} ?(?:h|hours?|hrs?|min(?:ute)?s?|days?) ago\b|\b\d{1,2}h\b"
    r"|\b(?:on|at|time|gmt|utc|bst|(?-i:[A-Z]{1,4}T)|ce?s?t|e[sd]?t|p[sd]?t|[mc][sd]t"
    rf"|{'|'.join((*WEEKDAY_FORMS, *WEEKDAYS_ABROAD, *DATE_WORDS))})\b"
    r"|[(（][月火水木金土日一二三四五六]?[)）]|[\s|,·•:;()/\[\].–—：-]",
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
        updated: ISO date of the last change.
        author: Name or names, as written.
    """

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None


def read_note(line: str) -> Note | None:
    """Return what a line of metadata states, or None if the line is anything else."""
    line = _NUMBER.sub(r"\1 ", without_emphasis(line.strip()))
    if len(line) > _LONGEST:
        return None
    days, rest = _take_dates(line)
    if rest is not None and not _BESIDE_DATE.sub("", rest):
        return days
    if has_inner_stop(line if rest is None else rest):
        return None
    if any(alone.fullmatch(line) for alone in (_ADDRESS, _RULE, _FREE)):
        return Note()
    field = _FIELD.fullmatch(line)
    if field is not None:
        return _read_field(field["name"].lower(), field["value"].strip())
    if rest is None:
        if _AUTHORS.fullmatch(line) and not line.isupper():
            return Note(author=line)
        if _PAPER_PAGE.fullmatch(line):
            return Note()
        byline = _BYLINE.fullmatch(line) or _FROM.fullmatch(line) or _OUR_WRITER.fullmatch(line)
        return None if byline is None else _read_byline(byline)
    return _read_beside(days, rest)


def read_signature(line: str, *, on_the_spot: bool = False) -> Note | None:
    """Return who signed an article, from a line that says so only if it stands below a headline.

    Args:
        line: A line such as "Ada Moss, health correspondent".
        on_the_spot: Whether "Ada Moss at Mill Park" counts; "Fatal Crash at Mill Park" looks alike.
    """
    line = without_emphasis(line.strip())
    signed = _SIGNATURE.fullmatch(line) or (_ON_THE_SPOT.fullmatch(line) if on_the_spot else None)
    if signed is None:
        return None
    author = next((name for name in signed.groupdict().values() if name), None)
    return (
        Note(author=author)
        if author is None or OF_PAPERS.isdisjoint(author.lower().split())
        else None
    )


def begins_with_label(line: str) -> bool:
    """Tell whether a line begins with what a day is: "Last updated on 3 May 2031"."""
    return re.match(_LABEL, line, re.IGNORECASE) is not None


def is_label(line: str) -> bool:
    """Tell whether a line only says what a day is: "Published"; a bare "Date" may be an event's."""
    stated = re.fullmatch(rf"{_LABEL}(?: on)?:?", line, re.IGNORECASE)
    return stated is not None and not line.lower().startswith("date")


def names_role(words: str) -> bool:
    """Tell whether words say what somebody is at a paper: "Chief Reporter", "health editor"."""
    return bool(_ROLE_ALONE.fullmatch(words))


def without_emphasis(line: str) -> str:
    """Return a line without the marks of Markdown for italics and bold."""
    return _EMPHASISED.sub(r"\g<words>", line)


def _read_beside(days: Note, rest: str) -> Note | None:
    """Read a line of dates and a name; ``rest`` is the line without its dates."""
    label = _LABEL_BEFORE_BYLINE.match(rest)
    byline = _BYLINE.match(rest, label.end() if label else 0)
    behind = rest[byline.end() :] if byline else ""
    if byline and (not _BESIDE_DATE.sub("", behind) or _is_filed(behind)):
        return replace(days, author=_author(byline))
    both = _NAMES_BESIDE_DATE.match(rest)
    if both and not byline and not _BESIDE_DATE.sub("", rest[both.end() :]):
        author = both["author"]
        named = " " in author and _is_person(author) and both["paper"] not in _AGENCIES
        return replace(days, author=author) if named else days
    for name in (_NAME_BESIDE_DATE.search(rest), _NAME_AFTER_DATE.search(rest)):
        if name and not _BESIDE_DATE.sub("", rest[: name.start()] + rest[name.end() :]):
            return days
    return days if _WEEKDAY_LAST.search(rest) else _read_parts(days, rest)


def _is_filed(words: str) -> bool:
    """Tell whether words name the sections in which a text was posted; they are no sentence."""
    return _FILED_UNDER.fullmatch(words) is not None and not ends_with_stop(words)


def _read_parts(days: Note, rest: str) -> Note | None:
    """Read names beside each other: "Herald · Ingrid Solheim", "By Ada Moss — The Observer"."""
    byline = _BYLINE.match(rest)
    behind = rest[byline.end() :] if byline else rest
    parts = [part for part in _BETWEEN_PARTS.split(behind) if _BESIDE_DATE.sub("", part)]
    found = [_PART.fullmatch(part.strip()) for part in parts]
    named = [part["name"] for part in found if part and part["name"]]
    if not all(found) or len(parts) > _MOST_PARTS or not (named or byline):
        return None
    if byline:
        return replace(days, author=_author(byline))
    people = [name for name in named if len(name.split()) in (2, 3) and _is_person(name)]
    told = len(people) == 1 and len(named) > 1 and not _PLACES.search(behind)
    return replace(days, author=people[0]) if told else days


def _is_person(name: str) -> bool:
    in_capitals = all(word[0].isupper() for word in name.split())
    return in_capitals and OF_PAPERS.isdisjoint(name.lower().split())


def has_inner_stop(line: str) -> bool:
    """Tell whether a sentence may end within a line; if so, it is not a line of a header."""
    line = _NUMBER.sub(r"\1 ", line)
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
    changed = bool(_CHANGED.search(label.group()))
    return Note(**{"updated" if changed else "published": stated.iso}), tail.end()


def read_dateline(text: str, start: int) -> Note:
    """Read the day in the dateline of a story: "Osby, 4 May 2021 - The mill burned."."""
    start += len(text[start:]) - len(text[start:].lstrip())
    line = text[start : dateline_end(text, start)]
    return Note(published=next((day.iso for day in find_dates(line)), None))


def _read_field(name: str, value: str) -> Note | None:
    if name in ("title", "headline", "subject"):
        return Note(title=_REPLY.sub("", value))
    if name == "sent" or re.match(_LABEL, name):
        days, rest = _take_dates(f"date {value}" if name == "sent" else f"{name} {value}")
        return None if rest is None or _BESIDE_DATE.sub("", rest) else days
    if ends_with_stop(value) or _INNER_STOP.search(value):
        return None
    if name == "from":
        return Note(author=_MAILBOX.sub("", value).strip("\"' ") or None)
    return Note(author=value) if name.startswith(("author", "by")) else Note()


def _read_byline(byline: re.Match[str]) -> Note | None:
    author = _author(byline)
    return None if author and _DAY_OR_MONTH.match(author) else Note(author=author)


def _author(byline: re.Match[str]) -> str | None:
    """Return the names of a byline, without paper and place; None for "Staff reporter"."""
    stated = next((name for name in byline.groupdict().values() if name), None)
    if stated is None:
        return None
    first, *others = _AUTHOR_END.sub("", stated).split(", ")
    full = " " in first  # then a word alone is a place: "Ada Moss, Osby"
    names = takewhile(
        lambda name: OF_PAPERS.isdisjoint(name.lower().split()) and (" " in name or not full),
        others,
    )
    return ", ".join([first, *names])


def _take_dates(line: str) -> tuple[Note, str | None]:
    """Return the days that a line states, and the line without them; None if it states none.

    A date after a word such as "updated" is that of the last change; of several others, the first
    is that of publication.
    """
    published, updated, rest, at = None, None, "", 0
    days = list(find_dates(line))
    if any(day.iso is None for day in days) and _ABROAD.search(line):
        days = list(find_dates(line, day_first=True))
    for stated in days:
        between = line[at : stated.start]
        if _CHANGED.search(between):
            updated = stated.iso
        else:
            published = published or stated.iso
        rest += between + " "
        at = stated.end
    return Note(published=published, updated=updated), (rest + line[at:]).strip() if at else None
