"""One consistent view of an index, for one question."""

from __future__ import annotations

import shlex
import threading
from typing import TYPE_CHECKING

from qa.answers import Article
from qa.errors import UnknownArticleError
from qa.index.filters import Filters
from qa.index.storage.store import CannotWrite, Fault
from qa.index.storage.vectors import PassageVectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    import numpy as np
    from llama_index.core.schema import TextNode
    from llama_index.core.vector_stores.types import BasePydanticVectorStore
    from numpy.typing import NDArray

    from qa.index.storage.location import Location
    from qa.index.storage.manifest import Manifest
    from qa.index.storage.store import Generation

__all__ = ["OpenIndex", "Snapshot"]

# For more articles than this, filtering the results is cheaper than giving Chroma a filter,
# and SQLite takes at most 32,766 variables in one statement.
_MOST_FILTERED = 10_000


class OpenIndex:
    """The open files of one revision, which the snapshots of many threads share.

    Args:
        location: The folder of articles, which errors name.
        generation: The generation to open.
        manifest: Its manifest.

    Raises:
        Fault: The keyword index is lost and cannot be rebuilt.
        IndexLockedError: It is lost, and another process is writing.
    """

    def __init__(self, location: Location, generation: Generation, manifest: Manifest) -> None:
        self.location = location
        self.manifest = manifest
        self.texts = generation.texts()
        self.keywords = generation.keyword_index(manifest)
        self._generation = generation
        self._vectors: PassageVectors | Fault | None = None
        self._lock = threading.Lock()
        self._users = 1  # the index that opened it

    def vectors(self) -> PassageVectors:
        """Return the vectors; the first call opens and checks them.

        Raises:
            DamagedIndexError: They are lost or cannot be opened; every call raises this.
        """
        with self._lock:
            if self._vectors is None:
                self._vectors = self._open_vectors()
            if isinstance(self._vectors, Fault):
                raise self.location.damaged(self._vectors)
            return self._vectors

    def _open_vectors(self) -> PassageVectors | Fault:
        try:
            vectors = self._generation.vectors()
        except (Fault, CannotWrite) as error:
            return Fault(str(error))
        try:
            vectors.check(self.manifest.passages)
        except (Fault, CannotWrite) as error:
            vectors.close()
            return Fault(str(error))
        return vectors

    def retain(self) -> None:
        """Count one more user."""
        with self._lock:
            self._users += 1

    def release(self) -> None:
        """Count one user less; when none is left, everything is closed."""
        with self._lock:
            self._users -= 1
            if self._users == 0 and isinstance(self._vectors, PassageVectors):
                self._vectors.close()
                self._vectors = None


class Snapshot:
    """A view of the index that does not change while a question is answered. A context manager.

    Args:
        opened: The files of the revision to view.

    Attributes:
        manifest: What is live in this view.
    """

    def __init__(self, opened: OpenIndex) -> None:
        self._opened = opened
        self.manifest = opened.manifest

    @property
    def vector_store(self) -> BasePydanticVectorStore:
        """The passages as a LlamaIndex vector store, which also holds rows of dead articles.

        Raises:
            DamagedIndexError: The vectors are lost or cannot be opened.
        """
        return self._opened.vectors().store

    def dense(
        self, query_embedding: Sequence[float], k: int, filters: Filters | None = None
    ) -> list[tuple[str, float]]:
        """Return the ids of the k nearest live passages with their cosines in [-1, 1], best first.

        Raises:
            DamagedIndexError: The vectors are lost or damaged; a keyword search may still work.
        """
        allowed = (filters or Filters()).allowed(self.manifest)
        if k < 1 or not self.manifest.stored or allowed == frozenset():
            return []
        try:
            return self._nearest(query_embedding, k, allowed)
        except Fault as fault:
            raise self._opened.location.damaged(fault) from fault

    def keyword(
        self,
        question: str,
        k: int,
        filters: Filters | None = None,
    ) -> list[tuple[str, float]]:
        """Return the ids of the k best live passages with their BM25 scores, best first.

        Args:
            question: Any text.
            k: How many to return at most.
            filters: Restricts the search.
        """
        allowed = (filters or Filters()).allowed(self.manifest)
        if allowed == frozenset():
            return []
        return self._opened.keywords.search(question, k, live=self._is_live, articles=allowed)

    def vectors_of(self, article_ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of live articles' passages, one row a passage, by article id.

        Raises:
            DamagedIndexError: The vectors are lost or damaged.
        """
        try:
            return self._opened.vectors().embeddings_of(filter(self._is_live, article_ids))
        except Fault as fault:
            raise self._opened.location.damaged(fault) from fault

    def nodes(self, node_ids: Iterable[str]) -> dict[str, TextNode]:
        """Return live passages by id; ids that are not live are left out."""
        found = self._opened.keywords.nodes(node_ids)
        return {
            node_id: node
            for node_id, node in found.items()
            if self._is_live(str(node.metadata["article_id"]))
        }

    def text(self, article_id: str) -> str:
        """Return an article's whole text as it was read.

        Raises:
            UnknownArticleError: No live article has this id.
            DamagedIndexError: The stored text is lost or has been changed.
        """
        stored = self.manifest.stored.get(article_id)
        if stored is None:
            raise UnknownArticleError(
                f"There is no article {article_id!r} in {self.manifest.folder}.",
                hint=f"List its articles: {shlex.join(['qa', 'status', self.manifest.folder])}",
            )
        try:
            return self._opened.texts.get(article_id, stored.digest)
        except Fault as fault:
            raise self._opened.location.damaged(fault) from fault

    def article(self, article_id: str) -> Article:
        """Return an article, whole.

        Raises:
            UnknownArticleError: No live article has this id.
            DamagedIndexError: The stored text is lost or has been changed.
        """
        text = self.text(article_id)
        record = self.manifest.articles[article_id]
        return Article(
            article_id=article_id,
            title=record.title,
            published=record.published,
            path=record.path,
            also_in=record.also_in,
            language=record.language,
            passages=record.passages,
            text=text,
            updated=record.updated,
        )

    def close(self) -> None:
        """Close the view; it must not be used afterwards."""
        self._opened.release()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _is_live(self, article_id: str) -> bool:
        return article_id in self.manifest.stored

    def _nearest(
        self, embedding: Sequence[float], k: int, allowed: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        """Ask for more results while too few of the passages found are live and allowed."""
        vectors = self._opened.vectors()
        asked = allowed if allowed is not None and len(allowed) <= _MOST_FILTERED else None
        passes: Callable[[str], bool] = self._is_live if allowed is None else allowed.__contains__
        limit = k
        while True:
            hits = vectors.query(embedding, limit, asked)
            articles = self._opened.keywords.articles_of(node_id for node_id, _ in hits)
            found = [hit for hit in hits if hit[0] in articles and passes(articles[hit[0]])]
            if len(found) >= k or len(hits) < limit:
                return found[:k]
            limit *= 2
