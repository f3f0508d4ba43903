"""How passages are ranked: by the product, by its parts and by plain LlamaIndex; and how well."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle

from qa.evaluation import GoldQuestion, GoldSet
from qa.evaluation.metrics import contains_answer, hit, reciprocal_rank
from qa.index import Snapshot
from qa.language.topics import without_stop_words
from qa.retrieval import SpanReaderReranker

__all__ = [
    "MEASURES",
    "Alternatives",
    "Ranking",
    "passages",
    "reciprocal_rank_fusion",
    "score_rankings",
    "watched",
]

#: Ids of passages, best first.
Ranking = Sequence[str]

#: Depths at which hits are counted.
HITS = (1, 5, 20)
MEASURES: Mapping[str, Callable[[Sequence[bool]], float]] = {
    **{f"hit@{k}": partial(hit, k=k) for k in HITS},
    "MRR@10": partial(reciprocal_rank, k=10),
}
#: The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).
RRF_K = 60


class Alternatives:
    """Other rankings of the same passages: the product's parts alone, and plain LlamaIndex.

    Args:
        view: The index.
        embed_model: The model it was made with.
        candidates: How many passages each search gives to fusion, as in the product.
    """

    def __init__(self, view: Snapshot, embed_model: BaseEmbedding, candidates: int) -> None:
        self._view = view
        self._embed_model = embed_model
        self._candidates = candidates
        # Whatever is not given here, LlamaIndex would look for in its global settings.
        self._plain = VectorStoreIndex.from_vector_store(
            view.vector_store,
            embed_model=embed_model,
            callback_manager=CallbackManager(),
            transformations=[embed_model],
        ).as_retriever(similarity_top_k=max(HITS))

    def rank(self, question: str) -> dict[str, Ranking]:
        """Rank the passages for a question, by the name of each system."""
        vector = self._embed_model.get_query_embedding(question)
        keyword = self._keyword(without_stop_words(question))
        dense = [node_id for node_id, _ in self._view.dense(vector, self._candidates)]
        plain = _ids(self._plain.retrieve(QueryBundle(question, embedding=vector)))
        return {
            "BM25, whole question": self._keyword(question),
            "BM25, no stop words": keyword,
            "dense": dense,
            "reciprocal rank fusion of these two": reciprocal_rank_fusion(keyword, dense),
            "LlamaIndex VectorStoreIndex": plain,
        }

    def _keyword(self, query: str) -> Ranking:
        return [node_id for node_id, _ in self._view.keyword(query, self._candidates)]


def reciprocal_rank_fusion(*rankings: Ranking) -> Ranking:
    """Fuse rankings by the sum of 1 / (60 + rank); ties in order of the id."""
    sums: dict[str, float] = {}
    for ranking in rankings:
        for rank, node_id in enumerate(ranking, start=1):
            sums[node_id] = sums.get(node_id, 0.0) + 1 / (RRF_K + rank)
    return sorted(sums, key=lambda node_id: (-sums[node_id], node_id))


@contextmanager
def watched() -> Iterator[list[tuple[Ranking, Ranking]]]:
    """Note how each question's passages were ranked before and after they were read.

    Watching the reranker at work inside `Assistant.ask` saves reading everything twice.
    """
    seen: list[tuple[Ranking, Ranking]] = []
    rerank = SpanReaderReranker.postprocess_nodes

    def noting(
        self: SpanReaderReranker, nodes: list[NodeWithScore], *args: Any, **kwargs: Any
    ) -> list[NodeWithScore]:
        reranked = rerank(self, nodes, *args, **kwargs)
        seen.append((_ids(nodes), _ids(reranked)))
        return reranked

    with patch.object(SpanReaderReranker, "postprocess_nodes", noting):
        yield seen


def score_rankings(
    gold: GoldSet, view: Snapshot, rankings: Mapping[str, Sequence[Ranking]]
) -> dict[str, dict[str, float]]:
    """Average the measures over the questions, system by system."""
    nodes = passages(view)
    ids = {
        path: record.article_id
        for record in view.manifest.articles.values()
        for path in (record.path, *record.also_in)
    }

    def relevance(question: GoldQuestion, ranking: Ranking) -> list[bool]:
        articles = {ids[evidence.path] for evidence in question.evidence}
        return [
            nodes[node_id].metadata["article_id"] in articles
            and contains_answer(nodes[node_id].get_content(), question.answers)
            for node_id in ranking[: max(HITS)]
        ]

    scores = {}
    for system, ranked in rankings.items():
        relevant = list(map(relevance, gold.questions, ranked))
        scores[system] = {
            name: statistics.fmean(map(measure, relevant)) for name, measure in MEASURES.items()
        }
    return scores


def passages(view: Snapshot) -> dict[str, BaseNode]:
    """All passages by id; an index made in one go holds no dead ones."""
    return {node.node_id: node for node in view.vector_store.get_nodes(None)}


def _ids(hits: Iterable[NodeWithScore]) -> Ranking:
    return [hit.node.node_id for hit in hits]
