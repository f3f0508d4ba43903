"""What a question wants measured: an age, a length, a sum of money."""

from __future__ import annotations

import re
from enum import StrEnum

from qa.answering.spans.amount_patterns import DURATIONS, MONEY
from qa.language.remembering import remembered
from qa.language.values.words import plain, surface_tokens

__all__ = ["LASTING", "Measure", "asked_measure"]


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
# What has a price: "How much is a ticket?" - "How much is the turnout?" asks for a share.
_PRICED = (
    r"tickets?|entry|entrance|admission|rent|fares?|fees?|fines?|rewards?|wages?|salar(?:y|ies)"
    r"|pensions?|membership|subscriptions?|parking|tuition|bail|ransom|prizes?|it|they|one"
)
_ASKED = (
    (Measure.AGE, re.compile(r"\b(?:how (?:old|young)|what age|(?:the|his|her|its) age)\b")),
    (Measure.SHARE, re.compile(r"\b(?:percent(?:age)?|per cent|proportion|share)\b")),
    (
        Measure.DURATION,
        re.compile(
            rf"\bhow many (?:more |full )?(?:{DURATIONS})\b"
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


@remembered(64)
def asked_measure(question: str) -> Measure | None:
    """Return what a question wants measured; None if its words do not show it.

    >>> asked_measure("How old is the bridge?"), asked_measure("How much rain fell?")
    (<Measure.AGE: 'age'>, None)
    """
    text = " ".join(plain(token) for token in surface_tokens(question.casefold()))
    if _CHANGES.search(text):  # by an amount or by a share
        return None
    return next((measure for measure, pattern in _ASKED if pattern.search(text)), None)
