"""Embeds passages in batches and stores them with their vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.schema import MetadataMode

from qa.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import TextNode

    from qa.index.storage.vectors import PassageVectors

__all__ = ["PassageEmbedder"]

#: Passages embedded and written at once: large enough that writing is cheap beside embedding,
#: small enough that a kill loses seconds.
_BATCH = 256


class PassageEmbedder:
    """Embeds passages, unless they are stored already, and stores them.

    Args:
        vectors: Where they are stored.
        dimension: Number of components of a vector.
        embed_model: Makes the vectors.
        embedded: Is called after each batch with its number of passages.

    Attributes:
        count: Passages embedded so far.
    """

    def __init__(
        self,
        vectors: PassageVectors,
        dimension: int,
        embed_model: BaseEmbedding,
        embedded: Callable[[int], None],
    ) -> None:
        self._vectors = vectors
        self._dimension = dimension
        self._embed_model = embed_model
        self._embedded = embedded
        self._buffer: list[TextNode] = []
        self.count = 0

    def add(self, nodes: Iterable[TextNode]) -> None:
        """Take passages, and embed and store each full batch.

        Raises:
            CannotWrite: The disk is full, or a permission is missing.
            Fault: The vector store reports an error.
            ConfigurationError: The model's vectors are of another dimension.
        """
        self._buffer.extend(nodes)
        while len(self._buffer) >= _BATCH:
            self._flush()

    def finish(self) -> None:
        """Embed and store what is left; raises the same errors."""
        while self._buffer:
            self._flush()

    def _flush(self) -> None:
        nodes, self._buffer = self._buffer[:_BATCH], self._buffer[_BATCH:]
        present = self._vectors.present([node.node_id for node in nodes])
        missing = [node for node in nodes if node.node_id not in present]
        if missing:
            texts = [node.get_content(MetadataMode.EMBED) for node in missing]
            vectors = self._embed_model.get_text_embedding_batch(texts)
            self._check_dimension(vectors)
            self._vectors.upsert(missing, vectors)
            self.count += len(missing)
        self._embedded(len(nodes))

    def _check_dimension(self, vectors: list[list[float]]) -> None:
        wrong = {len(vector) for vector in vectors} - {self._dimension}
        if wrong:
            raise ConfigurationError(
                f"The embedding model gives vectors of {wrong.pop()} numbers, "
                f"not {self._dimension}.",
                hint="Check QA_EMBEDDING and QA_EMBEDDING_ARGS.",
            )
