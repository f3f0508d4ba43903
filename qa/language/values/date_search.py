"""Finds the dates that a text mentions: "on Thursday", "31 August 2021", "last week"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.language.values.date_grammar import read_date
from qa.language.values.normal import Days, stated_days
from qa.language.values.words import fold
from qa.language.words import MONTH_FORMS, WEEKDAY_FORMS, word_set

__all__ = ["DateMention", "date_mentions", "looks_ahead"]

# The greatest number of words of one date: "the second half of last year".
_MOST_WORDS = 7
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:[/.-]\d+)*\.?")  # noqa: RUF001
# A phrase is only read as a date if it contains one of these or a year.
_TELLING = (
    (MONTH_FORMS.keys() | WEEKDAY_FORMS.keys())
    - word_set("may mar march sat sun wed dec jan second")
) | word_set(
    "january december today yesterday tomorrow tonight week month year decade century weeks months "
    "years ago"
)
# A sentence without any of these mentions no date.
_HINT = re.compile(
    rf"\b(?:{'|'.join(sorted(_TELLING))}|mar|may|march|sat|sun|wed|dec|jan)\b|\b[12]\d{{3}}"
    r"|\d[/.-]\d{1,2}[/.-]\d",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?:(?:May|March)\.?|Mar\.|Jan\.?|Dec\.?|Sat\.|Sun\.|Wed\.)$")
_YEAR = re.compile(r"(?:1[5-9]\d\d|20\d\d)s?$")
_NUMERIC = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$")
# A bare number is a year only behind one of these words, or in brackets.
_BEFORE_YEAR = word_set(
    "in since by until before after of during from around early late mid to and the"
)
# Words that a date may begin or end with, but that do not belong to the words shown.
_LEADING = word_set("a an on in at of the during and to")
# Words of dates that are verbs unless "the" stands before them: "will end in 2022".
_VERBS = word_set("end ends start starts")
# Behind these words, a bare weekday is the next one: "The council will meet on Tuesday."
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|due|scheduled|set to|plans? to|planned for|expected|(?:is|are) to"
    r"|going to|has until|have until|ahead of)\b",
    re.IGNORECASE,
)
# What is arranged is told in the present, what happened is not: "Tickets go on sale on Friday".
_ARRANGED = re.compile(
    r"\b(?:arrives|begins|closes|concludes|departs|ends|expires|go(?:es)? on sale|leaves|meets"
    r"|opens|plays|reopens|resumes|returns|starts|takes? place|kicks? off)"
    r"(?: (?!said\b|told\b|\w+ed\b)[\w'’-]+){0,5}\s*$",  # noqa: RUF001
    re.IGNORECASE,
)
# "The alert was extended until Sunday", but not "It was closed until Sunday".
_UNTIL = re.compile(r"\b(?:until|till)(?: \w+)?\s*$", re.IGNORECASE)
_OVER = re.compile(r"\b(?:was|were|had)\b(?! (?:been )?(?:extended|postponed))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset just after its last character.
        days: The days that it means.
    """

    start: int
    end: int
    days: Days


def date_mentions(text: str, published: str | None = None) -> list[DateMention]:
    """List the dates that a text mentions whose days are known, in the order of the text.

        >>> [one.days.iso for one in date_mentions("It fell on Tuesday.", "2021-06-10")]
        ['2021-06-08']
        >>> date_mentions("It fell on Tuesday.")
        []

    Args:
        text: A sentence, or a few of them.
        published: The article's date in ISO form, from which "Thursday" and dates without a year
            are worked out. Without it, only dates with a year are found.
    """
    if not _HINT.search(text):
        return []
    found = list(_TOKEN.finditer(text))
    words = [match.group().rstrip(".").casefold() for match in found]
    mentions: list[DateMention] = []
    at = 0
    while at < len(found):
        longest = None
        verb = words[at] in _VERBS and (at == 0 or words[at - 1] != "the")
        if words[at] not in _LEADING and not verb and _may_hold(text, found, words, at):
            longest = _longest(text, found, words, at, published)
        if longest is None:
            at += 1
            continue
        mention, used = longest
        mentions.append(mention)
        at += used
    return mentions


def looks_ahead(before: str, words: str) -> bool:
    """Tell whether a day in a sentence is still to come.

    Args:
        before: What stands before it.
        words: The words that name it: "until Tuesday".
    """
    sentence = before.rpartition(". ")[2]
    until = _UNTIL.match(words) or _UNTIL.search(sentence)
    arranged = _AHEAD.search(sentence) or _ARRANGED.search(sentence)
    return bool(arranged or (until and not _OVER.search(sentence)))


def _may_hold(text: str, found: list[re.Match[str]], words: list[str], at: int) -> bool:
    """Tell quickly whether a date may begin here."""
    end = min(len(words), at + _MOST_WORDS)
    return any(_tells(text, found, words, place) for place in range(at, end))


def _tells(text: str, found: list[re.Match[str]], words: list[str], at: int) -> bool:
    word = words[at]
    if word in _TELLING or _NUMERIC.match(word) or _CAPITALISED.match(found[at].group()):
        return True
    if not _YEAR.match(word):
        return False
    before = words[at - 1] if at else ""
    bracket = text[found[at].start() - 1 : found[at].start()] in {"(", ","}
    month = before in MONTH_FORMS or (before.rstrip("stndrh").isdigit() and len(before) <= 4)
    return at == 0 or before in _BEFORE_YEAR or bracket or month


def _longest(
    text: str, found: list[re.Match[str]], words: list[str], at: int, published: str | None
) -> tuple[DateMention, int] | None:
    day = _day(published)
    for count in range(min(_MOST_WORDS, len(found) - at), 0, -1):
        places = range(at, at + count)
        if not any(_tells(text, found, words, place) for place in places):
            return None
        start, end = found[at].start(), found[at + count - 1].end()
        phrase = text[start:end].rstrip(".")
        if "\n" in phrase or ";" in phrase or words[at + count - 1] in _LEADING:
            continue
        found_date = read_date(fold(phrase), day)
        if found_date is None:
            continue
        ahead = found_date.weekday is not None and looks_ahead(text[:start], phrase)
        meant = stated_days(phrase, found_date, published, ahead=ahead)
        if meant is not None:
            return DateMention(start, start + len(phrase), meant), count
    return None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None
