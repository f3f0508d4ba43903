"""Whether what a rule found is of the kind that the question asks for: a time for "when"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.fitting import AMOUNTS, is_amount
from qa.answering.spans.times import TIMES
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.words import CARDINALS, word_set, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["is_of_kind"]

# What else says when, or that it is at no time: "Daily", "Once the roof is on", "Closed".
_WHENS = TIMES | word_set(
    "annual cancelled closed daily ever fortnightly hourly immediately monthly nightly postponed "
    "quarterly shut weekday weekdays weekly whenever yearly"
)
# What else says how much there is, or that there is none: "As many as you like", "Sold out".
_AMOUNTS = AMOUNTS | word_set(
    "any enough few lots many much never not out plenty several some unknown unlimited varies"
)
# "I was six", "at 40": the age at which something happened tells when.
_AT_AGE = re.compile(rf"\b(?:was|were|at|turned|aged) (?:\d|{'|'.join(CARDINALS)})", re.IGNORECASE)
_ASKS_AMOUNT = re.compile(r"\bhow (?:much|many)\b", re.IGNORECASE)
_DAY_OR_HOUR = re.compile(r"\d{1,2}[.:]\d\d\b|\b\d{4}\b|\b\d{1,2}(?:st|nd|rd|th|[ap]m)\b|24/7")


def is_of_kind(question: str, found: Candidate) -> bool:
    """Tell whether an answer that is looked up says what is asked for.

    "When do I get the deposit back?" is not answered by "Deposit: 80 euros", nor "How many rooms
    has it?" by "Rooms: on the first floor". Unlike a span that the reader chose, it may be a whole
    sentence, and it may say "closed" or "as many as you like".

    Args:
        question: The question as it was understood.
        found: What a rule found.
    """
    kind = expected_kind(question)
    said = {part for word in words(found.text) for part in word.split("-")}
    if not said:
        return False
    if kind is AnswerKind.DATE:
        return (
            found.value.date is not None
            or found.value.clock is not None
            or not _WHENS.isdisjoint(said)
            or bool(_AT_AGE.search(found.text) or _DAY_OR_HOUR.search(found.text))
        )
    if kind is AnswerKind.NUMBER and _ASKS_AMOUNT.search(question):  # "What size?" may ask for "L"
        number = found.value.quantity is not None or any(map(str.isdigit, found.text))
        return number or not _AMOUNTS.isdisjoint(said)
    return kind not in {AnswerKind.PERSON, AnswerKind.PLACE} or not is_amount(found)
