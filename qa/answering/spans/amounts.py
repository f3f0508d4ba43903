"""Whether an amount measures what a question wants measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amount_patterns import DURATIONS, LENGTHS, MONEY
from qa.answering.spans.asked_measures import Measure
from qa.answering.spans.other_amounts import fills_packs, of_people_aged
from qa.language.words import CARDINALS, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["is_share", "measures"]

# Measures that are no answer to a question for another one. What a bare number measures cannot be
# told, so it answers any question; a share may answer "how many": "half of them".
_TOLD = frozenset({
    Measure.AGE, Measure.DURATION, Measure.EXTENT, Measure.MONEY, Measure.SHARE, Measure.SPEED,
    Measure.YEAR,
})  # fmt: skip
_NO_ANSWER = {
    asked: _TOLD - answers
    for asked, answers in (
        (Measure.AGE, {Measure.AGE, Measure.DURATION}),
        (Measure.COUNT, {Measure.EXTENT, Measure.SHARE, Measure.SPEED}),
        (Measure.DURATION, {Measure.DURATION}),
        (Measure.EXTENT, {Measure.EXTENT}),
        (Measure.LENGTH, {Measure.DURATION, Measure.EXTENT}),
        (Measure.MONEY, {Measure.MONEY}),
        (Measure.SHARE, {Measure.DURATION, Measure.SHARE, Measure.SPEED}),
        # "How fast was the race?" may ask for minutes.
        (Measure.SPEED, {Measure.DURATION, Measure.SPEED}),
    )
}
_AGES = re.compile(
    r"\byears?[ -]olds?\b|\baged\b|\d\+?,? (?:and|or) (?:over|older|under|up|younger)\b"
)
_PAID = re.compile(rf"[$£€¥₹₽]|\b(?:{MONEY})\b", re.IGNORECASE)
# "11,300 voting cards" and "11,300 of the firm's drivers" are no sums of money; "12 a week" and
# "3 million" may be.
_THINGS = re.compile(
    r"(?<=\d) (?!(?:hundred|thousand|million|billion|trillion|an?|per|each|every|for|to|and|or"
    r"|in|of|more|less)\b)(?:[a-z]+ )?[a-z]{3,}s\b"
    r"|(?<=\d) of (?:the|these|those|his|her|its|our|their)\b(?: [\w'’,-]+){1,4}"  # noqa: RUF001
)
_FEW_BEHIND = re.compile(r"(?: [\w-]+){0,3}")
_LASTS = re.compile(rf"\b(?:{DURATIONS})\b", re.IGNORECASE)
_EXTENDS = re.compile(
    rf"\d(?:[\d,.]*\d)?[ -]?(?:(?:hundred|thousand|million|billion) )?"
    rf"(?:(?:square|cubic) (?:{LENGTHS})|{LENGTHS}|kg|kilos?|kilograms?|grams?|tons?"
    r"|tonnes?|ounces?|lit(?:er|re)s?|gallons?|hectares?|acres?|degrees|°)(?!\w)",
    re.IGNORECASE,
)
_SPEED = re.compile(
    rf"\b(?:{LENGTHS}) (?:an?|per) (?:second|minute|hour|day)\b"
    r"|(?:km/?h|kph|m/s|mph|knots)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_SHARES = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_SHARE_BEHIND = re.compile(r" ?(?:%|per ?cent\b)", re.IGNORECASE)
# "She was |forty-one."
_AGED = re.compile(
    r"\b(?:he|she) (?:is|was|(?:had )?turned) (?:only |just |now |then )?$", re.IGNORECASE
)
_STATED = re.compile(r"[.,;]|$")
# "She was jailed for |six years", "a term of |six years": no ages.
_TERM = re.compile(
    r"\b(?:for|(?:ban|career|contract|deal|lease|marriage|reign|sentence|spell|term) of"
    r"|(?:jailed|sentenced) to)(?: \w+)? $",
    re.IGNORECASE,
)
# "The mill has stood for 120 years" tells its age.
_STANDS = re.compile(
    r"\b(?:been|exist\w*|liv(?:es?|ed|ing)|stand\w*|stood|surviv\w+)\b", re.IGNORECASE
)
# "It took just 13| minutes."
_UNIT_BEHIND = re.compile(rf"[ -](?:(?P<lasts>{DURATIONS})|{LENGTHS})\b", re.IGNORECASE)
# "Ten minutes" lasts; "every ten minutes", "ten times" and "twice a day" recur.
_RECURS = re.compile(
    r"\b(?:once|twice|times|every|each|per|(?:half-)?hourly|daily|weekly|monthly|quarterly|yearly"
    r"|annual(?:ly)?|always|never|rarely|regularly|an?(?: single)? (?:hour|day|week|month|year))\b",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\b(?:magnitude|category|force|scale|level|strength)\b[^,;]{0,20}$|\d ?(?:km/?h|mph|knots)\b",
    re.IGNORECASE,
)
_STRENGTH_BEHIND = re.compile(
    r"[ -](?:magnitude\b|(?:km/?h|mph|knots)\b|on the [\w ]{0,20}scale)", re.IGNORECASE
)
# A number that is a year needs a word before it that a date has.
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d$")
_BEFORE_YEAR = re.compile(r"\b(?:in|since|from|by|until|till|during|before|after|of|early|late)\s$")


def measures(candidate: Candidate, asked: Measure) -> bool:
    """Tell whether an amount may measure what is asked for: not "1987" if an age is."""
    if asked is Measure.STRENGTH:
        return _tells_strength(candidate)
    if asked is Measure.EXTENT and not any(map(str.isdigit, candidate.text)):
        return _measure(candidate) is asked  # "within a quarter" is no height
    if asked is Measure.MONEY and (_counts_things(candidate) or fills_packs(candidate)):
        return False
    if asked is Measure.AGE and _is_term(candidate):
        return False
    if asked is Measure.FREQUENCY:
        return bool(_RECURS.search(candidate.text)) or _measure(candidate) is None
    return _measure(candidate) not in _NO_ANSWER[asked]


def is_share(candidate: Candidate) -> bool:
    """Tell whether an amount is a percentage."""
    return _measure(candidate) is Measure.SHARE


def _counts_things(candidate: Candidate) -> bool:
    """Tell whether a number is one of things that are no money: "11,300 voting cards", "four"."""
    passage = candidate.node.node.get_content()
    if not any(map(str.isdigit, candidate.text)) and not set(CARDINALS).isdisjoint(
        words(candidate.text)
    ):  # "four| hundred euros"
        behind = _FEW_BEHIND.match(passage, candidate.end)
        return _PAID.search(passage, candidate.start, behind.end() if behind else 0) is None
    things = _THINGS.search(passage, candidate.start)
    if things is None or things.start() > candidate.end:
        return False
    return _PAID.search(passage, candidate.start, things.end()) is None


def _is_term(candidate: Candidate) -> bool:
    """Tell whether a length of time is that of a sentence, a job or the like."""
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    return bool(_TERM.search(before)) and not _STANDS.search(before)


def _tells_strength(candidate: Candidate) -> bool:
    """Tell whether an amount is called a strength: a bare "11" may count anything."""
    passage = candidate.node.node.get_content()
    said = passage[candidate.sentence[0] : candidate.end]
    return bool(_STRENGTH.search(said) or _STRENGTH_BEHIND.match(passage, candidate.end))


def _measure(candidate: Candidate) -> Measure | None:
    text = candidate.text
    passage = candidate.node.node.get_content()
    if candidate.value.date is not None and not text.isdigit():
        return Measure.YEAR  # "2 May 2022"
    if _CLOCK.search(text):
        return Measure.YEAR
    number = _YEAR.search(text)
    if number is not None:
        before = passage[: candidate.start + number.start()]
        return Measure.YEAR if _BEFORE_YEAR.search(before) else None
    # What stands at once behind the span belongs to it: "40 and older", "12-year-old".
    behind = passage[candidate.end : candidate.end + len("-year-olds")]
    said = passage[candidate.sentence[0] : candidate.start]
    aged = _AGED.search(said) and _STATED.match(behind)
    if aged or _AGES.search(text + behind) or of_people_aged(candidate):
        return Measure.AGE
    if _SHARE_BEHIND.match(behind):
        return Measure.SHARE
    quantity = candidate.value.quantity
    speed = _SPEED.search(passage, candidate.start, candidate.end + len(" kilometres an hour"))
    if speed is not None and speed.start() <= candidate.end + 1:  # "88| kilometres an hour"
        return Measure.SPEED
    bare = text[-1:].isdigit() or (quantity is not None and quantity.unit is None)
    if bare and (unit := _UNIT_BEHIND.match(behind)):
        return Measure.DURATION if unit["lasts"] else Measure.EXTENT
    for measure, pattern in (
        (Measure.MONEY, _PAID),
        (Measure.SHARE, _SHARES),
        (Measure.DURATION, _LASTS),
        (Measure.EXTENT, _EXTENDS),
    ):
        if pattern.search(text):
            return measure
    return None
