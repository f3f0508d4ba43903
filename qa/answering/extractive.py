"""Answers in the articles' own words: the best span, or sentences if no span is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.callbacks import CallbackManager
from llama_index.core.indices.prompt_helper import PromptHelper
from llama_index.core.llms import MockLLM

from qa.answering.agreement import compare
from qa.answering.broad import central_sentences
from qa.answering.candidates import candidates, sentence_quote
from qa.answering.confidence import Calibration, load_calibration, observe
from qa.answering.draft import Draft, DraftStatement
from qa.answering.node_synthesizer import NodeSynthesizer
from qa.answers import REFUSAL
from qa.articles.passages import published_on
from qa.language.kinds import AnswerKind
from qa.language.topics import coverage
from qa.notices import articles_differ, put_differently

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.agreement import Findings
    from qa.answering.candidates import Candidate
    from qa.answers import Notice
    from qa.retrieval import Question

__all__ = ["ExtractiveSynthesizer"]

# The sentences found must contain at least this share of the topic words of an open question.
_LEAST_COVERED = 0.5
# The greatest number of articles cited for one answer, best first. Nobody would read more.
_MOST_CITED = 5
# The greatest number of other answers shown beside it.
_MOST_OTHERS = 2


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
        threshold: float = 0.1,
        calibration: Calibration | None = None,
    ) -> None:
        # Without an LLM, the base class would look for OpenAI in the global settings. Without a
        # prompt helper, it would load tiktoken's table (0.2 s), although no prompt is made here.
        super().__init__(
            llm=MockLLM(),
            prompt_helper=PromptHelper(tokenizer=str.split),
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
        if question.kind is AnswerKind.OPEN:
            return self._open(question, nodes)
        found = candidates(nodes, question.kind)
        if not found:
            return _refusal(nodes, 0.0)
        confidence = self._likely(question, found[0], found)
        if confidence < self.threshold:
            return _refusal(nodes, confidence)
        findings = compare(found, lambda candidate: self._likely(question, candidate, found))
        statements = _statements(findings)
        return Draft(
            statements[0].text if question.kind is AnswerKind.REASON else found[0].text,
            nodes,
            statements=statements,
            confidence=confidence,
            notices=_notices(findings),
        )

    def _likely(
        self, question: Question, candidate: Candidate, found: Sequence[Candidate]
    ) -> float:
        return self.calibration.probability(observe(question.query_str, candidate, found))

    def _open(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        """Answer with whole sentences if the passages contain the topic of the question."""
        about = question.topic
        quotes = central_sentences(about, nodes, self._embed_model)
        text = " ".join(quote.text for quote in quotes)
        confidence = coverage(about, text) if about else float(bool(quotes))
        if not quotes or confidence < _LEAST_COVERED:
            return _refusal(nodes, confidence)
        return Draft(
            text,
            nodes,
            statements=tuple(DraftStatement(quote.text, (quote,)) for quote in quotes),
            confidence=confidence,
        )


def _refusal(nodes: list[NodeWithScore], confidence: float) -> Draft:
    return Draft(REFUSAL, nodes, refused=True, confidence=confidence)


def _statements(findings: Findings) -> tuple[DraftStatement, ...]:
    """Return one statement for each distinct sentence; articles with the same sentence share it."""
    quotes = [
        sentence_quote(candidate)
        for candidate in (
            *findings.supporting[:_MOST_CITED],
            *findings.differing[:_MOST_OTHERS],
            *findings.reworded[:_MOST_OTHERS],
        )
    ]
    texts = dict.fromkeys(quote.text for quote in quotes)
    return tuple(
        DraftStatement(text, tuple(quote for quote in quotes if quote.text == text))
        for text in texts
    )


def _notices(findings: Findings) -> tuple[Notice, ...]:
    notices = []
    if findings.differing:
        best = _answer_in_article(findings.supporting[0])
        others = [_answer_in_article(one) for one in findings.differing[:_MOST_OTHERS]]
        notices.append(articles_differ(best, others))
    if findings.reworded:
        others = [_answer_in_article(one) for one in findings.reworded[:_MOST_OTHERS]]
        notices.append(put_differently(others))
    return tuple(notices)


def _answer_in_article(candidate: Candidate) -> str:
    metadata = candidate.node.node.metadata
    title = metadata.get("title") or metadata.get("path") or candidate.article_id
    published = published_on(candidate.node.node)
    dated = f" ({published})" if published else ""
    return f"“{candidate.text}” in {title}{dated}"
