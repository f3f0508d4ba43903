"""The passages' vectors in a Chroma collection.

Laid out as LlamaIndex's ``ChromaVectorStore`` does, so that any LlamaIndex retriever can use the
same collection; written with ``upsert``, since the adapter only adds, and searched for ids alone,
since the adapter also reads and parses every row that it finds (12 ms instead of 2 for 100).
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
    UpdateCollectionConfiguration,
    UpdateHNSWConfiguration,
)
from chromadb.errors import NotFoundError
from llama_index.core.schema import MetadataMode, TextNode
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa.index.storage.chroma import chroma_errors
from qa.index.storage.store import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

__all__ = ["PassageVectors", "open_collection", "write_segment_after"]

# Chroma writes its vector segment to disk, whole, after so many rows.
_ROWS_A_WRITE = 1000
# `ef_search` of 200: the 100 candidates of a search are found among 200, not 100, neighbours.
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_construction=128, ef_search=200, sync_threshold=_ROWS_A_WRITE
)
_PAGE = 1000
# Rows that are looked for to see whether an index is sound.
_OLDEST = 5
# SQLite takes at most 32,766 variables in one statement; more ids are sent in several.
_MOST_IDS = 5000
# Articles whose passages are read at once: some thousands of rows.
_ARTICLES_AT_ONCE = 500


class PassageVectors:
    """The collection of one generation, made or opened by `open_collection`.

    Args:
        client: The Chroma client that holds it.
        collection: The collection.
        batch: A context manager that is entered around each written batch, with its number of rows.
        close: Is called by `close`.
        server: Address of the Chroma server; None if the collection is in files.
    """

    def __init__(
        self,
        client: Client,
        collection: Collection,
        *,
        batch: Callable[[int], AbstractContextManager[object]],
        close: Callable[[], None],
        server: str | None = None,
    ) -> None:
        self._client = client
        self._collection = collection
        self._batch = batch
        self._server = server
        self.close = close
        self.store = ChromaVectorStore(chroma_collection=collection)

    @property
    def made_with(self) -> str | None:
        """The digest that marks what the vectors are made with."""
        made_with = (self._collection.metadata or {}).get("fingerprint")
        return None if made_with is None else str(made_with)

    def count(self) -> int:
        """Return the number of rows, including those of dead articles."""
        with chroma_errors(self._server):
            return self._collection.count()

    def check(self, passages: int) -> None:
        """Check for loss or damage, as far as is possible in milliseconds.

        A lost vector segment goes unnoticed by Chroma: counts stay right, and the rows since its
        last checkpoint are found again from the log. So the oldest rows are asked for their
        vectors, and each vector for its row. The graph of a sound index may miss a row among many
        that are nearly alike, so it is enough that one of them is found.

        Raises:
            Fault: Rows or vectors are missing.
        """
        with chroma_errors(self._server):
            rows = self._collection.count()
            if rows < passages:
                raise Fault(f"the vector store holds {rows} passages of {passages}")
            if rows == 0:
                return
            oldest = self._collection.get(limit=_OLDEST, include=["embeddings"])
            found = self._collection.query(
                query_embeddings=oldest["embeddings"], n_results=1, include=["distances"]
            )
        distances = found["distances"] or []
        # Stored vectors are 32-bit floats: a vector's cosine distance to itself is below 1e-6.
        if not any(nearest and abs(nearest[0]) < 1e-3 for nearest in distances):
            raise Fault("the vector store does not find its own vectors")

    def query(
        self, embedding: Sequence[float], k: int, articles: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        """Return the ids of the nearest passages with their cosines in [-1, 1], nearest first.

        Args:
            embedding: The question's vector.
            k: How many to return at most, including rows of dead articles.
            articles: Only passages of these articles; None for all.

        Raises:
            Fault: The vectors cannot be searched.
        """
        with chroma_errors(self._server):
            found = self._collection.query(
                query_embeddings=np.asarray([embedding], np.float32),
                n_results=k,
                where=None if articles is None else _in_articles(sorted(articles)),
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        # Chroma's distance is 1 - cosine.
        return [
            (key, 1.0 - distance) for key, distance in zip(found["ids"][0], distances, strict=True)
        ]

    def present(self, node_ids: Sequence[str]) -> set[str]:
        """Return which of these ids have rows."""
        found: set[str] = set()
        with chroma_errors(self._server):
            for some in _turns(node_ids):
                found.update(self._collection.get(ids=some, include=[])["ids"])
        return found

    def upsert(self, nodes: Sequence[TextNode], embeddings: Sequence[Sequence[float]]) -> None:
        """Write passages; if the process is killed, a batch is written whole or not at all.

        Raises:
            CannotWrite: The disk is full, has too little space, or cannot be written.
            Fault: Chroma reports another error.
        """
        size = self._client.get_max_batch_size()
        for start in range(0, len(nodes), size):
            some = nodes[start : start + size]
            with self._batch(len(some)), chroma_errors(self._server):
                self._collection.upsert(
                    ids=[node.node_id for node in some],
                    embeddings=np.asarray(embeddings[start : start + size], dtype=np.float32),
                    documents=[node.get_content(MetadataMode.NONE) for node in some],
                    metadatas=[
                        node_to_metadata_dict(node, remove_text=True, flat_metadata=True)
                        for node in some
                    ],
                )

    def remove(self, article_ids: Iterable[str]) -> None:
        """Delete all passages of some articles.

        Raises:
            CannotWrite: The disk is full or cannot be written.
            Fault: Chroma reports another error.
        """
        for some in _turns(sorted(article_ids)):
            with self._batch(0), chroma_errors(self._server):
                self._collection.delete(where=_in_articles(some))

    def rows(self) -> Iterator[tuple[TextNode, list[float]]]:
        """Read all passages with their vectors, page by page, including those of dead articles."""
        for page in self._pages(["documents", "metadatas", "embeddings"]):
            yield from zip(_nodes(page), page["embeddings"].tolist(), strict=True)

    def of_articles(self, article_ids: Iterable[str]) -> Iterator[TextNode]:
        """Read the passages of some articles, in no order, without their vectors."""
        for some in _turns(sorted(article_ids), _ARTICLES_AT_ONCE):
            with chroma_errors(self._server):
                page = self._collection.get(
                    where=_in_articles(some), include=["documents", "metadatas"]
                )
            yield from _nodes(page)

    def embeddings_of(self, article_ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of some articles' passages, one row a passage, by article id."""
        found: dict[str, list[Any]] = {}
        for some in _turns(sorted(article_ids), _ARTICLES_AT_ONCE):
            with chroma_errors(self._server):
                page: Any = self._collection.get(
                    where=_in_articles(some), include=["embeddings", "metadatas"]
                )
            for metadata, vector in zip(page["metadatas"], page["embeddings"], strict=True):
                found.setdefault(str(metadata["article_id"]), []).append(vector)
        return {one: np.array(rows, np.float32) for one, rows in found.items()}

    def articles(self) -> set[str]:
        """Return the ids of all articles that have rows, including dead articles."""
        return {
            str(metadata["article_id"])
            for page in self._pages(["metadatas"])
            for metadata in page["metadatas"]
        }

    def _pages(self, include: list[Any]) -> Iterator[Any]:
        offset = 0
        while True:
            with chroma_errors(self._server):
                page = self._collection.get(limit=_PAGE, offset=offset, include=include)
            yield page
            offset += len(page["ids"])
            if len(page["ids"]) < _PAGE:
                return


def _nodes(page: Any) -> Iterator[TextNode]:
    for metadata, text in zip(page["metadatas"], page["documents"], strict=True):
        node = metadata_dict_to_node(dict(metadata), text=text)
        assert isinstance(node, TextNode)  # nothing else is written
        yield node


def open_collection(client: Client, name: str, create: str | None) -> Collection:
    """Open the collection of a generation's passages.

    Args:
        client: The Chroma client that holds it.
        name: Its name.
        create: If there is none, make one and mark it with this digest.

    Raises:
        Fault: There is none, or it has another mark.
    """
    try:
        collection = client.get_collection(name, embedding_function=None)
    except NotFoundError as error:
        if create is None:
            raise Fault("the vector store holds no passages") from error
        collection = client.create_collection(
            name,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=_HNSW),
            metadata={"fingerprint": create},
        )
    if create is not None and (collection.metadata or {}).get("fingerprint") != create:
        raise Fault("the vector store was made with other settings")
    return collection


def write_segment_after(collection: Collection, rows: int = _ROWS_A_WRITE) -> None:
    """Say after how many rows Chroma writes its vector segment; heeded when it is opened next."""
    changed = UpdateCollectionConfiguration(hnsw=UpdateHNSWConfiguration(sync_threshold=rows))
    with warnings.catch_warnings():
        # Chroma calls a collection without an embedding function a legacy one.
        warnings.simplefilter("ignore", DeprecationWarning)
        collection.modify(configuration=changed)


def _in_articles(article_ids: Sequence[str]) -> Where:
    within: dict[Literal["$in", "$nin"], list[str | int | float | bool]]
    within = {"$in": list(article_ids)}
    return {"article_id": within}


def _turns(ids: Sequence[str], size: int = _MOST_IDS) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])
