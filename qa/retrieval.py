"""Finding the passages that may answer: two searches fused, then read and put in order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle
from pydantic import ConfigDict, Field, PrivateAttr

from qa.errors import DamagedIndexError
from qa.models import Reading, SpanReader
from qa.questions import without_stop_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import BaseNode

    from qa.index import Filters, Snapshot

__all__ = [
    "GAP_WEIGHT",
    "HybridRetriever",
    "ReadNode",
    "RetrievedNode",
    "SpanReaderReranker",
    "fuse",
    "normalised",
]

#: What one unit of the reader's gap (a difference of logits) is worth against the fused score.
#: Fitted on the stories of NewsQA-A with an even number: of .03 to .15, .08 and .1 gave the best
#: hit@1 and F1, and do so on the other half, too.
GAP_WEIGHT = 0.08


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Min-max normalise the scores of one search to [0, 1].

    Scores of 0 or less are dropped first: neither search found anything there. A single score, or
    equal ones, become 1: what was found at all is the best that was found.
    """
    found = {key: score for key, score in scores.items() if score > 0}
    if not found:
        return {}
    least, most = min(found.values()), max(found.values())
    if most == least:
        return dict.fromkeys(found, 1.0)
    return {key: (score - least) / (most - least) for key, score in found.items()}


def fuse(
    keyword: Mapping[str, float], dense: Mapping[str, float], keyword_weight: float
) -> dict[str, float]:
    """Fuse two searches by the weighted sum of their min-max normalised scores.

    Better than reciprocal ranks on all 18 BEIR sets of Anserini's comparison (means .531 against
    .516) and on NewsQA (README, "Figures"), since the distances between scores are kept.

    Args:
        keyword: BM25 by passage id.
        dense: Cosine by passage id.
        keyword_weight: Weight of ``keyword`` in [0, 1]; ``dense`` has the rest.

    Returns:
        Scores in [0, 1] by passage id, best first; ties in order of the id.
    """
    sums: dict[str, float] = {}
    for scores, weight in ((keyword, keyword_weight), (dense, 1 - keyword_weight)):
        for key, score in normalised(scores).items():
            sums[key] = sums.get(key, 0.0) + weight * score
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


class HybridRetriever(BaseRetriever):
    """Keyword search (BM25) and dense search (cosine) over one state of the index, fused.

    Args:
        snapshot: The state of the index that the question is asked of.
        embed_model: The embedding model that the index was made with.
        candidates: Passages taken from each search.
        keyword_weight: See `fuse`.
        filters: Restricts the search to some articles or dates.
        limit: Passages returned at most; None for all that were found.

    Attributes:
        keywords_alone: True after a search in which the vectors could not be used.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        embed_model: BaseEmbedding,
        *,
        candidates: int = 100,
        keyword_weight: float = 0.6,
        filters: Filters | None = None,
        limit: int | None = None,
    ) -> None:
        super().__init__()
        self._limit = limit
        self._snapshot = snapshot
        self._embed_model = embed_model
        self._candidates = candidates
        self._keyword_weight = keyword_weight
        self._filters = filters
        self.keywords_alone = False

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self._search(query_bundle, self._filters)

    def _search(self, query_bundle: QueryBundle, filters: Filters | None) -> list[NodeWithScore]:
        terms = without_stop_words(query_bundle.query_str)
        keyword = dict(self._snapshot.keyword(terms, self._candidates, filters))
        dense = dict(self._dense(query_bundle, filters))
        scores = fuse(keyword, dense, self._keyword_weight)
        best = dict(itertools.islice(scores.items(), self._limit))
        nodes = self._snapshot.nodes(best)  # only now: a passage takes longer to read than to find
        return [
            RetrievedNode(
                node=self._described(nodes[key]),
                score=score,
                keyword=keyword.get(key, 0.0),
                cosine=dense.get(key, 0.0),
            )
            for key, score in best.items()
            if key in nodes
        ]

    def _described(self, node: BaseNode) -> BaseNode:
        """Tell the passage what its article is called, when it appeared and where it lies."""
        record = self._snapshot.manifest.articles[str(node.metadata["article_id"])]
        node.metadata |= {
            "title": record.title,
            "published": record.published,
            "path": record.path,
        }
        return node

    def _dense(self, query_bundle: QueryBundle, filters: Filters | None) -> list[tuple[str, float]]:
        """Search by meaning; an index whose vectors are damaged still answers by keywords."""
        vector = query_bundle.embedding or self._embed_model.get_query_embedding(
            query_bundle.query_str
        )
        try:
            return self._snapshot.dense(vector, self._candidates, filters)
        except DamagedIndexError:
            self.keywords_alone = True
            return []


class RetrievedNode(NodeWithScore):
    """A passage with its fused score in [0, 1] and the two scores behind it.

    Attributes:
        keyword: BM25; 0 where the keyword search did not find the passage.
        cosine: In [-1, 1]; 0 where the dense search did not find it.
    """

    keyword: float = 0.0
    cosine: float = 0.0


class ReadNode(RetrievedNode):
    """A passage with what the span reader made of it, so that none is read twice.

    Attributes:
        reading: Spans and null score for the question it was read for.
        retrieved: The fused score that retrieval gave it; `score` is that of the reranker.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    reading: Reading
    retrieved: float = 0.0


class SpanReaderReranker(BaseNodePostprocessor):
    """Reads the first passages and reorders them by what it found.

    A read passage scores ``retrieved + gap_weight * gap``, with the gap between its best span and
    the null score. Passages that are not read are dropped.

    Attributes:
        read: How many passages to read.
        gap_weight: See `GAP_WEIGHT`.
    """

    read: int = Field(20, ge=1)
    gap_weight: float = GAP_WEIGHT

    _reader: SpanReader = PrivateAttr()

    def __init__(self, reader: SpanReader, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._reader = reader

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex serialises the class."""
        return "SpanReaderReranker"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None:
            raise ValueError("SpanReaderReranker needs the question: pass query_str.")
        first = nodes[: self.read]
        readings = self._reader.read(
            query_bundle.query_str, [node.node.get_content() for node in first]
        )
        read: list[NodeWithScore] = [
            ReadNode(
                node=node.node,
                score=(node.score or 0.0) + self.gap_weight * reading.gap,
                keyword=getattr(node, "keyword", 0.0),
                cosine=getattr(node, "cosine", 0.0),
                reading=reading,
                retrieved=node.score or 0.0,
            )
            for node, reading in zip(first, readings, strict=True)
            if reading.spans
        ]
        return sorted(read, key=lambda node: -(node.score or 0.0))
