"""The two ONNX models, and the tokenizer that both share."""

from __future__ import annotations

from qa.models.building import build_embedding
from qa.models.embedding import OnnxEmbedding
from qa.models.reader import READER_SHA256, Reading, Span, SpanReader, reader_digest
from qa.models.tokenizer import common_words, load_tokenizer, token_counter

__all__ = [
    "READER_SHA256",
    "OnnxEmbedding",
    "Reading",
    "Span",
    "SpanReader",
    "build_embedding",
    "common_words",
    "load_tokenizer",
    "reader_digest",
    "token_counter",
]
