"""Which passages support a sentence: decided in code, whatever the sentence's author claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.citations import locate, quote_passage
from qa.answering.llm.signals import Signals, measure_signals
from qa.language.sentences import sentences
from qa.language.topics import coverage
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.citations import Quote
    from qa.models import SpanReader

__all__ = ["THRESHOLD", "Evidence", "SupportChecker"]

#: Least probability at which a sentence counts as supported: it is more likely so than not.
THRESHOLD = 0.5
# Passages looked at for one sentence, and of each the stretches whose meaning is compared.
_PASSAGES = 4
_STRETCHES = 2
# Passages that share less of the sentence's words are not looked at.
_LEAST_COVERED = 0.25
# Most passages cited for one sentence.
_MOST_CITED = 2
# Gap at which the reader takes a sentence for an answer to the question: claims made of a question
# and its answer have a median of 5.6, claims about something else one of -9.
_ANSWERS = 1.0
# Fewer words may stand anywhere by chance, and claim nothing: "PWNED." after "reply PWNED".
_LEAST_WORDS = 4
_AROUND = " .!?\"“”'"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage has to say about a sentence.

    Attributes:
        quote: The stretch of it that comes nearest.
        signals: What speaks for and against it; None where the sentence stands in it verbatim.
    """

    quote: Quote
    signals: Signals | None = None

    @property
    def probability(self) -> float:
        """Probability in [0, 1] that the passage supports the sentence."""
        return 1.0 if self.signals is None else self.signals.probability


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One sentence of a passage, or two that follow each other."""

    start: int
    end: int
    coverage: float


class SupportChecker:
    """Finds what supports a sentence among the passages that a question was answered from.

    Args:
        embed_model: Compares meanings.
        reader: Reads what a sentence answers; what the passages answer was read before.
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
        """Quote what bears a sentence out.

        Args:
            question: What the passages were read for.
            sentence: One sentence without source numbers.
            nodes: The passages.
            named: Indexes of those that the sentence names; they are cited first.

        Returns:
            Verbatim quotes, one or two; none where no passage supports the sentence.
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
        """Weigh the passages that share enough words with the sentence, by their indexes."""
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
        """What the sentence answers the question with; empty where it does not.

        A few words can only be an answer as they stand. Where no passage was read for the question,
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
        """The best cosine of the sentence with each group of texts."""
        every = [sentence, *(text for group in texts for text in group)]
        vectors = np.array(self._embed_model.get_text_embedding_batch(every))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        cosines = iter((vectors[1:] @ vectors[0]).tolist())
        return [max(next(cosines) for _ in group) for group in texts]


def _stretches(sentence: str, text: str) -> list[_Stretch]:
    """The passage's sentences, and each two neighbours, that share enough words; best first."""
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
    """Quote the sentence of the passage that holds these words as they stand."""
    words = sentence.strip(_AROUND)
    text = node.node.get_content()
    if len(words.split()) < _LEAST_WORDS or (found := locate(words, text)) is None:
        return None
    touched = [span for span in sentences(text) if span[0] < found[1] and found[0] < span[1]]
    start = min([found[0], *(start for start, _ in touched)])
    return _quote(node, start, max([found[1], *(end for _, end in touched)]))


def _quote(node: NodeWithScore, start: int, end: int) -> Quote:
    return quote_passage(node.node, start, end, (start, end))
