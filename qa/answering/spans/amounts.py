"""What a question wants measured, and whether an amount measures that."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.answering.spans.other_amounts import fills_packs, of_people_aged
from qa.language.values.words import plain, surface_tokens
from qa.language.words import CARDINALS, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = [
    "LASTING",
    "MONEY",
    "Measure",
    "asked_measure",
    "asked_unit",
    "in_unit",
    "is_share",
    "lengths",
    "measures",
    "of_another_dimension",
]

_LENGTHS = (
    r"feet|foot|ft|inch(?:es)?|yards?|miles?|met(?:er|re)s?|kilomet(?:er|re)s?|km"
    r"|centimet(?:er|re)s?|cm"
)
#: Names of currencies and coins, as a regular expression.
MONEY = (
    r"dollars?|(?<!per )cents?|euros?|yen|yuan|rupees?|roubles?|rubles?|sterling|crowns?|kronor"
    r"|kroner|francs?|pounds?|pence|pesos?|riyals?|dirhams?|shekels?|won|rand"
)
# What has a price: "How much is a ticket?" - "How much is the turnout?" asks for a share.
_PRICED = (
    r"tickets?|entry|entrance|admission|rent|fares?|fees?|fines?|rewards?|wages?|salar(?:y|ies)"
    r"|pensions?|membership|subscriptions?|parking|tuition|bail|ransom|prizes?|it|they|one"
)
_DURATIONS = (
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)"
)
_UNIT = re.compile(
    rf"\bin ({_LENGTHS}|pounds?|kilos?|kilograms?|kg|grams?|tons?|tonnes?|ounces?|lit(?:er|re)s?"
    r"|gallons?|dollars?|euros?|yen|yuan|rupees?|roubles?|rubles?|sterling|crowns?|francs?"
    r"|celsius|fahrenheit|hectares?|acres?|seconds?|minutes?|hours?|days?|weeks?|months?|years?"
    r"|per ?cent|percent)\b"
    r"|\b(?:per (\w+)|(?:an?|each|every) (day|week|month|year|hour|minute|night))\W*$",
    re.IGNORECASE,
)
# What else says that something is so each day: "every evening", "daily".
_EACH = {
    "night": ("night|evening", "nightly"),
    "day": ("day|morning|evening|night", "daily|nightly"),
    "week": ("week", "weekly"),
    "month": ("month", "monthly"),
    "year": ("year", "yearly|annual|annually"),
}
_SAME_UNIT = (
    ("feet", "foot", "ft"), ("inch", "inches"), ("mile", "miles"), ("yard", "yards"),
    ("meter", "meters", "metre", "metres", "m"), ("km", "kilometer", "kilometers", "kilometre",
    "kilometres"), ("cm", "centimeter", "centimeters", "centimetre", "centimetres"),
    ("kg", "kilo", "kilos", "kilogram", "kilograms"), ("dollar", "dollars", "$"),
    ("euro", "euros", "€"), ("pound", "pounds", "sterling", "£", "lb", "lbs"), ("percent", "%",
    "cent"), ("yen", "¥"),
)  # fmt: skip


class Measure(StrEnum):
    """What an amount measures.

    Members:
        AGE: How old: "47", "a 12-year-old".
        COUNT: How many of something that is no unit.
        DURATION: How long.
        LENGTH: How long, where that may be a time or a distance.
        FREQUENCY: How often: "twice a week", "every other year".
        EXTENT: A length, an area, a weight, a volume or a temperature: "31-metre".
        MONEY: What something costs, or what somebody earns or pays.
        SHARE: A percentage.
        SPEED: "120 km/h", "a few metres an hour".
        STRENGTH: Of an earthquake, a storm, a wind: "magnitude 6.3", "force 9", "120 km/h".
        YEAR: No amount but a date or a time of day: "in 1987", "2 May", "6.42am".
    """

    AGE = "age"
    COUNT = "count"
    DURATION = "duration"
    EXTENT = "extent"
    LENGTH = "length"
    FREQUENCY = "frequency"
    MONEY = "money"
    SHARE = "share"
    SPEED = "speed"
    STRENGTH = "strength"
    YEAR = "year"


#: What "how long" asks for: a number without its unit says little.
LASTING = (Measure.DURATION, Measure.LENGTH)
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
_ASKED = (
    (Measure.AGE, re.compile(r"\b(?:how (?:old|young)|what age|(?:the|his|her|its) age)\b")),
    (Measure.SHARE, re.compile(r"\b(?:percent(?:age)?|per cent|proportion|share)\b")),
    (
        Measure.DURATION,
        re.compile(
            rf"\bhow many (?:more |full )?(?:{_DURATIONS})\b"
            # "How long is the bridge?" may ask for metres.
            r"|\bhow long (?:did|does|do|will|would|has|have|had|can|could|must|may|might|should)\b"
        ),
    ),
    (Measure.MONEY, re.compile(rf"\bhow many (?:\w+ )?(?:{MONEY})\b")),
    (
        Measure.MONEY,
        re.compile(
            r"\bhow much (?:\w+ ){0,2}?(?:money|cash|profits?|revenue|income|debt|damage"
            r"|turnover)\b|"
            r"\bwhat (?:is|was|were|are) the (?:price|cost|fee|fare)\b|"
            r"\bwhat (?:do|does|did|will|would)\b.* cost\b|"
            r"\bhow much\b.*\b(?:cost|costs|pay|pays|paid|earn|earns|earned|worth|spend|spends|"
            r"spent|charge|charges|charged|owe|owes|owed|donate|donated|price|sell for|sold for)\b|"
            r"\bhow much (?:is|are|was|were|will be) (?:an?|one) \w+|"
            r"\bhow much (?:is|are|was|were|will be) "
            rf"(?:(?:an?|the|one|each|your|his|her|its|their) )?(?:\w+ )?(?:{_PRICED})\b"
        ),
    ),
    (Measure.EXTENT, re.compile(r"\bhow (?:tall|wide|deep|thick|heavy)\b")),
    (Measure.LENGTH, re.compile(r"\bhow long\b")),
    (Measure.SPEED, re.compile(r"\bhow (?:fast|quick)\b|\bwhat speed\b")),
    (Measure.FREQUENCY, re.compile(r"\bhow (?:often|frequently)\b")),
    (Measure.COUNT, re.compile(r"\bhow many\b")),
    (
        Measure.STRENGTH,
        re.compile(
            r"\bhow (?:strong|powerful|intense)\b|\bwhat (?:is|was) the (?:magnitude|strength)\b"
        ),
    ),
)  # fmt: skip
_CHANGES = re.compile(
    r"\b(?:how|by how) much (?:more |less )?(?:did|do|does|have|has|had|will|would)\b.*"
    r"\b(?:rise|risen|fall|fallen|increased?|decreased?|grow|grown|shrink|drop(?:ped)?|change[ds]?"
    r"|go (?:up|down)|gone (?:up|down)|gain(?:ed)?)\b"
)
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
_LASTS = re.compile(rf"\b(?:{_DURATIONS})\b", re.IGNORECASE)
_EXTENDS = re.compile(
    rf"\d(?:[\d,.]*\d)?[ -]?(?:(?:hundred|thousand|million|billion) )?"
    rf"(?:(?:square|cubic) (?:{_LENGTHS})|{_LENGTHS}|kg|kilos?|kilograms?|grams?|tons?"
    r"|tonnes?|ounces?|lit(?:er|re)s?|gallons?|hectares?|acres?|degrees|°)(?!\w)",
    re.IGNORECASE,
)
_SPEED = re.compile(
    rf"\b(?:{_LENGTHS}) (?:an?|per) (?:second|minute|hour|day)\b"
    r"|(?:km/?h|kph|m/s|mph|knots)\b",
    re.IGNORECASE,
)
# What a length may be called; "712 metres above sea level" is not how long a river is.
_DIMENSIONS = {
    "long": r"long|in length",
    "high": r"high|tall|in height|up|above (?:sea|ground) level",
    "tall": r"high|tall|in height",
    "deep": r"deep|in depth|down|below",
    "wide": r"wide|broad|across|in width",
    "thick": r"thick",
}
_ASKED_DIMENSION = re.compile(rf"\bhow ({'|'.join(_DIMENSIONS)})\b", re.IGNORECASE)
_TOLD_DIMENSION = re.compile(rf"(?:{_LENGTHS}) ({'|'.join(_DIMENSIONS.values())})\b", re.IGNORECASE)
_LENGTH = re.compile(rf"(?<![\w.,])\d(?:[\d,.]*\d)?[ -](?:{_LENGTHS})\b", re.IGNORECASE)
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
_UNIT_BEHIND = re.compile(rf"[ -](?:(?P<lasts>{_DURATIONS})|{_LENGTHS})\b", re.IGNORECASE)
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


def asked_measure(question: str) -> Measure | None:
    """Return what a question wants measured; None if its words do not show it.

    >>> asked_measure("How old is the bridge?"), asked_measure("How much rain fell?")
    (<Measure.AGE: 'age'>, None)
    """
    text = " ".join(plain(token) for token in surface_tokens(question.casefold()))
    if _CHANGES.search(text):  # by an amount or by a share
        return None
    return next((measure for measure, pattern in _ASKED if pattern.search(text)), None)


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


def of_another_dimension(question: str, text: str, amount: tuple[int, int]) -> bool:
    """Tell whether an amount is called another dimension than the one asked for.

    "How long is the river?" does not ask for "712 metres above sea level".

    Args:
        question: The question.
        text: The passage.
        amount: Offsets of the amount; its unit may stand behind it.
    """
    asked = _ASKED_DIMENSION.search(question)
    if asked is None:
        return False
    start, end = amount
    told = _TOLD_DIMENSION.search(text, start)
    if told is None or told.start() > end + 1:
        return False
    return not re.fullmatch(_DIMENSIONS[asked[1].lower()], told[1], re.IGNORECASE)


def lengths(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return the offsets of the lengths in a sentence: "712 metres", "164 kilometres"."""
    return [match.span() for match in _LENGTH.finditer(text, first, last)]


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


def is_share(candidate: Candidate) -> bool:
    """Tell whether an amount is a percentage."""
    return _measure(candidate) is Measure.SHARE


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


def asked_unit(question: str) -> str | None:
    """Return the unit in which a quantity is asked for.

    ``feet`` for "How high is it in feet?", ``per metre`` for "What does it cost per metre?".
    """
    found = _UNIT.search(question.strip(" ?"))
    if found is None or not re.match(r"(?i)\W*(?:and |so )?(?:how|what)\b", question):
        return None
    whole, each = found[1], found[2] or found[3]
    return whole.lower() if whole else f"per {each.lower()}"


def in_unit(unit: str, sentence: str) -> bool:
    """Tell whether a sentence speaks of a unit that `asked_unit` returned."""
    each = unit.removeprefix("per ")
    if each != unit:
        named, adverbs = _EACH.get(each, (re.escape(each), ""))
        recurs = rf"\b(?:per|an?|each|every) (?:{named})" + (rf"|\b(?:{adverbs})\b" * bool(adverbs))
        return bool(re.search(recurs, sentence, re.IGNORECASE))
    forms = next((forms for forms in _SAME_UNIT if unit in forms), (unit, unit.rstrip("s")))
    said = {*words(sentence), *(mark for mark in "$€£¥%" if mark in sentence)}
    return any(form in said or form + "s" in said for form in forms)
