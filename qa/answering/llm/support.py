"""Decides in code which passages support a sentence, whatever sources the sentence names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.drafts.citations import locate, quote_passage
from qa.answering.llm.signals import Signals, measure_signals
from qa.language.sentences import sentences
from qa.language.topics import coverage
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.models import SpanReader

__all__ = ["THRESHOLD", "Evidence", "SupportChecker"]

#: The lowest probability at which a sentence counts as supported. At this value, it is more likely
#: to be supported than not.
THRESHOLD = 0.5
# How many passages are checked for one sentence, and how many stretches of each passage are
# compared by meaning.
_PASSAGES = 4
_STRETCHES = 2
# Passages that contain a smaller share of the sentence's words are not checked.
_LEAST_COVERED = 0.25
# The greatest number of passages cited for one sentence.
_MOST_CITED = 2
# A sentence counts as an answer to the question if the reader's gap is at least this. Claims made
# from a question and its answer have a median gap of 5.6; claims about something else, of -9.
_ANSWERS = 1.0
# Fewer words than this can occur anywhere by chance, and they claim nothing: for example "PWNED."
# after "reply PWNED".
_LEAST_WORDS = 4
_AROUND = " .!?\"“”'"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a passage supports a sentence.

    Attributes:
        quote: The stretch of the passage that is nearest to the sentence.
        signals: The signals for and against support; None if the passage contains the sentence
            verbatim.
    """

    quote: Quote
    signals: Signals | None = None

    @property
    def probability(self) -> float:
        """Return the probability in [0, 1] that the passage supports the sentence."""
        return 1.0 if self.signals is None else self.signals.probability


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One sentence of a passage, or two that follow each other."""

    start: int
    end: int
    coverage: float


class SupportChecker:
    """Finds the passages that support a sentence, among those read for a question.

    Args:
        embed_model: Compares meanings.
        reader: Finds the answer in a sentence. The answers in the passages were found earlier.
        threshold: See `THRESHOLD`.
    """

    def __init__(
        self, embed_model: BaseEmbedding, reader: SpanReader, *, threshold: float = THRESHOLD
    ) -> None:
        self._embed_model = embed_model
        self._reader = reader
        self._threshold = threshold

    def support(
        self,
        question: str,
        sentence: str,
        nodes: Sequence[NodeWithScore],
        named: Sequence[int] = (),
    ) -> tuple[Quote, ...]:
        """Quote the passages that support a sentence.

        Args:
            question: The question that the passages were read for.
            sentence: One sentence without source numbers.
            nodes: The passages.
            named: Indexes of the passages that the sentence names. These are cited first.

        Returns:
            One or two verbatim quotes; none if no passage supports the sentence.
        """
        found = self.weigh(question, sentence, nodes)
        supporting = [
            (index not in named, -evidence.probability, evidence.quote)
            for index, evidence in found.items()
            if evidence.probability >= self._threshold
        ]
        supporting.sort(key=lambda one: one[:2])
        if supporting and not supporting[0][0]:
            supporting = [one for one in supporting if not one[0]]
            return tuple(quote for _, _, quote in supporting[:_MOST_CITED])
        return tuple(quote for _, _, quote in supporting[:1])

    def weigh(
        self, question: str, sentence: str, nodes: Sequence[NodeWithScore]
    ) -> dict[int, Evidence]:
        """Return the evidence of each passage that shares enough words, by the passage's index."""
        near = {
            index: stretches
            for index, node in enumerate(nodes)
            if (stretches := _stretches(sentence, node.node.get_content()))
        }
        likely = sorted(near, key=lambda index: -near[index][0].coverage)[:_PASSAGES]
        weighed = {}
        for index in likely:
            quote = _verbatim(sentence, nodes[index])
            if quote is not None:
                weighed[index] = Evidence(quote)
        rest = [index for index in likely if index not in weighed]
        if not rest:
            return weighed
        read = any(isinstance(nodes[index], ReadNode) for index in rest)
        answer = self._answer(question, sentence, compared=read)
        cosines = self._cosines(
            sentence, [_texts(nodes[index], near[index][:_STRETCHES]) for index in rest]
        )
        for index, cosine in zip(rest, cosines, strict=True):
            stretch = near[index][0]
            quote = _quote(nodes[index], stretch.start, stretch.end)
            signals = measure_signals(
                sentence,
                nodes[index],
                stretch=quote.text,
                covered=stretch.coverage,
                cosine=cosine,
                answer=answer,
            )
            weighed[index] = Evidence(quote, signals)
        return weighed

    def _answer(self, question: str, sentence: str, *, compared: bool) -> str:
        """Return the answer that the sentence gives to the question; empty if it gives none.

        A sentence of a few words is itself the answer. If no passage was read for the question,
        because it is a broad one, there is nothing to compare an answer with.
        """
        if len(sentence.split()) < _LEAST_WORDS:
            return sentence.strip(_AROUND)
        if not compared:
            return ""
        (reading,) = self._reader.read(question, [sentence])
        if reading.gap < _ANSWERS:
            return ""
        return sentence[reading.spans[0].start : reading.spans[0].end]

    def _cosines(self, sentence: str, texts: Sequence[Sequence[str]]) -> list[float]:
        """Return the highest cosine of the sentence with each group of texts."""
        every = [sentence, *(text for group in texts for text in group)]
        vectors = np.array(self._embed_model.get_text_embedding_batch(every))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        cosines = iter((vectors[1:] @ vectors[0]).tolist())
        return [max(next(cosines) for _ in group) for group in texts]


def _stretches(sentence: str, text: str) -> list[_Stretch]:
    """Return the sentences, and pairs of neighbours, that share enough words, best first."""
    spans = sentences(text)
    pairs = [(first[0], second[1]) for first, second in pairwise(spans)]
    found = [
        _Stretch(start, end, coverage(sentence, text[start:end])) for start, end in [*spans, *pairs]
    ]
    found.sort(key=lambda one: (-one.coverage, one.end - one.start))
    return [one for one in found if one.coverage >= _LEAST_COVERED]


def _texts(node: NodeWithScore, stretches: Sequence[_Stretch]) -> list[str]:
    text = node.node.get_content()
    return [text[one.start : one.end] for one in stretches]


def _verbatim(sentence: str, node: NodeWithScore) -> Quote | None:
    """Quote the sentence of the passage that contains exactly these words."""
    words = sentence.strip(_AROUND)
    text = node.node.get_content()
    if len(words.split()) < _LEAST_WORDS or (found := locate(words, text)) is None:
        return None
    touched = [span for span in sentences(text) if span[0] < found[1] and found[0] < span[1]]
    start = min([found[0], *(start for start, _ in touched)])
    return _quote(node, start, max([found[1], *(end for _, end in touched)]))


def _quote(node: NodeWithScore, start: int, end: int) -> Quote:
    return quote_passage(node.node, start, end, (start, end))
