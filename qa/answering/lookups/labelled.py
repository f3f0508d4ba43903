"""Answers with what stands behind a label: "Departures: 7 June and 16 August"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.lookups.kind_told import is_of_kind
from qa.answering.spans.candidates import first_of_passages
from qa.answering.spans.times import time_asked_for
from qa.language.degrees import asked_quantities, without_quantity
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.sentences import sentences
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.words import WEEKDAY_FORMS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["labelled"]

_LABEL = re.compile(
    r"(?:[-*+•‣▪] +)?\**(?P<label>[A-Z][\w'’/-]*(?: [a-z][\w'’/-]*){0,3})"  # noqa: RUF001
    r"(?P<more> \([^()\n]{1,30}\))?\**:\** +\**(?!\|)"
)
_KINDS = frozenset({
    AnswerKind.DATE, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.TEXT,
})  # fmt: skip
_NEGATION = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# Words of a label or a question that name nothing: "Your tasks", "What are the main tasks?".
_SLACK = frozenset(map(stem, word_set("main full whole all total list please name many much")))
_POPULATION = stem("population")
# "How many people live in the town?" asks for the town that an article is about.
_PLACES = frozenset(map(stem, word_set("city country county island place region town village")))
_WEEKDAYS = frozenset(map(stem, WEEKDAY_FORMS))
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


def labelled(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return what stands behind the label that a question names.

    "What are the tasks of the keeper?" is answered by all that follows "Your tasks:", and "How
    heavy is it?" by what follows "Weight:". The label must hold nothing but words of the question,
    the passage and its title all other words, and both or neither must deny: "Not included:
    drinks". A name is no label: somebody speaks there. "How many people live in Osby?" is answered
    by what follows "Population (2021):" in an article on Osby, the latest year first.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.
    """
    asked, kind = set(telling_stems(question)) - _SLACK, expected_kind(question)
    quantities = asked_quantities(question)
    of_all = _POPULATION in quantities
    asked = without_quantity(question, asked) if quantities else asked
    if not asked or kind not in _KINDS:
        return None
    for candidate in first_of_passages(found):
        about = set(stems(candidate.title if of_all else candidate.context))
        if of_all:
            about |= _PLACES.union(_YEAR.findall(question))
        if asked <= about and (hit := _field(question, asked, kind, candidate)) is not None:
            return hit
    return None


def _field(
    question: str, asked: set[str], kind: AnswerKind, candidate: Candidate
) -> Candidate | None:
    """Return what stands behind the label in the passage of a candidate."""
    quantities = asked_quantities(question)
    names = name_stems(question) - _WEEKDAYS
    denied, years = bool(_NEGATION.search(question)), set(_YEAR.findall(question))
    text = candidate.node.node.get_content()
    latest: tuple[str, Candidate] | None = None
    for first, last in sentences(text):
        label = _LABEL.match(text, first, last)
        if label is None or label["label"].isupper():  # "HOST: What annoys you?"
            continue
        named = set(telling_stems(label["label"])) - _SLACK
        end = first + len(text[first:last].rstrip(" .*"))
        told = _YEAR.findall(label["more"] or "")
        if (
            not named
            or not named <= (asked - names) | quantities
            or (quantities and named.isdisjoint(quantities))
            or label.end() >= end
            or "|" in text[first:last]
            or ((told or _POPULATION in quantities) and not years <= set(told))
        ):
            continue
        amount = kind is not AnswerKind.NUMBER or re.search(r"\d", text[label.end() : end])
        if amount and denied == bool(_NEGATION.search(label["label"])):
            start = label.end()
            if kind is AnswerKind.DATE:
                start, end = time_asked_for(question, text, start, end, (first, last))
            hit = replace(candidate, start=start, end=end, sentence=(first, last), fits=True)
            year = max(told, default="")
            if is_of_kind(question, hit) and (latest is None or year > latest[0]):
                latest = year, hit
    return latest and latest[1]
