"""Whole sentences for questions that no short span answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.citations import Quote
from qa.questions import coverage
from qa.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.candidates import Candidate

__all__ = ["best_sentences"]

# Passages whose sentences are compared, at about 5 ms a sentence.
_PASSAGES = 6
_MOST = 3
# A sentence this much worse than the best one says something else.
_WORSE = 0.25
# Maximal marginal relevance (Carbonell and Goldstein 1998): weight of relevance against novelty.
_RELEVANCE = 0.7
# Sentences closer than this say the same twice.
_REPEATS = 0.85


@dataclass(frozen=True, slots=True)
class _Sentence:
    quote: Quote
    relevance: float
    vector: np.ndarray


def best_sentences(
    question: str,
    nodes: Sequence[NodeWithScore],
    found: Sequence[Candidate],
    embed_model: BaseEmbedding,
) -> list[Quote]:
    """Choose the one to three sentences that answer best and do not repeat each other.

    A sentence is as relevant as its cosine with the question plus the share of the question's
    words that it holds, plus a share of the reader's gap where the reader marked a span in it.

    Args:
        question: As asked.
        nodes: Passages, best first; the first six are looked at.
        found: The reader's candidates.
        embed_model: Embeds the sentences.

    Returns:
        Quotes, the most relevant first; empty only without sentences.
    """
    ranked = _ranked(question, nodes[:_PASSAGES], found, embed_model)
    if not ranked:
        return []
    least = ranked[0].relevance - _WORSE
    chosen = [ranked[0]]
    rest = [sentence for sentence in ranked[1:] if sentence.relevance >= least]
    while rest and len(chosen) < _MOST:
        worth = [
            _RELEVANCE * sentence.relevance - (1 - _RELEVANCE) * _closest(sentence, chosen)
            for sentence in rest
        ]
        sentence = rest.pop(int(np.argmax(worth)))
        if _closest(sentence, chosen) < _REPEATS:
            chosen.append(sentence)
    return [sentence.quote for sentence in chosen]


def _closest(sentence: _Sentence, others: Sequence[_Sentence]) -> float:
    return max(float(sentence.vector @ other.vector) for other in others)


def _ranked(
    question: str,
    nodes: Sequence[NodeWithScore],
    found: Sequence[Candidate],
    embed_model: BaseEmbedding,
) -> list[_Sentence]:
    quotes: dict[tuple[str, int], Quote] = {}
    gaps: dict[tuple[str, int], float] = {}
    for hit in nodes:
        node, text = hit.node, hit.node.get_content()
        offset = node.start_char_idx or 0  # type: ignore[attr-defined]
        article_id = str(node.metadata["article_id"])
        for start, end in sentences(text):
            key = (article_id, offset + start)
            span = (offset + start, offset + end)
            quotes[key] = Quote(
                article_id, text[start:end], span[0], (span,), node.metadata.get("page")
            )
            gaps[key] = max(
                [
                    candidate.gap
                    for candidate in found
                    if candidate.node.node.node_id == node.node_id
                    and start <= candidate.start < end
                ],
                default=0.0,
            )
    if not quotes:
        return []
    asked = np.array(embed_model.get_query_embedding(question))
    vectors = np.array(
        embed_model.get_text_embedding_batch([quote.text for quote in quotes.values()])
    )
    ranked = [
        _Sentence(
            quote,
            float(vector @ asked)
            + 0.3 * coverage(question, quote.text)
            + 0.05 * max(0.0, gaps[key]),
            vector,
        )
        for (key, quote), vector in zip(quotes.items(), vectors, strict=True)
    ]
    return sorted(ranked, key=lambda sentence: -sentence.relevance)
