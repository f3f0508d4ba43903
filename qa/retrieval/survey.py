"""Passages for broad questions: what many articles say, about one topic or about their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.schema import QueryBundle

from qa.index import Filters
from qa.language.topics import coverage, topic
from qa.retrieval.hybrid import HybridRetriever, RetrievedNode

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

    from qa.index import ArticleRecord

__all__ = ["SurveyRetriever"]

# Most passages: five requests' worth for a language model.
_PASSAGES = 40
# Articles surveyed where no topic is named, the newest first; each is searched.
_ARTICLES = 20
# Least share of the topic's words that a passage holds.
_ON_TOPIC = 0.5


class SurveyRetriever(HybridRetriever):
    """Finds passages for a question that asks to summarise, to compare, to tell about something.

    With a topic ("What do they say about the Sahel?"): the passages that hold it. Without one
    ("Summarise the articles"): of each article those nearest to its title, which says in a line
    what the article is about; articles take turns.

    Attributes:
        left_out: How many articles were not looked at for want of a topic.
    """

    left_out: int = 0

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        about = topic(query_bundle.query_str)
        return self._on(about) if about else self._of_each_article()

    def _on(self, about: str) -> list[NodeWithScore]:
        hits = self._search(QueryBundle(about), self._filters)
        holding = [hit for hit in hits if coverage(about, hit.node.get_content()) >= _ON_TOPIC]
        return (holding or hits)[:_PASSAGES]

    def _of_each_article(self) -> list[NodeWithScore]:
        articles = self._newest()
        self.left_out = max(0, len(articles) - _ARTICLES)
        surveyed = articles[:_ARTICLES]
        each = -(-_PASSAGES // max(1, len(surveyed)))
        filters = self._filters or Filters()
        found = [
            self._of(article, replace(filters, articles=frozenset({article.article_id})), each)
            for article in surveyed
        ]
        turns = max(map(len, found), default=0)
        return [hits[turn] for turn in range(turns) for hits in found if turn < len(hits)]

    def _of(self, article: ArticleRecord, filters: Filters, most: int) -> list[NodeWithScore]:
        """List the passages of an article that are nearest to its title."""
        title = QueryBundle(article.title)
        near = dict(self._dense(title, filters)[:most])
        if self.keywords_alone:
            return self._search(title, filters)[:most]
        nodes = self._snapshot.nodes(near)
        return [
            RetrievedNode(node=self._described(nodes[key]), score=cosine, cosine=cosine)
            for key, cosine in near.items()
            if key in nodes
        ]

    def _newest(self) -> list[ArticleRecord]:
        """List the articles that may be asked, the newest first; those without a date last."""
        manifest = self._snapshot.manifest
        allowed = (self._filters or Filters()).allowed(manifest)
        asked = [
            record
            for article_id, record in manifest.articles.items()
            if allowed is None or article_id in allowed
        ]
        return sorted(asked, key=lambda record: record.published or "", reverse=True)
