"""Answers "What happened on 12 March?" with what the articles say of that day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, DraftStatement, Rule
from qa.answering.timeline import build_timeline
from qa.language.topics import content_words
from qa.language.values import date_mentions
from qa.retrieval import Restriction

if TYPE_CHECKING:
    from qa.answering.timeline import TimelineDay
    from qa.index import Snapshot
    from qa.retrieval import Question

__all__ = ["report_of_day"]

_ASKED = re.compile(
    r"what (?:else )?(?:happened|took place|occurred|was going on)\b(?P<where>.*?)\bon (?P<day>.+)",
    re.IGNORECASE,
)
# Every text of the folder is gone through: a thousand take about half a second.
_MOST_ARTICLES = 1000
_MOST_STATEMENTS = 5
# Estimated: the sentences state the day, but what they say of it need not be what is meant.
_CONFIDENCE = 0.7


def report_of_day(question: Question, view: Snapshot) -> Draft | None:
    """Answer with the sentences that state the day, those of the earliest article first.

    A day without a year is that day of any year.

    Args:
        question: The question as it was understood.
        view: The state of the index.

    Returns:
        None if the question asks for something else, if no sentence states the day, or if there are
        too many articles to go through.
    """
    asked = _ASKED.fullmatch(question.query_str.strip(" ?"))
    if asked is None:
        return None
    allowed = question.filters.allowed(view.manifest)
    articles = tuple(view.manifest.articles if allowed is None else allowed)
    if not articles or len(articles) > _MOST_ARTICLES:
        return None
    about = " ".join(content_words(asked["where"]))
    timeline = build_timeline(view, Restriction(articles=articles), about)
    entries = [
        entry for day in timeline.days if _is_meant(asked["day"], day) for entry in day.entries
    ]
    statements = tuple(
        DraftStatement(
            entry.text,
            tuple(
                Quote(one.article_id, one.quote, one.start, one.spans, one.page)
                for one in entry.citations
            ),
        )
        for entry in entries[:_MOST_STATEMENTS]
    )
    if not statements:
        return None
    text = " ".join(statement.text for statement in statements)
    return Draft(text, [], statements=statements, confidence=_CONFIDENCE, rule=Rule.DAY)


def _is_meant(asked: str, day: TimelineDay) -> bool:
    """Tell whether a single day is the one that the question names."""
    mentions = date_mentions(asked, day.start)
    return day.start == day.end and any(
        one.days.start.isoformat() == day.start == one.days.end.isoformat() for one in mentions
    )
