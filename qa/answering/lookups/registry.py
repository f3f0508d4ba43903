"""Answers that are looked up: articles state them in words that rules know, no span is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from qa.answering.drafts.draft import Rule
from qa.answering.lookups.ages import age, age_at_death, asked_age, asked_age_at_death
from qa.answering.lookups.attendance import asked_attendance, attendance
from qa.answering.lookups.comparisons import outright
from qa.answering.lookups.conditions import asked_case, consequence
from qa.answering.lookups.doers import asked_doer, doer
from qa.answering.lookups.fates import asked_fate, fate
from qa.answering.lookups.headcounts import aboard, asked_aboard, asked_turnout, turnout
from qa.answering.lookups.identifying import described
from qa.answering.lookups.interviews import answered_in_article
from qa.answering.lookups.introductions import introduced, introduction
from qa.answering.lookups.kind_told import is_of_kind
from qa.answering.lookups.labelled import labelled
from qa.answering.lookups.locations import (
    asked_destination,
    asked_location,
    asked_origin,
    destination,
    location,
    origin,
)
from qa.answering.lookups.occupations import asked_occupation, occupation
from qa.answering.lookups.quotations import asked_saying, saying
from qa.answering.lookups.releases import (
    asked_release,
    asked_version,
    release_day,
    version_of_change,
)
from qa.answering.lookups.roles import asked_role, holder
from qa.answering.lookups.scores import asked_crowd, asked_score, crowd, score
from qa.answering.lookups.speakers import asked_speaker, speaker
from qa.answering.lookups.table_cells import asked_cell
from qa.answering.lookups.votes import asked_vote, vote
from qa.answering.spans.candidates import Candidate
from qa.language.alternatives import asked_alternatives

__all__ = ["looked_up"]


def looked_up(
    question: str, found: Sequence[Candidate], unmarked: Sequence[Candidate] = ()
) -> tuple[tuple[Candidate, ...], Rule | None]:
    """Return what articles state of what a question asks for, and the rule that found it.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.
        unmarked: Passages without a candidate; whether they ask the same question is seen last.

    Returns:
        What the first article states, then, of figures, what others state. Nothing, and None, if no
        article states it, or if the question asks for nothing of these kinds.
    """
    first, rule, others = _first(question, found)
    if first is None:
        told = answered_in_article(question, unmarked)
        if told is not None and is_of_kind(question, told):
            first, rule = told, Rule.INTERVIEW
    stated = () if first is None else (first, *others)
    return tuple(replace(one, looked_up=True) for one in stated), rule


def _first(
    question: str, found: Sequence[Candidate]
) -> tuple[Candidate | None, Rule | None, list[Candidate]]:
    for asked, look, rule in _LOOKUPS:
        if (what := asked(question)) is not None:
            first = look(what, found)
            if first is not None and is_of_kind(question, first):
                return first, rule, _in_others(partial(look, what), first, found)
            break  # a table may still state it
    for look_up, rule in (
        (asked_cell, Rule.CELL),
        (answered_in_article, Rule.INTERVIEW),
        (labelled, Rule.LABEL),
    ):
        first = look_up(question, found)
        if first is not None and is_of_kind(question, first):
            return first, rule, []
    return None, None, []


def _in_others(
    look: Callable[[Sequence[Candidate]], Candidate | None],
    first: Candidate,
    found: Sequence[Candidate],
) -> list[Candidate]:
    """Return the figure that each other article states; other words are no other answer."""
    if first.value.quantity is None:
        return []
    by_article: dict[str, list[Candidate]] = {}
    for one in found:
        by_article.setdefault(one.article_id, []).append(one)
    others = [look(own) for article, own in by_article.items() if article != first.article_id]
    return [one for one in others if one is not None and one.value.quantity is not None]


def _introduced(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the introduction of a name, or how the article describes it before; last, an age."""
    first = introduction(name, found)
    if first is None or not first.text.isdigit():
        return first or described(name, found)
    # "Torunn Brekke, 71, watching": the sentence says more than her age.
    return described(name, found) or replace(first, fits=False)


# What a question asks for (None if for something else), what finds it, and under which rule.
_LOOKUPS: tuple[
    tuple[Callable[[str], Any], Callable[[Any, Sequence[Candidate]], Candidate | None], Rule], ...
] = (
    (asked_alternatives, outright, Rule.COMPARISON),
    (introduced, _introduced, Rule.INTRODUCTION),
    (asked_occupation, occupation, Rule.INTRODUCTION),
    (asked_age, age, Rule.INTRODUCTION),
    (asked_age_at_death, age_at_death, Rule.INTRODUCTION),
    (asked_location, location, Rule.INTRODUCTION),
    (asked_origin, origin, Rule.INTRODUCTION),
    (asked_destination, destination, Rule.INTRODUCTION),
    (asked_case, consequence, Rule.CONDITION),
    (asked_attendance, attendance, Rule.ATTENDANCE),
    (asked_score, score, Rule.RESULT),
    (asked_crowd, crowd, Rule.RESULT),
    (asked_vote, vote, Rule.RESULT),
    (asked_turnout, turnout, Rule.HEADCOUNT),
    (asked_aboard, aboard, Rule.HEADCOUNT),
    (asked_fate, fate, Rule.FATE),
    (asked_role, holder, Rule.ROLE),
    (asked_release, release_day, Rule.RELEASE),
    (asked_version, version_of_change, Rule.RELEASE),
    (asked_saying, saying, Rule.SAYING),
    (asked_speaker, speaker, Rule.SAYING),
    # Last, since "Who said so?" asks for a doer as well.
    (asked_doer, doer, Rule.DOER),
)
