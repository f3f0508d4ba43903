"""Whether a span says when something happened, and which of several times is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.words import CARDINALS, MONTH_FORMS, WEEKDAY_FORMS, WEEKDAYS, word_set, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["TIMES", "says_when", "time_asked_for", "without_time"]

_UNITS = word_set(
    "century centuries day days decade decades hour hours minute minutes moment month months week "
    "weekend weekends weeks year years"
)
_DAYS = WEEKDAY_FORMS.keys() | {f"{day}s" for day in WEEKDAYS}
#: Words by which a span names a time.
TIMES = _DAYS | MONTH_FORMS.keys() | _UNITS | word_set(
    "afternoon age ago annually autumn beginning christmas dawn dusk early earlier easter end era "
    "evening fall first last late later midnight morning night noon now once period quarter "
    "ramadan recently season second shortly soon spring start summer time today tomorrow tonight "
    "war winter yesterday after before during following since until upon when while always never"
)  # fmt: skip
# A number by itself is a time if it is a year ("1931", "the 1990s"), or behind "at" ("at 7").
_YEAR = re.compile(r"\b\d{4}s?\b|['’]\d\ds?\b|\b(?:AD|BCE?|CE)\b")  # noqa: RUF001
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)|\b\d{1,2} ?(?:[ap]\.?m\b|o['’]clock)", re.I)  # noqa: RUF001
_ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b")
_AT = re.compile(r"\b(?:at|by|until|from|before|after) $")
# "He died in 680", but not "in 680 homes".
_EARLY_YEAR = re.compile(r"\bin [1-9]\d\d$")
_COUNTED = re.compile(r"[,.]?\d|%|\s+(?:people|per|(?:[a-z-]+ )?[a-z-]+s)\b")
# "Eleven weeks" and "it took two years" say how long, "in eleven weeks" when.
_AMOUNT = "|".join((*CARDINALS, r"\d+", "an?", "several", "some", "few", "many", "a few"))
_LASTING = re.compile(
    rf"(?:[\w ]{{2,30}} (?:takes?|took|taken|lasts?|lasted) )?"
    rf"(?:for |over |about |around |nearly |almost |at least |up to |another )*"
    rf"(?:the )?(?:(?:next|last|past) )?(?:{_AMOUNT})[ -](?:\w+[ -])?"
    rf"(?:{'|'.join(sorted(_UNITS))})(?: more| longer)?",
    re.I,
)
_POINT_BEFORE = re.compile(
    r"\b(?:in|within|after|before|every|inside|by|last|next|past|these|those|once)"
    r"(?: (?:about|around|just|only|the|nearly|less than|more than))? $",
    re.I,
)
_POINT_BEHIND = re.compile(r"\s*(?:ago|later|earlier|after|before|from now|hence|into)\b", re.I)
# "It was the first comet since 2007" is said of a comet of another year.
_SINCE = re.compile(
    r"\b(?:first|last|only|(?:most|least) \w+|(?!rest|west|east|latest)\w{2,}est|worst|best)\b"
    r"[^.;]*\bsince(?: \w+)? $"
)
_A_DAY = r"(?:c\. ?)?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, )?\d{3,4}"
# "Ellen Marrow (3 May 1911 - 19 August 1994) was a botanist".
_LIVED = re.compile(rf"\([^()\d]*?(?P<born>{_A_DAY}) ?[–—-] ?(?P<died>{_A_DAY})[^()\d]*\)")  # noqa: RUF001
_BIRTH = re.compile(r"\b(?:born|birth(?:day)?)\b", re.IGNORECASE)
_DEATH = re.compile(r"\b(?:die|died|death|dead)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.IGNORECASE)
_TIME = r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?|noon|midnight)"
_UP_TO = r" ?(?:to|and|until|till|[–—-]) ?"  # noqa: RUF001
_TIMES_OF_DAY = rf"{_TIME}(?:{_UP_TO}{_TIME})?"
_MONTHS = "|".join(sorted(MONTH_FORMS, key=len, reverse=True))
_HOURS = re.compile(rf"(?P<opens>{_TIME}){_UP_TO}(?P<closes>{_TIME})", re.IGNORECASE)
# "When does it close?" asks for the end of its hours, "When is it open?" for both.
_ASKS_OPENING = re.compile(
    r"\b(?:when|what time) (?:do|does|did|will|can)\b.*\b(?:(?P<opens>open|begin|start)"
    r"|(?P<closes>close|end|finish|shut|stop))\b",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(
    r",? (?:on|in|from|at|until|since|by|between) "
    rf"(?:\d|(?:{'|'.join(sorted({*MONTH_FORMS, *WEEKDAY_FORMS}, key=len, reverse=True))})\b)",
    re.IGNORECASE,
)
_ASKS_WEEKDAY = re.compile(r"\bday of the week\b|\bwhich weekday\b", re.IGNORECASE)
# "On which day was it first sold?" asks for one day, not for "Tuesdays".
_ASKS_FIRST = re.compile(r"\b(?:first|originally)\b", re.IGNORECASE)
_EVERY_WEEK = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})s\b", re.IGNORECASE)
_ASKS_END = re.compile(r"\b(?:un)?till? (?:when|what|which)\b|\bup to when\b", re.IGNORECASE)
_END = re.compile(
    r"\b(?:until|till|to|through|by|ends?(?: on| in)?|closes?(?: on| in)?)(?: \w+){0,2} $|[-–—] ?$",  # noqa: RUF001
    re.IGNORECASE,
)
# "When does the boat leave on Sundays?" asks for a time of day.
_ON_WEEKDAY = re.compile(
    r"\W*(?:when|(?:at )?what time) (?:do|does|is|are|can)\b.*\bon (?:an? )?"
    rf"(?:{'|'.join(WEEKDAYS)})s?\b",
    re.IGNORECASE,
)
# "What time does the desk open?" does too; "What time of year?" does not.
_WHAT_TIME = re.compile(r"\bwhat time\b(?! of (?:the )?year)", re.IGNORECASE)
_MOMENTS = word_set("dawn dusk midnight noon sunrise sunset")
_PARTS_OF_DAY = _MOMENTS | word_set("afternoon evening morning night")
# The hours of a day, where a question may mean the last day of all.
_SPEAKS_OF_HOURS = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)}|day|evening|hours?|late|morning|night|open|today|tonight)s?\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:re-?)?open(?:s|ed|ing)?\b", re.IGNORECASE)
_SHUT = re.compile(r"\b(?:clos(?:e|es|ed|ing|ure)|shut(?:s|ting)?)\b", re.IGNORECASE)
_BEGIN = re.compile(
    r"\b(?:beg[aiu]n(?:s|ning)?|commenc(?:e|es|ed)|start(?:s|ed|ing)?)\b", re.IGNORECASE
)
_FINISH = re.compile(
    r"\b(?:ceas(?:e|es|ed)|conclud(?:e|es|ed)|end(?:s|ed|ing)?|expir(?:e|es|ed)|finish(?:es|ed)?"
    r"|last (?:chance|day)|until|till)\b",
    re.IGNORECASE,
)
# "The Ice Age" and "at the age of nine" say when, "the retirement age" does not.
_OF_AN_AGE = re.compile(
    r"\bAge\b|\b(?:bronze|ice|iron|stone) age\b|\bage (?:of|\d)"
    r"|\b(?:at|from|by) (?:the |an )?(?:\w+ )?age\b"
)
_CLAUSE = re.compile(r"[;:–—] |,? \b(?:and|after|before|but|which|while|who)\b")  # noqa: RUF001
_ASKS_BEFORE = word_set("last previous previously before since earlier prior")


def says_when(question: str, candidate: Candidate) -> bool:
    """Tell whether a span says when something happened.

    A length of time does not ("for eleven weeks"), nor does a bare number, nor the time of the last
    event before the one that is asked about ("the first since 2007"), nor one at which it is closed
    where a question asks when it is open, nor one that comes every week where a question asks when
    something was first. "Until when ...?" is answered by an end alone, and "When does it leave on
    Sundays?" by a time of day.

    Args:
        question: The question as it was understood.
        candidate: The span.
    """
    text = candidate.text
    if text.endswith("-century"):  # "a fifteenth-century panel was stolen"
        return False
    if ")" in text.partition("(")[0]:  # "1911 - 1994) was an English-born Dutch"
        return False
    if _ASKS_WEEKDAY.search(question):
        return not WEEKDAY_FORMS.keys().isdisjoint(words(text))
    passage = candidate.node.node.get_content()
    before = passage[candidate.sentence[0] : candidate.start]
    if _is_of_another_event(question, candidate, before):
        return False
    if _LASTING.fullmatch(text):
        behind = passage[candidate.end : candidate.sentence[1]]
        return bool(_POINT_BEFORE.search(before) or _POINT_BEHIND.match(behind))
    if candidate.value.date is not None or candidate.value.clock is not None:
        return True
    said = {part for word in words(text) for part in word.split("-")}
    if not (TIMES if _OF_AN_AGE.search(text) else TIMES - {"age"}).isdisjoint(said):
        return True
    if any(pattern.search(text) for pattern in (_YEAR, _CLOCK, _ORDINAL)):
        return True
    if _EARLY_YEAR.search(before + text):
        return _COUNTED.match(passage[candidate.end : candidate.sentence[1]]) is None
    return text.isdigit() and bool(_AT.search(before))


def _is_of_another_event(question: str, candidate: Candidate, before: str) -> bool:
    """Tell whether a span is a time, but not the one that a question asks for.

    Args:
        question: The question.
        candidate: The span.
        before: What its sentence says before it.
    """
    return (
        not _is_end_asked_for(question, candidate, before)
        or _tells_of_opposite(question, candidate)
        or bool(_ASKS_FIRST.search(question) and _EVERY_WEEK.search(candidate.text))
        or bool(_ON_WEEKDAY.match(question) and not _is_time_of_day(candidate.text))
        or bool(_WHAT_TIME.search(question) and _is_no_hour(candidate))
        or (_is_of_the_last(before, candidate.text) and _ASKS_BEFORE.isdisjoint(words(question)))
    )


def _is_end_asked_for(question: str, candidate: Candidate, before: str) -> bool:
    """Tell whether a span is an end where a question asks for one: of a day's hours, or of all."""
    if not _ASKS_END.search(question):
        return True
    if not (_END.search(before) or re.match("(?i)until |till ", candidate.text)):
        return False
    of_a_day = _CLOCK.search(candidate.text) and _WEEKDAY.search(candidate.told)
    return not of_a_day or bool(_SPEAKS_OF_HOURS.search(question))


def _tells_of_opposite(question: str, candidate: Candidate) -> bool:
    """Tell whether it is said when something is closed, and a question asks when it opens.

    So it is if the clause says when something begins where a question asks when it ends, and the
    other way round.
    """
    told = candidate.told
    at = candidate.start - candidate.sentence[0]
    ends = [one.start() for one in _CLAUSE.finditer(told)]
    first = max((one for one in ends if one <= at), default=0)
    clause = told[first : min((one for one in ends if one > at), default=len(told))]
    return any(
        asked.search(question) and not other.search(question)
        and other.search(said) and not asked.search(said)
        for asked, other, said in (
            (_OPEN, _SHUT, told), (_SHUT, _OPEN, told),
            (_BEGIN, _FINISH, clause), (_FINISH, _BEGIN, clause),
        )
    )  # fmt: skip


def _is_time_of_day(text: str) -> bool:
    return bool(_CLOCK.search(text)) or not _PARTS_OF_DAY.isdisjoint(words(text))


def _is_no_hour(candidate: Candidate) -> bool:
    """Tell whether a span is a day, a part of it, or a length of time, without an hour."""
    said = set(words(candidate.text))
    if candidate.value.clock is not None or _CLOCK.search(candidate.text) or said & _MOMENTS:
        return False
    if said & _PARTS_OF_DAY:  # "six in the evening"
        return not any(word.isdigit() or word in CARDINALS for word in said)
    return candidate.value.date is not None or not _UNITS.isdisjoint(said)


def time_asked_for(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Return the offsets of the time in or beside a span that a question asks for.

    "When was Ellen Marrow born?" is answered by the first day in "Ellen Marrow (3 May 1911 - 19
    August 1994)", and "When is it open on Saturday?" by "10 a.m. to 4 p.m." where the reader chose
    "Monday" in "Monday to Friday from 9 a.m. to 7 p.m. and on Saturday from 10 a.m. to 4 p.m.".
    "When does it close on Saturday?" is answered by "4 p.m." alone.

    Args:
        question: The question.
        text: The passage.
        start: Offset of the span's first character.
        end: Offset just after its last.
        sentence: Offsets of the sentence with the span.
    """
    for lived in _LIVED.finditer(text, *sentence):
        if lived.start() < end and start < lived.end():
            born, died = (bool(asked.search(question)) for asked in (_BIRTH, _DEATH))
            return lived.span("born" if born else "died") if born != died else (start, end)
    days = {day.lower() for day in _WEEKDAY.findall(question)}
    if len(days) == 1:
        hours = re.compile(
            rf"\b{days.pop()}s?\b(?:,|:)? (?:from |between |at )?({_TIMES_OF_DAY})"
            rf"(?!\d| (?:{_MONTHS})\b)",
            re.IGNORECASE,
        )
        found = list(hours.finditer(text, *sentence))
        start, end = found[0].span(1) if len(found) == 1 else (start, end)
    return _opening(question, text, start, end)


def _opening(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the time at which something opens or closes, where a span gives its hours."""
    asked, hours = _ASKS_OPENING.search(question), _HOURS.match(text, start, end)
    if asked is None or hours is None:
        return start, end
    return hours.span("opens" if asked["opens"] else "closes")


def without_time(text: str, start: int, end: int) -> int:
    """Return where a place ends before the time that follows it: "Bergen| on 3 and 4 February"."""
    time = _TIME_BEHIND.search(text, start, end)
    return time.start() if time and time.start() > start else end


def _is_of_the_last(before: str, text: str) -> bool:
    """Tell whether a span is, or ends with, the time of the last event before: "since 2007"."""
    lead, mark, _ = text.rpartition("since ")
    return bool(_SINCE.search(f"{before}{lead}{mark}"))
