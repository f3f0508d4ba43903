"""Finding the passages that may answer a question, and reading them."""

from __future__ import annotations

from qa.retrieval.hybrid import HybridRetriever, RetrievedNode, fuse, normalised
from qa.retrieval.reranker import GAP_WEIGHT, ReadNode, SpanReaderReranker
from qa.retrieval.survey import SurveyRetriever

__all__ = [
    "GAP_WEIGHT",
    "HybridRetriever",
    "ReadNode",
    "RetrievedNode",
    "SpanReaderReranker",
    "SurveyRetriever",
    "fuse",
    "normalised",
]
