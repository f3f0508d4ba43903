"""Answers in the articles' own words: the best span, or sentences if no span is enough."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from llama_index.core.callbacks import CallbackManager
from llama_index.core.indices.prompt_helper import ChatPromptHelper, PromptHelper
from llama_index.core.llms import MockLLM

from qa.answering.agreement.between_articles import compare
from qa.answering.agreement.copies import first_of_copies
from qa.answering.agreement.corrections import corrected
from qa.answering.agreement.grouping import grouped
from qa.answering.broad import central_sentences
from qa.answering.confidence import (
    Calibration,
    any_is_right,
    load_calibration,
    observe,
    of_sentence,
)
from qa.answering.drafting import (
    of_best_span,
    of_items,
    of_rows,
    of_sentences,
    of_verdict,
    refusal,
    told_behind_question,
)
from qa.answering.drafts.draft import Draft, Rule
from qa.answering.drafts.node_synthesizer import NodeSynthesizer
from qa.answering.lookups.interviews import answered_in_article
from qa.answering.lookups.listed import items_below, numbered_step, section, steps
from qa.answering.lookups.registry import looked_up
from qa.answering.lookups.releases import changes
from qa.answering.lookups.table_lists import listed_rows
from qa.answering.lookups.unknowns import unknown
from qa.answering.spans.candidates import candidates, sentence_quote, unmarked
from qa.answering.spans.units import asked_unit, in_unit
from qa.answering.yes_or_no.deciding import Verdict, decide
from qa.answering.yes_or_no.spans import denies_any, may_decide
from qa.answers import Agreement
from qa.language.kinds import AnswerKind
from qa.language.topics import coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.agreement.between_articles import Findings
    from qa.answering.agreement.grouping import Grouped
    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import Question

__all__ = ["ExtractiveSynthesizer"]

# The sentences found must contain at least this share of the topic words of an open question.
_LEAST_COVERED = 0.5
# What is left of the confidence if even the best span is not of the kind asked for; estimated.
_MISFIT = 0.5
# The least confidence in the words by which an article introduces a person, in the cell of a table
# of which the question names row and column, and in what an article says behind the same question;
# estimated as well.
_LOOKED_UP = 0.7
# From this gap on, the sentence of the reader's best span decides a yes-or-no question, unless
# another one says plainly yes or no. Of 120 such questions about 23 folders of invented articles,
# it was the right one for 86 of all best spans, and for 1 of the 10 below a gap of -2. With it, the
# right sentence is shown for 81 of the questions and 8 are refused, without it for 70, and 25.
_DECIDES = -1.0
# What these find is told of one person, one event or one article.
_OF_ONE = frozenset({
    Rule.ATTENDANCE, Rule.CONDITION, Rule.FATE, Rule.HEADCOUNT, Rule.INTRODUCTION, Rule.RESULT,
    Rule.SAYING,
})  # fmt: skip


class ExtractiveSynthesizer(NodeSynthesizer):
    """A LlamaIndex synthesizer that needs no language model.

    It answers from nodes that a `SpanReaderReranker` has read, and ignores other nodes. The
    metadata of each node must contain ``article_id``, which identifies the article.

        >>> from llama_index.core.schema import NodeWithScore, TextNode
        >>> from qa.models import OnnxEmbedding, SpanReader
        >>> from qa.retrieval import SpanReaderReranker
        >>> text = "The treaty was signed in Vienna in 1961."
        >>> node = TextNode(text=text, metadata={"article_id": "treaty"})
        >>> question = "Where was the treaty signed?"
        >>> read = SpanReaderReranker(SpanReader()).postprocess_nodes(
        ...     [NodeWithScore(node=node, score=1.0)], query_str=question
        ... )
        >>> response = ExtractiveSynthesizer(OnnxEmbedding()).synthesize(question, read)
        >>> str(response), response.refused
        ('Vienna', False)

    Args:
        embed_model: Compares sentences with the question if whole sentences are the answer.
        threshold: The lowest confidence at which it answers.
        calibration: Turns features into a probability. The shipped calibration is the default.

    Attributes:
        threshold: The lowest confidence at which it answers.
        calibration: Turns features into a probability.
    """

    def __init__(
        self,
        embed_model: BaseEmbedding,
        *,
        threshold: float = 0.2,
        calibration: Calibration | None = None,
    ) -> None:
        # Without an LLM, the base class would look for OpenAI in the global settings. Without
        # prompt helpers, it would load tiktoken's table (0.2 s), although no prompt is made here.
        super().__init__(
            llm=MockLLM(),
            prompt_helper=PromptHelper(tokenizer=str.split),
            chat_prompt_helper=ChatPromptHelper(tokenizer=str.split),
            callback_manager=CallbackManager(),
        )
        self._embed_model = embed_model
        self.threshold = threshold
        self.calibration = calibration or load_calibration()

    def draft(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        """Draft an answer from passages that were read.

        Args:
            question: The question as it was understood.
            nodes: Passages, best first.

        Returns:
            A draft whose quotes have not been verified yet.
        """
        found = corrected(candidates(nodes, question))
        in_sentences = self._in_sentences(question, nodes, found)
        if in_sentences is not None:
            return in_sentences
        if question.kind is AnswerKind.POLAR:
            found = [one for one in found if may_decide(question.query_str, one)]
        if not found:
            return refusal(nodes, 0.0)
        stated, rule = looked_up(question.query_str, found, unmarked(nodes, found))
        found = [*stated, *found]
        findings = self.compared(question, found)
        if rule in _OF_ONE:  # what is said of or by somebody else is no other wording
            findings = replace(findings, reworded=())
        groups = grouped(question.query_str, findings)
        confidence = self._confidence(question, found, groups)
        if question.kind is AnswerKind.POLAR and rule is None:
            confidence = of_sentence(confidence)
        if not _in_the_unit_asked_for(question, found[0]):
            return refusal(nodes, 0.0)
        if confidence < self.threshold:
            if (said := unknown(question.query_str, found)) is not None:
                return of_sentences([sentence_quote(said)], nodes, _LOOKED_UP, Rule.UNKNOWN)
            return refusal(nodes, confidence, nearest=sentence_quote(found[0]))
        if question.kind is AnswerKind.REASON and rule is None:
            confidence = of_sentence(confidence)
        return of_best_span(question, nodes, found, findings, groups, confidence, rule)

    def compared(self, question: Question, found: Sequence[Candidate]) -> Findings:
        """Compare the articles' answers with the best one.

        Args:
            question: The question as it was understood.
            found: At least one candidate, best first.
        """
        embedded = cache(self._embed_model.get_text_embedding)  # the best answer meets each rival

        def nearness(one: str, other: str) -> float:
            return float(self._embed_model.similarity(embedded(one), embedded(other)))

        return compare(question, found, partial(self._likely, question), nearness)

    def _in_sentences(
        self, question: Question, nodes: list[NodeWithScore], found: Sequence[Candidate]
    ) -> Draft | None:
        """Answer a broad or a yes-or-no question, or one for a list; None for any other."""
        asked = question.query_str
        if items := changes(asked, nodes) or items_below(asked, nodes):
            return of_items(items, nodes, _LOOKED_UP)
        if rows := listed_rows(asked, nodes):
            return of_rows(asked, rows, nodes, _LOOKED_UP)
        if quotes := numbered_step(asked, nodes) or steps(asked, nodes) or section(asked, nodes):
            return of_sentences(quotes, nodes, _LOOKED_UP, Rule.LIST)
        if question.kind is AnswerKind.OPEN:
            return self._open(question, nodes)
        if question.kind is not AnswerKind.POLAR:
            return None
        told = answered_in_article(asked, [*found, *unmarked(nodes, found)])
        if told is not None:
            return told_behind_question(told, nodes, _LOOKED_UP)
        verdict = decide(asked, nodes, self._embed_model)
        if found and denies_any(asked, found[0]) and not (verdict and verdict.says):
            return of_verdict(Verdict(sentence_quote(found[0]), "No", 1.0), nodes)
        if verdict is None or (not verdict.says and _finds_more(asked, found)):
            return None
        return of_verdict(verdict, nodes)

    def _confidence(self, question: Question, found: Sequence[Candidate], groups: Grouped) -> float:
        """Return how likely the answer is right; what several articles say is likelier."""
        confidence = self._likely(question, found[0], found)
        if groups.agreement is Agreement.SAME:
            voices = first_of_copies(groups.groups[0])
            likely = [self._likely(question, voice, found) for voice in voices]
            confidence = max(confidence, any_is_right(likely))
        return confidence if groups.leading.fits else confidence * _MISFIT

    def _likely(
        self, question: Question, candidate: Candidate, found: Sequence[Candidate]
    ) -> float:
        likely = self.calibration.probability(observe(question.query_str, candidate, found))
        return max(likely, _LOOKED_UP) if candidate.looked_up else likely

    def _open(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        """Answer with whole sentences if the passages contain the topic of the question."""
        about = question.topic
        quotes = central_sentences(about, nodes, self._embed_model)
        text = " ".join(quote.text for quote in quotes)
        confidence = coverage(about, text) if about else float(bool(quotes))
        if not quotes or confidence < _LEAST_COVERED:
            return refusal(nodes, confidence)
        return of_sentences(quotes, nodes, confidence)


def _finds_more(question: str, found: Sequence[Candidate]) -> bool:
    """Tell whether the reader finds the sentence that decides better than its words tell."""
    return bool(found) and found[0].gap >= _DECIDES and may_decide(question, found[0])


def _in_the_unit_asked_for(question: Question, candidate: Candidate) -> bool:
    """Tell whether the sentence speaks of the unit that a question names ("How high in feet?")."""
    unit = asked_unit(question.query_str)
    first, last = candidate.sentence
    return unit is None or in_unit(unit, candidate.node.node.get_content()[first:last])
