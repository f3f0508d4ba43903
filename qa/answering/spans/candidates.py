"""Possible short answers: the reader's spans from all passages, ranked together."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import quote_passage
from qa.answering.spans.asked_measures import LASTING, Measure, asked_measure
from qa.answering.spans.commands import whole_command
from qa.answering.spans.counted import counts_another_thing
from qa.answering.spans.enumerations import may_list, whole_enumeration_first
from qa.answering.spans.fitting import fits, in_heading, in_headline
from qa.answering.spans.moving import ASKED_YEAR
from qa.answering.spans.narrowing import number_asked_for
from qa.answering.spans.reasons import reason_bonus
from qa.answering.spans.rows import in_cells
from qa.answering.spans.times import time_asked_for, without_time
from qa.answering.spans.widening import (
    denied,
    name_described,
    one_holder,
    player_of,
    tidy,
    whole_list,
    whole_name,
    whole_term,
    whole_title,
    with_negation,
)
from qa.articles.passages import published_on
from qa.language.kinds import AnswerKind
from qa.language.leaning import refers_back
from qa.language.sentences import sentences
from qa.language.several import asks_for_several
from qa.language.stems import name_stems, stems
from qa.language.values import Value, parse, same
from qa.language.words import words
from qa.retrieval import GAP_WEIGHT, ReadNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.retrieval import Question

__all__ = [
    "TEMPERATURE",
    "Candidate",
    "candidates",
    "first_of_passages",
    "first_stated",
    "sentence_quote",
    "unmarked",
    "with_names",
]

#: A candidate's weight falls by a factor of e each time its score falls by this much.
TEMPERATURE = 0.1
# How much lower a candidate of the wrong kind ranks. It leads only if no other comes near.
_MISFIT = 0.6
# How much lower a span of a headline ranks unless the reader is sure (in its gap). Headlines name
# things briefly ("Two dead", "Ex-mayor") and are near to every question about their article: of 17
# answers that were taken from headlines to 150 questions about 47 texts, 4 were right, 3 of them
# with a gap above 8.
_IN_HEADLINE, _SURE_OF_HEADLINE = 0.32, 6.0
# How much higher a span ranks if the question names the year in which its article was published:
# about what one unit of the reader's gap is worth. "Ada Moe, the mayor" of 2018 was it in 2018.
_OF_YEAR = 0.1
# How many of the best candidates take part in the vote for the answer.
_ELECTORS = 10

# The longest quote that begins before the sentence with the answer, in characters.
_LONGEST_QUOTE = 400


@dataclass(frozen=True)
class Candidate:
    """One span that may answer the question.

    Attributes:
        node: The passage that was read.
        start: Character offset in the passage.
        end: Offset just after the last character.
        sentence: Offsets (start, end), in the passage, of the sentence that contains it.
        gap: The span's score minus the passage's null score. Above 0, the reader prefers the span
            to "no answer".
        score: The score by which candidates are ordered; it combines retrieval and reading.
        fits: Whether the span is of the kind that the question asks for; see
            `qa.answering.spans.fitting.fits`.
        looked_up: Whether a rule found it, and not the reader; see `qa.answering.lookups`.
    """

    node: ReadNode
    start: int
    end: int
    sentence: tuple[int, int]
    gap: float
    score: float
    fits: bool = True
    looked_up: bool = False

    @cached_property
    def value(self) -> Value:
        """The meaning of the span, computed when it is first needed."""
        return parse(self.text, published=published_on(self.node.node))

    @property
    def article_id(self) -> str:
        """The id of the article that contains the passage."""
        return str(self.node.node.metadata["article_id"])

    @property
    def title(self) -> str:
        """The title of the article; empty if it has none."""
        return str(self.node.node.metadata.get("title") or "")

    @property
    def context(self) -> str:
        """The title of the article and the passage."""
        return f"{self.title} {self.node.node.get_content()}"

    @property
    def told(self) -> str:
        """The text of the sentence that contains the span."""
        return self.node.node.get_content()[slice(*self.sentence)]

    @property
    def text(self) -> str:
        """The text of the span."""
        return self.node.node.get_content()[self.start : self.end]


def candidates(nodes: Iterable[NodeWithScore], question: Question | None = None) -> list[Candidate]:
    """List the spans of all read passages, best first. The answer with the most support leads.

    Spans are widened to whole words, and loose punctuation is removed. If two spans are then equal,
    only the better one is kept. A span that continues into the next sentence, or lies in a heading,
    or holds no word ("-----"), is not an answer.
    Nodes that no reader has read have no candidates.

    Args:
        nodes: Passages, read for the question.
        question: The question. If it is given, a span of another kind than it asks for ranks lower,
            and if it asks for a person, a part of a name is widened to the whole name.
    """
    best: dict[tuple[str, int, int], Candidate] = {}
    for node in nodes:
        for found in _of_passage(node, question) if isinstance(node, ReadNode) else ():
            best.setdefault((node.node.node_id, found.start, found.end), found)
    listed = list(best.values())
    if question is not None and question.kind is AnswerKind.NUMBER:
        listed = _of_the_thing_counted(question.query_str, listed)
    ranked = sorted(listed, key=lambda candidate: -candidate.score)
    elected = _elected(ranked[:_ELECTORS])
    if question is not None and asked_measure(question.query_str) in LASTING:
        elected = _with_unit_first(elected)
    if question is not None and asks_for_several(question.query_str):
        elected = whole_enumeration_first(question.query_str, elected)
    return elected + ranked[_ELECTORS:]


def _of_passage(node: ReadNode, question: Question | None) -> Iterator[Candidate]:
    """Yield the spans of a passage, in the order in which the reader gives them."""
    text = node.node.get_content()
    bounds = sentences(text)
    for span in node.reading.spans:
        start, end = tidy(text, span.start, span.end)
        sentence = next((one for one in bounds if one[0] <= start and end <= one[1]), None)
        if not words(text[start:end]) or sentence is None or in_heading(node.node, *sentence):
            continue
        gap = span.score - node.reading.null_score
        score = node.retrieved + GAP_WEIGHT * gap
        if gap < _SURE_OF_HEADLINE and in_headline(node.node, *sentence):
            score -= _IN_HEADLINE
        if question is None:
            yield Candidate(node, start, end, sentence, gap, score)
            continue
        score += _OF_YEAR * _is_of_year_asked(question.query_str, node)
        start, end = _widened(question, text, start, end, sentence)
        start = with_negation(text, start, sentence)
        if question.kind is AnswerKind.REASON:
            score += reason_bonus(question.query_str, text[slice(*sentence)])
        found = Candidate(node, start, end, sentence, gap, score)
        if not in_cells(found.text) and fits(question.kind, question.query_str, found):
            yield found
        else:
            yield replace(found, score=score - _MISFIT, fits=False)


def _is_of_year_asked(question: str, node: ReadNode) -> bool:
    """Tell whether a question names one year, in which the article was published."""
    asked, published = set(ASKED_YEAR.findall(question)), published_on(node.node)
    return published is not None and asked == {published[:4]}


def _of_the_thing_counted(question: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Lower the numbers of other things where a number of the thing asked for was found."""
    others = counts_another_thing(
        question, [(one.node.node.get_content(), one.start, one.end) for one in found]
    )
    return [
        replace(one, score=one.score - _MISFIT, fits=False) if other and one.fits else one
        for one, other in zip(found, others, strict=True)
    ]


def first_of_passages(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the first candidate of each passage, in the order given, to search each text once."""
    first: dict[str, Candidate] = {}
    for one in found:
        first.setdefault(one.node.node.node_id, one)
    return list(first.values())


def unmarked(nodes: Iterable[NodeWithScore], found: Iterable[Candidate]) -> list[Candidate]:
    """Return an empty span for each passage that was read and of which there is no candidate."""
    marked = {one.node.node.node_id for one in found}
    return [
        Candidate(node, 0, 0, (0, 0), node.reading.gap, node.retrieved, fits=False)
        for node in nodes
        if isinstance(node, ReadNode) and node.node.node_id not in marked
    ]


def with_names(question: str, found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates whose passages, or titles, hold all names of a question."""
    names = name_stems(question)
    return [one for one in found if names <= set(stems(one.context))]


def first_stated(stated: re.Pattern[str], found: Iterable[Candidate]) -> Candidate | None:
    """Return the group that matched in the first sentence that states something; None if none does.

    Args:
        stated: Matches what is looked for; its group is the answer.
        found: Candidates, best first; their passages are searched.

    Returns:
        The words of the group, with the gap of the passage's first candidate.
    """
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        for bounds in sentences(text):
            match = stated.search(text, *bounds)
            if match is not None:
                start, end = match.span(match.lastindex or 0)
                return replace(candidate, start=start, end=end, sentence=bounds, fits=True)
    return None


def _widened(
    question: Question, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Fit a span to what answers the question: one number, a whole name, or "nobody"."""
    money = asked_measure(question.query_str) is Measure.MONEY  # is paid, whoever pays none
    if question.kind in {AnswerKind.PERSON, AnswerKind.NUMBER} and not money:
        denial = denied(question.query_str, text, start, sentence)
        if denial is not None:
            return denial
    if question.kind is AnswerKind.NUMBER:
        start, end = number_asked_for(question.query_str, text, start, end, sentence)
    if question.kind is AnswerKind.DATE:
        start, end = time_asked_for(question.query_str, text, start, end, sentence)
    if question.kind is AnswerKind.PLACE:
        end = without_time(text, start, end)
    start, end = _listed(question, text, start, end, sentence)
    if question.kind is AnswerKind.PERSON:
        start, end = player_of(question.query_str, text, start, end, sentence)
        start, end = whole_name(text, start, end, sentence)
        end = one_holder(question.query_str, text, start, end)
    if question.kind in {AnswerKind.PERSON, AnswerKind.TEXT}:
        start, end = name_described(question.query_str, text, start, end)
    if question.kind in {AnswerKind.MANNER, AnswerKind.TEXT}:
        start, end = whole_command(text, start, end, sentence)
    return _term(text, start, end, sentence) if question.kind is AnswerKind.TEXT else (start, end)


def _listed(
    question: Question, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Widen a name to its list, if all names of a list may answer."""
    several = asks_for_several(question.query_str)
    if not several and not may_list(question.query_str, question.kind):
        return start, end
    listed = whole_list(text, start, end, sentence)
    return listed if several or " and " in text[slice(*listed)] else (start, end)


def _term(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a span to the whole title and the whole name that it is a part of."""
    return whole_term(text, *whole_title(text, start, end, sentence), sentence)


def _elected(ranked: list[Candidate]) -> list[Candidate]:
    """Put the answer with the most weight first; the spellings of one answer add their weights.

    Among ``Washington``, ``The United States and France`` and ``United States and France``, the
    last two are the same answer. With the first trained reader, this raised F1 from .378 to .390 on
    the even questions of NewsQA-A, and from .397 to .399 on the odd ones.
    """
    if not ranked:
        return []
    weights = [math.exp((one.score - ranked[0].score) / TEMPERATURE) for one in ranked]

    def backing(candidate: Candidate) -> float:
        return sum(
            weight
            for one, weight in zip(ranked, weights, strict=True)
            if one is candidate or same(one.value, candidate.value)
        )

    winner = max(ranked, key=backing)  # of equals, the first has the best score
    return [winner, *(one for one in ranked if one is not winner)]


def _with_unit_first(ranked: list[Candidate]) -> list[Candidate]:
    """Put "30 days" first where the best span is a bare "30" and its article says both."""
    first = ranked[0].value.quantity if ranked else None
    if first is None or first.measured:
        return ranked
    with_unit = (
        one
        for one in ranked
        if one.fits and one.value.quantity is not None and one.value.quantity.measured
        and one.article_id == ranked[0].article_id and same(one.value, ranked[0].value)
    )  # fmt: skip
    leading = next(with_unit, ranked[0])
    return [leading, *(one for one in ranked if one is not leading)]


def sentence_quote(candidate: Candidate) -> Quote:
    """Quote the sentence that contains a candidate, with the candidate marked.

    If only the sentence before says who or what it is about ("He is 47."), the quote begins there.
    """
    text = candidate.node.node.get_content()
    start, end = candidate.sentence
    for first, last in reversed(sentences(text)):
        if last > start:
            continue
        apart = "\n\n" in text[last:start]
        if apart or not refers_back(text[start:end]) or end - first > _LONGEST_QUOTE:
            break
        start = first
    return quote_passage(candidate.node.node, start, end, (candidate.start, candidate.end))
