"""Doubts an answer from an article that never mentions the names or the office asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.widening import ORIGIN
from qa.answers import REFUSAL
from qa.language.offices import asked_office
from qa.language.stems import stem, stems
from qa.language.values.names import is_role
from qa.language.words import MONTH_FORMS, WEEKDAY_FORMS

if TYPE_CHECKING:
    from qa.answering.drafts.draft import Draft
    from qa.index import Snapshot

__all__ = ["doubted", "trusted", "unmentioned"]

# A capital inside the question, and not an abbreviation: "GOP" may be the Republicans.
_NAME = re.compile(r"(?<!^)(?<![\w'’-])[A-Z][\w-]*[a-z][\w-]*")  # noqa: RUF001
_CALENDAR = MONTH_FORMS.keys() | WEEKDAY_FORMS.keys()
# Letters that a name shares with its adjective: "Mali" and "Malian".
_ROOT = 4
# What is left of the confidence. Of 1,900 answers on four sets, one in ten was right where the
# article lacked a name of the question, and one in two elsewhere; the other features of the
# confidence know most of it. This raised the area under the curve on five of seven halves, by .001
# to .005, and lowered it on one, by .002.
_DOUBT = 0.5
# What is left of it where the article has no word for the office whose holder is asked for, as in
# "Who is the vicar?" where no church is mentioned; estimated.
_NO_OFFICE = 0.4


def unmentioned(question: str, text: str) -> list[str]:
    """Return the names of a question that a text does not hold, in small letters.

    >>> unmentioned("How many people died in Hurricane Gustav?", "Storm Ylva was a hurricane.")
    ['gustav']
    """
    held = set(stems(text))
    return [
        name
        for found in _NAME.finditer(question)
        if (name := found[0].lower()) not in _CALENDAR
        and not is_role(name)
        and not ORIGIN.search(found[0])  # "American" may be "US" in the article
        and stem(name) not in held
        and not any(one.startswith(stem(name)[:_ROOT]) for one in held)
    ]


def doubted(draft: Draft, question: str, view: Snapshot, threshold: float) -> Draft:
    """Lower the confidence of a draft whose article lacks a name of the question, or its office.

    Args:
        draft: An answer in the articles' own words.
        question: The question as it was understood.
        view: The state of the index, which holds the articles' texts.
        threshold: The lowest confidence at which a question is answered.

    Returns:
        The draft; a refusal with the same passages if too little confidence is left.
    """
    quotes = [quote for statement in draft.statements[:1] for quote in statement.quotes[:1]]
    asks = _NAME.search(question) or asked_office(question)
    if draft.refused or not quotes or not asks:
        return draft
    article = quotes[0].article_id
    record = view.manifest.articles.get(article)
    title = record.title if record is not None else ""
    passages = (node.node for node in draft.source_nodes)
    read = [one.get_content() for one in passages if one.metadata["article_id"] == article]
    # Mostly, what was read names it already, and a long article need not be searched.
    if trusted(question, " ".join([title, *read])) == 1:
        return draft
    left = trusted(question, f"{title} {view.text(article)}")
    confidence = left * draft.confidence
    if left == 1 or confidence >= threshold:
        return replace(draft, confidence=confidence)
    return type(draft)(REFUSAL, draft.source_nodes, refused=True, confidence=confidence)


def trusted(question: str, text: str) -> float:
    """Return the share of the confidence, at most 1, that is left by what a text lacks."""
    office = asked_office(question)
    left = _DOUBT if unmentioned(question, text) else 1.0
    return left * (_NO_OFFICE if office and office.isdisjoint(stems(text)) else 1.0)
