"""Finds passages in the newest state of an index, in the way that suits the question."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.base.base_retriever import BaseRetriever

from qa.index import Filters
from qa.language.kinds import AnswerKind
from qa.retrieval.hybrid import HybridRetriever
from qa.retrieval.question import Question, Restriction
from qa.retrieval.survey import SurveyRetriever

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore, QueryBundle

    from qa.index import IndexReader, Snapshot
    from qa.retrieval.hybrid import Found

__all__ = ["ArticleRetriever"]


class ArticleRetriever(BaseRetriever):
    """A LlamaIndex retriever over an index as it is now: it follows what `qa index` writes.

    Broad questions ("Summarise the articles") are answered from a `SurveyRetriever`, all others
    from a `HybridRetriever`. Made by `Assistant.as_retriever`:

        >>> from qa import Assistant
        >>> with Assistant.open() as assistant:  # the two sample articles
        ...     nodes = assistant.as_retriever(k=5).retrieve("Who signed the agreement?")
        >>> len(nodes), sorted(nodes[0].metadata)
        (5, ['article_id', 'path', 'published', 'title'])

    Args:
        index: The index to search.
        embed_model: The embedding model that the index was made with.
        k: Passages returned at most for a question that is not broad.
        candidates: Passages taken from each of the two searches.
        keyword_weight: See `qa.retrieval.fuse`.
        restriction: Which articles are searched, as a caller names them.
    """

    def __init__(
        self,
        index: IndexReader,
        embed_model: BaseEmbedding,
        *,
        k: int = 20,
        candidates: int = 100,
        keyword_weight: float = 0.6,
        restriction: Restriction | None = None,
    ) -> None:
        super().__init__()
        self._index = index
        self._embed_model = embed_model
        self._k = k
        self._candidates = candidates
        self._keyword_weight = keyword_weight
        self._restriction = restriction or Restriction()

    def find(self, question: Question, view: Snapshot) -> Found:
        """Find passages in one state of the index, with notices about the search."""
        return self._over(question, view).find(question)

    def rank(self, question: Question, view: Snapshot) -> Found:
        """Find passages by keywords and meaning for any kind of question, and return all."""
        return self._retriever(HybridRetriever, view, None).find(question)

    def _over(self, question: Question, view: Snapshot) -> HybridRetriever:
        if question.kind is AnswerKind.OPEN:
            return self._retriever(SurveyRetriever, view, None)
        return self._retriever(HybridRetriever, view, self._k)

    def _retriever(
        self, kind: type[HybridRetriever], view: Snapshot, limit: int | None
    ) -> HybridRetriever:
        return kind(
            view,
            self._embed_model,
            candidates=self._candidates,
            keyword_weight=self._keyword_weight,
            limit=limit,
        )

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = Question.of(query_bundle)
        with self._index.snapshot() as view:
            if question.filters == Filters():
                question = replace(question, filters=self._restriction.filters(view))
            return self._over(question, view)._retrieve(question)

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)
