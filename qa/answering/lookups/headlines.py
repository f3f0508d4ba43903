"""Answers "What was the score?" with a headline that is the result of the match."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import DraftStatement, Rule
from qa.answering.lookups.scores import asked_score, named_result
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from qa.answering.drafts.draft import Draft
    from qa.index import Snapshot
    from qa.retrieval import Question

__all__ = ["of_headline"]

# A headline states it plainly; estimated.
_STATED = 0.7
# An answer of less confidence than this gives way.
_LEAST = 0.33
# How far into an article its headline is looked for, in characters.
_HEAD = 1500
# Words that name no match.
_OF_ANY = frozenset(stems("score scoreline result final match game end finish fulltime full time"))
_PART_OF_MATCH = re.compile(r"\b(?:half|break|interval|leg|period|quarter|set)\b", re.IGNORECASE)


def of_headline(draft: Draft, question: Question, view: Snapshot) -> Draft:
    """Answer with the result that a headline prints: "Alta City 2 Elva 3".

    A headline is often alone in its passage, which is seldom read.

    Args:
        draft: An answer in the articles' own words.
        question: The question.
        view: The state of the index, which holds the articles' texts.

    Returns:
        The draft itself unless a score is asked for, the draft is none that is likely right, and of
        the articles that hold all words of the question just one result is a headline.
    """
    asked = question.query_str
    likely = not draft.refused and (draft.rule is not None or draft.confidence >= _LEAST)
    if likely or asked_score(asked) is None or _PART_OF_MATCH.search(asked):
        return draft
    wanted = set(telling_stems(asked)) - _OF_ANY
    allowed = question.filters.allowed(view.manifest)
    found: dict[str, Quote] = {}
    for article_id, record in view.manifest.articles.items():
        result = named_result(record.title)
        if result is None or (allowed is not None and article_id not in allowed):
            continue
        text = view.text(article_id)
        at = text.find(record.title, 0, _HEAD)
        if at < 0 or not wanted <= {*stems(record.title), *stems(text)}:
            continue
        span = at + result[0], at + result[1]
        found.setdefault(text[slice(*span)], Quote(article_id, record.title, at, (span,)))
    if len(found) != 1:
        return draft
    [(said, quote)] = found.items()
    return replace(
        draft,
        response=said,
        statements=(DraftStatement(quote.text, (quote,)),),
        confidence=_STATED,
        refused=False,
        groups=(),
        rule=Rule.RESULT,
        nearest=None,
    )
