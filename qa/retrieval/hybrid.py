"""Finds the passages that may answer: fuses a keyword search and a search by meaning."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.instrumentation import get_dispatcher  # type: ignore[attr-defined]
from llama_index.core.instrumentation.events.retrieval import (
    RetrievalEndEvent,
    RetrievalStartEvent,
)
from llama_index.core.schema import NodeWithScore, QueryBundle

from qa.errors import DamagedIndexError
from qa.index import Filters
from qa.language.stems import stems, telling_stems
from qa.language.topics import without_stop_words
from qa.notices import index_damaged
from qa.retrieval.question import Question
from qa.retrieval.spread import surplus_copies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import BaseNode

    from qa.answers import Notice
    from qa.index import Snapshot

__all__ = ["Found", "HybridRetriever", "RetrievedNode", "fuse", "normalised"]


_DISPATCHER = get_dispatcher(__name__)
# How much of a passage's score is that of its article's best passage. Often the headline is found,
# and the answer stands further down, where the names of the headline are not repeated. Over 1,280
# questions of NewsQA-A, SQuAD 2.0, New Wiki and the sample articles, .3 to .5 raised F1 from .644
# to .647; .75 lowered it.
_ARTICLE_SHARE = 0.4
# What a passage gains if its article answered the question before and this one names nothing. Of
# 312 such questions of NewsQA-A and SQuAD 2.0, F1 rose from .53 to .57 where the story was the
# same, and fell from .53 to .49 where it was another, which is rare in a conversation; with .2 it
# was .54 and .52.
_SAME_STORY = 0.5
# A question is in other words than the articles' if the best passage of the keyword search holds
# less than this share of its words; keywords then weigh this much of their usual weight. Of 400
# questions by people who had not read the texts, hit@1 / hit@5 / hit@20 rose from .400 / .652 /
# .848 to .427 / .690 / .870; SQuAD 2.0 .830 / .950 / .988 to .833 / .950 / .988, NewsQA-A .547 /
# .792 / .910 to .547 / .797 / .907, New Wiki .875 / .968 / .988 to .877 / .970 / .988, Reddit
# .505 / .657 / .777 to .507 / .665 / .770 (400 questions each about articles with an even
# number).
_SHARED_WORDS, _IF_OTHER_WORDS = 0.5, 2 / 3
# How many more passages are looked at if copies of one text leave room for others.
_MORE = 60


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Min-max normalise the scores of one search to [0, 1].

    Scores of 0 or less are dropped first, since they mean that nothing was found. A single score
    becomes 1, and so do equal scores.
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


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        nodes: Passages, best first.
        notices: Notices about the search for the user.
    """

    nodes: list[NodeWithScore]
    notices: tuple[Notice, ...] = ()


class HybridRetriever(BaseRetriever):
    """Keyword search (BM25) and dense search (cosine) over one state of the index, fused.

    It needs an index of this package; `qa.Assistant.as_retriever` makes one over a folder.

    Args:
        snapshot: The state of the index that the question is asked of.
        embed_model: The embedding model that the index was made with.
        candidates: Passages taken from each search.
        keyword_weight: See `fuse`; it is less for a question in other words than the articles'.
        filters: Restricts the search to some articles or dates; a `Question` that has filters of
            its own is searched by those.
        limit: Passages returned at most; None for all that were found.
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
        self._filters = filters or Filters()

    @_DISPATCHER.span
    def find(self, query: str | QueryBundle) -> Found:
        """Find passages, as `retrieve` does, with notices about the search.

        Args:
            query: Words, a LlamaIndex query, or a `Question`.
        """
        question = Question.of(query)
        _DISPATCHER.event(RetrievalStartEvent(str_or_query_bundle=question))
        found = self._find(question)
        _DISPATCHER.event(RetrievalEndEvent(str_or_query_bundle=question, nodes=found.nodes))
        return found

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self._find(Question.of(query_bundle)).nodes

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)

    def _find(self, question: Question) -> Found:
        return self._search(question, self._restricting(question))

    def _restricting(self, question: Question) -> Filters:
        return question.filters if question.filters != Filters() else self._filters

    def _search(self, query_bundle: QueryBundle, filters: Filters) -> Found:
        terms = without_stop_words(query_bundle.query_str)
        keyword = dict(self._snapshot.keyword(terms, self._candidates, filters))
        near = self._dense(query_bundle, filters)
        dense = dict(near or ())
        scores = fuse(keyword, dense, self._weight(query_bundle.query_str, keyword))
        found = self._loaded(dict(itertools.islice(scores.items(), self._limit)), keyword, dense)
        surplus = surplus_copies(found) if len(scores) > len(found) else set()
        if surplus:
            # Copies of one text would keep out the only article that says more.
            more = itertools.islice(scores.items(), self._limit, len(found) + _MORE)
            found += self._loaded(dict(more), keyword, dense)
            surplus = surplus_copies(found)
            found = [one for at, one in enumerate(found) if at not in surplus][: self._limit]
        if isinstance(query_bundle, Question) and query_bundle.names_nothing:
            for one in found:
                if one.node.metadata["article_id"] in query_bundle.before:
                    one.score = one.get_score() + _SAME_STORY
        found = _with_their_articles(found)
        damaged = index_damaged(self._snapshot.manifest.folder)
        return Found(found, (damaged,) if near is None else ())

    def _weight(self, question: str, keyword: Mapping[str, float]) -> float:
        """Return what the keyword search weighs: less for a question in words of its own."""
        asked = set(telling_stems(question))
        first = next(iter(keyword), "")
        passage = self._snapshot.nodes([first]).get(first)
        if not asked or passage is None:
            return self._keyword_weight
        shared = len(asked.intersection(stems(passage.get_content()))) / len(asked)
        return self._keyword_weight * (1 if shared >= _SHARED_WORDS else _IF_OTHER_WORDS)

    def _loaded(
        self, best: Mapping[str, float], keyword: Mapping[str, float], dense: Mapping[str, float]
    ) -> list[NodeWithScore]:
        """Load passages by id, in the order of their scores."""
        nodes = self._snapshot.nodes(best)  # loading takes longer than finding
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
        """Add the article's title, date and path to the passage's metadata."""
        record = self._snapshot.manifest.articles[str(node.metadata["article_id"])]
        node.metadata |= {
            "title": record.title,
            "published": record.published,
            "path": record.path,
        }
        return node

    def _dense(self, query_bundle: QueryBundle, filters: Filters) -> list[tuple[str, float]] | None:
        """Search by meaning; None if the vectors are damaged, since keywords may still help."""
        vector = query_bundle.embedding or self._embed_model.get_query_embedding(
            query_bundle.query_str
        )
        try:
            return self._snapshot.dense(vector, self._candidates, filters)
        except DamagedIndexError:
            return None


def _with_their_articles(found: list[NodeWithScore]) -> list[NodeWithScore]:
    """Raise the score of each passage towards that of its article's best passage; sort again."""
    best: dict[str, float] = {}
    for one in found:
        article = one.node.metadata["article_id"]
        best[article] = max(best.get(article, 0.0), one.get_score())
    for one in found:
        of_article = best[one.node.metadata["article_id"]]
        one.score = (1 - _ARTICLE_SHARE) * one.get_score() + _ARTICLE_SHARE * of_article
    return sorted(found, key=lambda one: -one.get_score())


class RetrievedNode(NodeWithScore):
    """A passage with its fused score in [0, 1] and the two scores behind it.

    Attributes:
        keyword: BM25 score; 0 if the keyword search did not find the passage.
        cosine: Cosine in [-1, 1]; 0 if the dense search did not find it.
    """

    keyword: float = 0.0
    cosine: float = 0.0
