"""Finds passages for broad questions: what many articles say about one topic, or in general."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.schema import QueryBundle

from qa.language.topics import coverage
from qa.notices import articles_left_out
from qa.retrieval.hybrid import Found, HybridRetriever, RetrievedNode

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

    from qa.answers import Notice
    from qa.index import ArticleRecord, Filters
    from qa.retrieval.question import Question

__all__ = ["SurveyRetriever"]

# Passages at most: what a language model reads in five requests.
_PASSAGES = 40
# Articles searched if no topic is named, the newest first.
_ARTICLES = 20
# The least share of the topic's words that a passage must hold.
_ON_TOPIC = 0.5


class SurveyRetriever(HybridRetriever):
    """Finds passages for questions that ask for a summary, a comparison or an account.

    With a topic ("What do they say about the Sahel?"): the passages that hold it. Without one
    ("Summarise the articles"): of each article those nearest to its title, which says in a line
    what the article is about; articles take turns.
    """

    def _find(self, question: Question) -> Found:
        filters = self._restricting(question)
        if question.topic:
            return self._on(question.topic, filters)
        return self._of_each_article(filters)

    def _on(self, about: str, filters: Filters) -> Found:
        found = self._search(QueryBundle(about), filters)
        holding = [
            hit for hit in found.nodes if coverage(about, hit.node.get_content()) >= _ON_TOPIC
        ]
        return replace(found, nodes=(holding or found.nodes)[:_PASSAGES])

    def _of_each_article(self, filters: Filters) -> Found:
        articles = self._newest(filters)
        surveyed = articles[:_ARTICLES]
        each = -(-_PASSAGES // max(1, len(surveyed)))
        found = [
            self._of(article, replace(filters, articles=frozenset({article.article_id})), each)
            for article in surveyed
        ]
        turns = max((len(one.nodes) for one in found), default=0)
        nodes = [one.nodes[turn] for turn in range(turns) for one in found if turn < len(one.nodes)]
        notices: list[Notice] = []
        if len(articles) > len(surveyed):
            notices.append(articles_left_out(len(articles) - len(surveyed)))
        notices += [notice for one in found for notice in one.notices]
        return Found(nodes, tuple(dict.fromkeys(notices)))

    def _of(self, article: ArticleRecord, filters: Filters, most: int) -> Found:
        """List the passages of an article that are nearest to its title."""
        title = QueryBundle(article.title)
        near = self._dense(title, filters)
        if near is None:
            by_keywords = self._search(title, filters)
            return replace(by_keywords, nodes=by_keywords.nodes[:most])
        best = dict(near[:most])
        nodes = self._snapshot.nodes(best)
        found: list[NodeWithScore] = [
            RetrievedNode(node=self._described(nodes[key]), score=cosine, cosine=cosine)
            for key, cosine in best.items()
            if key in nodes
        ]
        return Found(found)

    def _newest(self, filters: Filters) -> list[ArticleRecord]:
        """List the articles that may be asked, the newest first; those without a date last."""
        manifest = self._snapshot.manifest
        allowed = filters.allowed(manifest)
        asked = [
            record
            for article_id, record in manifest.articles.items()
            if allowed is None or article_id in allowed
        ]
        return sorted(asked, key=lambda record: record.published or "", reverse=True)
