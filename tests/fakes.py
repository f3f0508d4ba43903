"""Scriptable stand-ins for models, shared by the tests."""

from __future__ import annotations

import hashlib
import math
import re
from functools import cache

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from qa.models import OnnxEmbedding


class HashEmbedding(BaseEmbedding):
    """Bags of hashed words as unit vectors: texts that share words are near each other.

    `texts` records every text embedded, in order; questions are not among them.
    """

    dimension: int = 64
    model_name: str = "hash"

    _texts: list[str] = PrivateAttr(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return self._texts

    def _vector(self, text: str) -> list[float]:
        counts = [0.0] * self.dimension
        for word in re.findall(r"\w+", text.lower()) or [""]:
            digest = hashlib.sha256(word.encode()).digest()
            counts[int.from_bytes(digest[:4], "big") % self.dimension] += 1 if digest[4] % 2 else -1
        length = math.hypot(*counts)
        if length == 0:  # the words' signs cancel out
            return [1.0] + [0.0] * (self.dimension - 1)
        return [count / length for count in counts]

    def _get_text_embedding(self, text: str) -> list[float]:
        self._texts.append(text)
        return self._vector(text)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._vector(query)


@cache
def _embedding() -> OnnxEmbedding:
    return OnnxEmbedding()


def nearness_in_meaning(one: str, other: str) -> float:
    """Return the cosine of two texts by the shipped embedding model."""
    vectors = [_embedding().get_text_embedding(text) for text in (one, other)]
    return float(_embedding().similarity(*vectors))
