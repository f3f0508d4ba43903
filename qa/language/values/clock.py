"""What a time of day means, as a range of minutes; when two are the same, when they exclude."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.language.words import CARDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ClockTime",
    "Hours",
    "clocks_exclude",
    "find_hours",
    "read_bare_clock",
    "read_clock",
    "read_hours",
    "same_clocks",
]

_HALF_A_DAY = 720
_DAY = 1440
# How far a time may reach, in minutes: people round to five, a bare hour ("at 4am") to a quarter of
# it, and "about" to the half hour. Wide on purpose: only times that do not meet are called other.
_EXACT, _ROUND, _BARE_HOUR, _ABOUT = 0, 5, 15, 30

_HOURS = {name: number for number, name in enumerate(CARDINALS[:13]) if number}
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_HOUR_NAMED = "|".join(_HOURS)
_HALVES = {"a": 0, "p": 1}
_PARTS = {"morning": 0, "afternoon": 1, "evening": 1}
# "three in the morning", "4.40 on the morning of 14 March": no more needs to say that it is a time.
_OF_PART = rf"(?= (?:in|on) (?:the|that) (?:\w+ )?(?:{'|'.join(_PARTS)})\b)"
_CLOCK = re.compile(
    rf"(?<![\d:.,])\b(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?(?![\d:])"
    r"(?:[ ]?(?P<half>[ap])\.?[ ]?m\b\.?|[ ]?(?P<oclock>o'clock|hours|hrs)\b"
    rf"|(?P<of_part>{_OF_PART})|(?![.,]?\d))"
    rf"|(?P<past>half|(?:a )?quarter|twenty(?:-five)?|ten|five)(?: minutes)? (?P<way>past|to|after)"
    rf" (?P<past_hour>{_HOUR_NAMED}|\d{{1,2}})(?:[ ]?(?P<past_half>[ap])\.?[ ]?m\b\.?)?"
    rf"|\b(?P<named>{_HOUR_NAMED})(?: o'clock| (?P<named_half>[ap])\.?[ ]?m\b\.?|{_OF_PART})"
    r"|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)
_PART = re.compile(rf"\b({'|'.join(_PARTS)})\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|towards?|circa|shortly|just|soon|"
    r"minutes|moments|or so)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:after|before|by|until|till|since|from|between)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\W*(?:to|and|until|till|[–—-])\W*", re.IGNORECASE)  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day.

    Attributes:
        minute: Minutes after midnight as stated; after midnight or noon if ``halfless``.
        slack: By how many minutes the words may miss it, earlier or later.
        halfless: Whether the words leave open if it is before noon or after it: "half past three".
    """

    minute: int
    slack: int
    halfless: bool


#: From when to when: "10am to 4pm".
Hours = tuple[ClockTime, ClockTime]


def read_hours(text: str) -> Hours | None:
    """Return from when to when a span says that something is open: "from 10am until 4pm".

    Args:
        text: The span, folded (`qa.language.values.words.fold`).

    Returns:
        None if it states no two times of day with "to" or the like between them, or more than two.
    """
    found = _times(text, 0, len(text))
    if len(found) != 2 or not _UP_TO.fullmatch(text, found[0].end(), found[1].start()):
        return None
    opens, closes = (read_clock(match[0]) for match in found)
    return None if opens is None or closes is None else (opens, closes)


def find_hours(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of all hours in a stretch of a text: "from |10am until 4pm|"."""
    return [
        (opens.start(), closes.end())
        for opens, closes in pairwise(_times(text, start, end))
        if _UP_TO.fullmatch(text, opens.end(), closes.start())
    ]


def read_clock(text: str) -> ClockTime | None:
    """Return the one time of day that a span states: "4.20am", "half past three in the morning".

    Args:
        text: The span, folded (`qa.language.values.words.fold`).

    Returns:
        None if it states none, several, or only a limit: "after 9pm".
    """
    found = _times(text, 0, len(text))
    if len(found) != 1:
        return None
    (match,) = found
    before = text[: match.start()]
    vague = bool(_VAGUE.search(before) or _VAGUE.search(text, match.end()))
    if _BOUND.search(before) and not vague:
        return None
    stated, slack, half = _stated(match)
    part = _PART.search(text)
    if half is None and part:
        half = _PARTS[part[1].lower()]
    if half is not None:
        stated = stated % _HALF_A_DAY + half * _HALF_A_DAY
    # "00:15" and "15:30" are of a clock of 24 hours, "12:30" may be of any.
    of_24 = stated >= _HALF_A_DAY + 60 or (match["hour"] or "").startswith("0")
    is_whole = half is not None or of_24 or match["word"] is not None
    return ClockTime(stated % _DAY, _ABOUT if vague else slack, not is_whole)


def read_bare_clock(text: str) -> ClockTime | None:
    """Return the time that a span states if it is known to state one: "at 2.40", "about six".

    Args:
        text: The span, folded (`qa.language.values.words.fold`).
    """
    return read_clock(f"{text} o'clock")


def same_clocks(a: ClockTime, b: ClockTime) -> bool:
    """Return whether two times are the same as they are stated; the half of the day may be open."""
    return any(one == other for one in _minutes(a, b) for other in _minutes(b, a))


def clocks_exclude(a: ClockTime, b: ClockTime) -> bool:
    """Return whether no time can be meant by both."""
    reach = a.slack + b.slack
    return all(
        min((one - other) % _DAY, (other - one) % _DAY) > reach
        for one in _minutes(a, b)
        for other in _minutes(b, a)
    )


def _minutes(one: ClockTime, other: ClockTime) -> Iterator[int]:
    """The minutes of the day that a time can be; two that are both open are taken alike."""
    yield one.minute
    if one.halfless and not other.halfless:
        yield (one.minute + _HALF_A_DAY) % _DAY


def _times(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the times of day in a stretch of a text."""
    return [match for match in _CLOCK.finditer(text, start, end) if _is_clock(match)]


def _is_clock(match: re.Match[str]) -> bool:
    """Tell whether figures are a time: "4.20am", "at 15:30", but not "4.20" or "4"."""
    if match["hour"] is None:
        return True
    if match["half"] or match["oclock"] or match["of_part"] is not None:
        return int(match["hour"]) <= 24
    return match["minute"] is not None and ":" in match[0] and int(match["hour"]) < 24


def _stated(match: re.Match[str]) -> tuple[int, int, int | None]:
    """Return the minutes after midnight, how far they may miss, and the half of the day if told."""
    if match["word"]:
        return (0 if match["word"].lower() == "midnight" else _HALF_A_DAY), _BARE_HOUR, None
    if match["past"]:
        minutes = _MINUTES[match["past"].lower().removeprefix("a ")]
        hour = _hour(match["past_hour"])
        stated = 60 * hour + (-minutes if match["way"].lower() == "to" else minutes)
        return stated % _DAY, _ROUND, _half(match["past_half"])
    if match["named"]:
        return 60 * _HOURS[match["named"].lower()], _BARE_HOUR, _half(match["named_half"])
    minute = int(match["minute"] or 0)
    slack = _BARE_HOUR if match["minute"] is None else _EXACT if minute % 5 else _ROUND
    return 60 * int(match["hour"]) + minute, slack, _half(match["half"])


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else _HOURS[word.lower()]


def _half(letter: str | None) -> int | None:
    return None if letter is None else _HALVES[letter.lower()]
