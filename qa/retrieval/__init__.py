"""Finding the passages that may answer a question, and reading them."""

from __future__ import annotations

from qa.retrieval.article_topics import ArticleTopic, ArticleTopics, find_topics
from qa.retrieval.articles import ArticleRetriever
from qa.retrieval.hybrid import Found, HybridRetriever, RetrievedNode, fuse, normalised
from qa.retrieval.question import Question, Restriction
from qa.retrieval.reranker import GAP_WEIGHT, ReadNode, SpanReaderReranker
from qa.retrieval.survey import SurveyRetriever

__all__ = [
    "GAP_WEIGHT",
    "ArticleRetriever",
    "ArticleTopic",
    "ArticleTopics",
    "Found",
    "HybridRetriever",
    "Question",
    "ReadNode",
    "Restriction",
    "RetrievedNode",
    "SpanReaderReranker",
    "SurveyRetriever",
    "find_topics",
    "fuse",
    "normalised",
]
