"""Chooses the sentence that decides a yes-or-no question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.agreement.said import ReadArticle, Said
from qa.answering.agreement.subjects import same_story
from qa.answering.drafts.citations import quote_passage
from qa.answering.lookups.table_verdicts import decision
from qa.answering.spans.candidates import Candidate
from qa.answering.spans.fitting import in_headline
from qa.answering.yes_or_no.in_context import says_in_context
from qa.answering.yes_or_no.names_and_things import has_names, has_thing
from qa.answering.yes_or_no.opening_days import CONTRARY, without_days
from qa.answering.yes_or_no.rating import RatedSentence, rate, weights
from qa.articles.passages import published_on
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote

__all__ = ["Verdict", "decide"]

# How many passages have their sentences compared, and how many sentences are embedded.
_PASSAGES = 8
_EMBEDDED = 8
# The least share of the question's words that the sentence and its context must contain.
_LEAST_COVERED = 0.6
# What covering all words of the question weighs beside a cosine of 1.
_COVERED = 2.0
# What a sentence that says plainly yes or no gains over one that leaves it open.
_PLAIN = 0.3
# "Did the two of them sing?" is answered by "They sang."
_OF_THEM = re.compile(r"\b(?:the )?(?:two|both|pair) of them\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence that decides a yes-or-no question.

    Attributes:
        quote: The sentence.
        says: ``Yes`` or ``No`` if the sentence says so plainly, else empty.
        covered: Share in [0, 1] of the question's words that the sentence and its context contain.
        published: When its article was published, as an ISO date, if that is known.
        against: What another article says plainly to the contrary, if one does.
    """

    quote: Quote
    says: str
    covered: float
    published: str | None = None
    against: Verdict | None = None


def decide(
    question: str, nodes: Sequence[NodeWithScore], embed_model: BaseEmbedding
) -> Verdict | None:
    """Choose the sentence that decides a yes-or-no question.

    The cell of a table decides if the question names its row and column. Else, it is the sentence
    that contains most of the question's words (or the opposite of one of them), and
    is nearest in meaning (cosine). "Yes" or "No" is said only if a single clause of it contains all
    the question's words, without "may", "plans to" and the like.

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.
        embed_model: Compares sentences with the question.

    Returns:
        None if no sentence contains enough of the question's words.
    """
    nodes = nodes[:_PASSAGES]
    told = _by_table(question, nodes)
    if told is not None:
        return told
    question = _OF_THEM.sub("they", question)
    asked = weights(question)
    if not asked:
        return None
    found = [
        (one, _verdict(question, asked, one))
        for one in sorted(rate(question, asked, nodes), key=lambda one: -one.covered)[:_EMBEDDED]
        if has_names(without_days(question), one.node) and has_thing(question, one.context)
    ]
    found = [(one, verdict) for one, verdict in found if _is_evidence(one, verdict)]
    if not found:
        return None
    about = np.array(embed_model.get_query_embedding(question))
    near = np.array(embed_model.get_text_embedding_batch([one.text for one, _ in found])) @ about
    worth = [
        _COVERED * verdict.covered + float(cosine) + _PLAIN * bool(verdict.says)
        for (_, verdict), cosine in zip(found, near, strict=True)
    ]
    best, chosen = found[worth.index(max(worth))]
    against = (
        verdict
        for one, verdict in found
        if verdict.says == CONTRARY.get(chosen.says) and _tell_one_story(question, best, one)
    )
    return replace(chosen, against=next(against, None))


def _by_table(question: str, nodes: Sequence[NodeWithScore]) -> Verdict | None:
    """Return the first row of a table in which a cell says yes or no."""
    for hit in nodes:
        title = str(hit.node.metadata.get("title") or "")
        told = decision(question, hit.node.get_content(), title)
        if told is not None:
            quote = quote_passage(hit.node, *told.row, told.cell)
            return Verdict(quote, told.says, 1.0, published_on(hit.node))
    return None


def _verdict(question: str, asked: Collection[str], sentence: RatedSentence) -> Verdict:
    return Verdict(
        quote_passage(sentence.node.node, *sentence.span, sentence.span),
        says_in_context(question, asked, sentence),
        sentence.covered,
        published_on(sentence.node.node),
    )


def _is_evidence(sentence: RatedSentence, verdict: Verdict) -> bool:
    """Tell whether a sentence says yes or no, or at least has enough of the question's words.

    A headline needs all: "A review: nice bike, poor brakes" does not decide "Does the review
    recommend the bike?".
    """
    least = 1.0 if in_headline(sentence.node.node, *sentence.span) else _LEAST_COVERED
    return bool(verdict.says) or sentence.covered >= least


def _tell_one_story(question: str, a: RatedSentence, b: RatedSentence) -> bool:
    """Tell whether the sentences of two articles are about the same thing."""
    if a.node.node.metadata["article_id"] == b.node.node.metadata["article_id"]:
        return False
    return same_story(question, _said(a), _said(b))


def _said(sentence: RatedSentence) -> Said:
    """Return a sentence as an answer without words of its own."""
    node, at = sentence.node, sentence.span[0]
    assert isinstance(node, ReadNode)
    title = node.node.metadata.get("title") or ""
    candidate = Candidate(node, at, at, sentence.span, node.reading.gap, node.score or 0.0)
    return Said(candidate, ReadArticle(f"{title} {node.node.get_content()}"))
