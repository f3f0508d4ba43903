"""Narrows a span to the number that is asked for, as it is said: "90 days", "more than 40"."""

from __future__ import annotations

import re

from qa.answering.spans.amount_patterns import MONEY, NUMBERS
from qa.answering.spans.counted import number_counted
from qa.answering.spans.moving import number_of_asked
from qa.language.words import word_set

__all__ = ["number_asked_for"]

_ABOUT = (
    r"(?:(?:about|around|almost|nearly|over|under|up to|at (?:least|most)|(?:more|less) than) )?"
)
_PRICE = re.compile(
    rf"{_ABOUT}(?:(?:\b[A-Z]{{1,2}})?[$£€¥₹₽] ?\d[\d,.]*|\b{NUMBERS.pattern} (?:{MONEY})\b)",
    re.IGNORECASE,
)
_ASKS_PRICE = re.compile(r"\bhow much\b|\bwhat (?:is|was|were|are) the (?:price|cost|fee|fare)\b")
_ASKS_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_RECURRENCE = re.compile(
    rf"\b(?:(?:once|twice|thrice|{NUMBERS.pattern} times|several times)"
    r"(?:,? (?:an?|each|every|per) (?:hour|day|week|month|year|night|season))?"
    rf"|every (?:other |second |few )?(?:{NUMBERS.pattern} (?:(?:to|or) {NUMBERS.pattern} )?)?"
    r"(?!to\b|or\b)\w+"
    r"|(?:half-)?hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
# A number with the words that belong to it: "more than 40", "as many as £3".
_LED_NUMBER = re.compile(
    r"(?:\b(?:about|around|almost|nearly|roughly|over|under|only|just|some|minus|between|within"
    r"|up to|at (?:least|most)|(?:more|less|fewer) than|as (?:many|much) as|an estimated|every) )?"
    rf"[$£€¥₹₽]?{NUMBERS.pattern}",
    re.IGNORECASE,
)
# "The new rule cut thefts by |nearly a third".
_SHARE_LAST = re.compile(
    r"\b(?:(?:about|almost|around|nearly|over|roughly|(?:more|less) than) )*"
    r"(?:half|(?:an?|one) (?:half|third|quarter|fifth|tenth))$",
    re.IGNORECASE,
)
_PARTS = word_set("half third thirds quarter quarters most majority none all nobody each every")
_LOWER_BOUND = re.compile(
    rf"(?P<range>(?:\bbetween [$£€¥]?{NUMBERS.pattern} and"
    r"|(?<!from )(?<![\w.,$£€¥])[$£€¥]?\d[\d,.]* ?(?:to|[-–])) ?)[$£€¥]?$",  # noqa: RUF001
    re.IGNORECASE,
)
_LONGEST_BOUND = 40
# "The period has been raised from 30 to 90 days."
_CHANGED = re.compile(
    r"\b(?:raised?|rais(?:es|ing)|rose|risen|increased?|lifted|cut|reduced|lowered|fell|fallen"
    r"|dropped|shortened|extended|changed|grew|grown|up|down|went)\b[^.;,]{0,12}? "
    rf"(?P<from>from [$£€¥]?{NUMBERS.pattern}(?: [a-z]+| ?%)?) to "
    rf"(?P<to>[$£€¥]?{NUMBERS.pattern})",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"\b(?:before|earlier|previous(?:ly)?|formerly|old|used to|by how much"
    r"|how much (?:more|less))\b",
    re.IGNORECASE,
)
_A_THING = re.compile(r" an? [a-z]+")
_COMPOUND = re.compile(r"(?:the|an?) (?P<compound>\d[\d,.]*-[a-z]+)", re.IGNORECASE)
# Fewer words before a number are part of how it is said: "a magnitude 6.3".
_LEAST_LEAD = 3


def number_asked_for(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Return the offsets of the number in or beside a span that a question asks for.

    Args:
        question: The question.
        text: The passage.
        start: Offset of the span's first character.
        end: Offset just after its last.
        sentence: Offsets of the sentence with the span.

    Returns:
        The offsets of the span itself if no number in the sentence is plainly the one asked for.
    """
    start, end = number_counted(question, text, start, end)
    start, end = number_of_asked(question, text, start, end, sentence)
    start, end = _recurring(question, text, start, end)
    start, end = _priced(question, text, start, end)
    start, end = _after_change(question, text, start, end)
    start = _without_lead(text, start, end)
    return _whole_range(text, start, end), _with_its_thing(text, start, end)


def _recurring(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow an answer to "how often" to the words that say it: "twice", "every two hours"."""
    if not _ASKS_HOW_OFTEN.search(question):
        return start, end
    found = list(_RECURRENCE.finditer(text, start, end))
    return found[0].span() if len(found) == 1 else (start, end)


def _without_lead(text: str, start: int, end: int) -> int:
    """Return where the number begins in "the flood in Karsa stands at 12" or "the 31-metre"."""
    if (compound := _COMPOUND.fullmatch(text, start, end)) is not None:
        return compound.start("compound")
    found = list(_LED_NUMBER.finditer(text, start, end))
    share = _SHARE_LAST.search(text, start, end)
    if not found and share and len(text[start : share.start()].split()) >= _LEAST_LEAD:
        return share.start()
    if len(found) != 1 or len(NUMBERS.findall(text, start, end)) != 1:
        return start
    lead = text[start : found[0].start()].lower().split()
    counts = not _PARTS.isdisjoint(lead)  # "half of the 12 towns"
    return start if len(lead) < _LEAST_LEAD or counts else found[0].start()


def _after_change(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow "30 to 90 days" to what holds now, "90 days", where it "was raised from 30"."""
    lead = max(0, start - _LONGEST_BOUND)
    for change in _CHANGED.finditer(text, lead, end):
        if change.start("from") <= start < change.end() and not _ASKS_BEFORE.search(question):
            return change.start("to"), max(end, change.end())
    return start, end


def _whole_range(text: str, start: int, end: int) -> int:
    """Return the beginning of the range that a span ends: "between 1.8 and |3.5 million"."""
    lower = _LOWER_BOUND.search(text, max(0, start - _LONGEST_BOUND), start)
    return lower.start("range") if lower and NUMBERS.search(text[start:end]) else start


def _with_its_thing(text: str, start: int, end: int) -> int:
    """Return the end of "half a tablet" where the span is "half"."""
    thing = _A_THING.match(text, end)
    return thing.end() if thing and text[start:end].lower() in _PARTS else end


def _priced(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what stands before the price in a span such as "50 minutes and cost €6.40"."""
    if not _ASKS_PRICE.search(question.lower()):
        return start, end
    found = list(_PRICE.finditer(text, start, end))
    if len(found) != 1 or "(" in text[start : found[0].start()]:  # "25 million crowns ($8 million)"
        return start, end
    return found[0].start(), end
