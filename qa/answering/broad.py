"""Chooses whole sentences for questions that no short span answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.drafts.citations import quote_passage
from qa.language.leaning import leans
from qa.language.sentences import sentences
from qa.language.topics import coverage
from qa.language.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore
    from numpy.typing import NDArray

    from qa.answering.drafts.citations import Quote

__all__ = ["central_sentences"]

# How many passages have their sentences compared. Each sentence takes about 5 ms.
_PASSAGES = 16
# The greatest number of sentences about a topic, and in a summary of everything.
_MOST_ON_TOPIC = 3
_MOST = 5
_TINY = 1e-12
# A sentence whose relevance is this much lower than the best one's is not about the topic.
_WORSE = 0.6
# Maximal marginal relevance (Carbonell and Goldstein 1998): weight of relevance against novelty.
_RELEVANCE = 0.7
# Two sentences with a higher cosine than this say the same thing, perhaps in other words.
_REPEATS = 0.7
# Subtracted from a sentence's score for each sentence already chosen from the same article.
_CROWDED = 0.05
# Subtracted from the score of a sentence that cannot be understood alone.
_LEANING = 0.2
_ENDS = re.compile(r"[.!?…]\W*$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    quote: Quote
    relevance: float
    vector: NDArray[np.float64]


def central_sentences(
    topic: str, nodes: Sequence[NodeWithScore], embed_model: BaseEmbedding
) -> list[Quote]:
    """Choose the sentences that together best summarise the passages, without repetition.

    The relevance of a sentence has two parts. One is how central it is: its cosine with the mean of
    all sentences (Radev et al. 2004, "Centroid-based summarization of multiple documents"). The
    other is how near it is to the topic: its cosine with the topic, and the share of the topic's
    words that it contains. Without a topic, its cosine with the title of its article is used.

    Args:
        topic: The words of the topic. If empty, the question is about everything in the articles.
        nodes: Passages, best first. The first sixteen are used.
        embed_model: Embeds the sentences.

    Returns:
        Up to three quotes on a topic, or up to five without one. They are grouped by article, in
        the order of the text. The list is empty only if there are no sentences.
    """
    ranked = _ranked(topic, nodes[:_PASSAGES], embed_model)
    if not ranked:
        return []
    least = ranked[0].relevance - _WORSE if topic else -np.inf
    rest = [sentence for sentence in ranked if sentence.relevance >= least]
    chosen: list[_Sentence] = []
    while rest and len(chosen) < (_MOST_ON_TOPIC if topic else _MOST):
        worth = [_worth(sentence, chosen) for sentence in rest]
        chosen.append(rest.pop(int(np.argmax(worth))))
        rest = [sentence for sentence in rest if _closest(sentence, chosen[-1:]) < _REPEATS]
    articles = list(dict.fromkeys(sentence.quote.article_id for sentence in chosen))
    return sorted(
        (sentence.quote for sentence in chosen),
        key=lambda quote: (articles.index(quote.article_id), quote.start),
    )


def _worth(sentence: _Sentence, chosen: Sequence[_Sentence]) -> float:
    same_article = sum(one.quote.article_id == sentence.quote.article_id for one in chosen)
    return (
        _RELEVANCE * sentence.relevance
        - (1 - _RELEVANCE) * _closest(sentence, chosen)
        - _CROWDED * same_article
    )


def _closest(sentence: _Sentence, others: Sequence[_Sentence]) -> float:
    return max((float(sentence.vector @ other.vector) for other in others), default=0.0)


def _ranked(
    topic: str, nodes: Sequence[NodeWithScore], embed_model: BaseEmbedding
) -> list[_Sentence]:
    found = {(quote.article_id, quote.start): (quote, title) for quote, title in _quotes(nodes)}
    if topic and any(coverage(topic, quote.text) for quote, _ in found.values()):
        found = {key: one for key, one in found.items() if coverage(topic, one[0].text)}
    # Headlines only repeat what the text says in whole sentences.
    found = {key: one for key, one in found.items() if _ENDS.search(one[0].text)} or found
    if not found:
        return []
    vectors = _unit(embed_model.get_text_embedding_batch([one.text for one, _ in found.values()]))
    central = vectors @ _unit([vectors.mean(axis=0)])[0]
    titles = sorted({title for _, title in found.values()})
    if topic:
        about = dict.fromkeys(titles, _unit([embed_model.get_query_embedding(topic)])[0])
    else:
        named = _unit(embed_model.get_text_embedding_batch(titles))
        about = dict(zip(titles, named, strict=True))
    ranked = [
        _Sentence(
            quote,
            float(central[row] + vectors[row] @ about[title])
            + (coverage(topic, quote.text) if topic else 0.0)
            - _LEANING * leans(quote.text),
            vectors[row],
        )
        for row, (quote, title) in enumerate(found.values())
    ]
    return sorted(ranked, key=lambda sentence: -sentence.relevance)


def _quotes(nodes: Sequence[NodeWithScore]) -> Iterator[tuple[Quote, str]]:
    """Yield each sentence with the title of its article."""
    for hit in nodes:
        title = str(hit.node.metadata.get("title") or "")
        text = hit.node.get_content()
        for start, end in sentences(text):
            if words(text[start:end]):  # a line of dashes says nothing
                yield quote_passage(hit.node, start, end, (start, end)), title


def _unit(
    vectors: Sequence[Sequence[float]] | Sequence[NDArray[np.float64]],
) -> NDArray[np.float64]:
    rows: NDArray[np.float64] = np.array(vectors, dtype=float)
    lengths: NDArray[np.float64] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, _TINY)
