"""Writes one generation: passages in batches, then a manifest; then dead rows are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.index.embedding import PassageEmbedder
from qa.index.storage.keywords import KeywordIndex, KeywordWriter, follow

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import TextNode

    from qa.index.storage.manifest import Manifest
    from qa.index.storage.store import Generation
    from qa.index.storage.vectors import PassageVectors

__all__ = ["GenerationWriter"]


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
        self._embedder = PassageEmbedder(vectors, dimension, embed_model, embedded)
        self._texts = generation.texts()
        self._left_behind = generation.is_unfinished()
        self._folder = generation.keywords
        self._begun = False
        self.repaired = False
        try:
            self._keywords = self._open_keywords()
        except BaseException:
            vectors.close()
            raise

    @property
    def count(self) -> int:
        """Passages embedded so far."""
        return self._embedder.count

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
        self._embedder.add(nodes)

    def commit(self) -> int:
        """Write what is buffered and return the keyword index's opstamp.

        Raises:
            CannotWrite: The disk is full, or a permission is missing.
            Fault: The vector store or the keyword index reports an error.
        """
        self._begin()
        self._embedder.finish()
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

    def _open_keywords(self) -> KeywordWriter:
        """Open the keyword index; it is rebuilt if it is missing, unreadable or outdated."""
        if self._base is None:
            return KeywordWriter.create(self._folder)
        if not self._generation.keywords_follow(self._base):
            follow(self._folder, self._base, self._vectors)
            self.repaired = True
        return KeywordWriter(self._folder)
