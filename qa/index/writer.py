"""Writes one generation: passages in batches, then a manifest; then dead rows are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_index.core.schema import MetadataMode

from qa.errors import ConfigurationError
from qa.index.storage.keywords import KeywordIndex, KeywordWriter, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import TextNode

    from qa.index.storage.manifest import Manifest
    from qa.index.storage.store import Generation
    from qa.index.storage.vectors import PassageVectors

__all__ = ["GenerationWriter"]

#: Passages embedded and written at once: large enough that writing is cheap beside embedding,
#: small enough that a kill loses seconds.
_BATCH = 256


class GenerationWriter:
    """Adds articles to a generation. They become live only with the next manifest.

    While it works, the generation is marked as unfinished: a sync that finds the mark of an earlier
    one takes up the rows that it left, and afterwards looks for those that no article needs.

    Args:
        generation: The generation.
        vectors: Its vectors, open; `close` closes them.
        base: Its manifest, or None for a generation that has none yet.
        dimension: Number of components of a vector.
        embed_model: Makes the vectors.
        embedded: Is called after each batch with its number of passages.

    Attributes:
        count: Passages embedded so far.
        repaired: Whether the keyword index had to be rebuilt.
    """

    def __init__(
        self,
        generation: Generation,
        vectors: PassageVectors,
        base: Manifest | None,
        dimension: int,
        embed_model: BaseEmbedding,
        embedded: Callable[[int], None],
    ) -> None:
        self._generation = generation
        self._vectors = vectors
        self._base = base
        self._dimension = dimension
        self._embed_model = embed_model
        self._embedded = embedded
        self._texts = generation.texts()
        self._left_behind = generation.is_unfinished()
        self._folder = generation.keywords
        self._buffer: list[TextNode] = []
        self._begun = False
        self.count = 0
        self.repaired = False
        try:
            self._keywords = self._open_keywords()
        except BaseException:
            vectors.close()
            raise

    @property
    def resumes(self) -> bool:
        """Whether an earlier sync of this generation was interrupted."""
        return self._left_behind

    def add(self, text: str, nodes: list[TextNode]) -> None:
        """Store an article that is not live: its text, its passages, their vectors.

        Raises:
            CannotWrite: The disk is full, or a permission is missing.
            Fault: The vector store or the keyword index reports an error.
            ConfigurationError: The model's vectors are of another dimension.
        """
        self._begin()
        article_id = str(nodes[0].metadata["article_id"])
        self._texts.put(article_id, text)
        self._keywords.remove([article_id])
        self._keywords.add(nodes)
        self._buffer.extend(nodes)
        while len(self._buffer) >= _BATCH:
            self._flush()

    def commit(self) -> int:
        """Write what is buffered and return the keyword index's opstamp.

        Raises:
            CannotWrite: The disk is full, or a permission is missing.
            Fault: The vector store or the keyword index reports an error.
        """
        self._begin()
        while self._buffer:
            self._flush()
        self._texts.settle()
        return self._keywords.commit()

    def finish(self, manifest: Manifest) -> None:
        """Remove what the new manifest, which readers already see, does not need."""
        live = manifest.stored.keys()
        dead = set(self._base.stored.keys() - live) if self._base else set()
        if self._left_behind:
            rows = self._vectors.articles() | KeywordIndex(self._folder).articles().keys()
            dead |= rows - live
        if dead:
            self._vectors.remove(dead)
            self._keywords.remove(dead)
            self._keywords.commit()
        self._texts.retire(dead)
        self._texts.remove_dead(live)
        self._generation.mark(unfinished=False)

    def close(self) -> None:
        """Release locks, memory and files."""
        try:
            self._keywords.close()
        finally:
            self._vectors.close()

    def _begin(self) -> None:
        """Before anything is written: what is left behind without a mark is never looked for."""
        if not self._begun:
            self._generation.mark(unfinished=True)
            self._begun = True

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

    def _open_keywords(self) -> KeywordWriter:
        """Open the keyword index; it is rebuilt if it is missing, unreadable or outdated."""
        if self._base is None:
            return KeywordWriter.create(self._folder)
        if not self._generation.keywords_follow(self._base):
            follow(self._folder, self._base, self._vectors)
            self.repaired = True
        return KeywordWriter(self._folder)
