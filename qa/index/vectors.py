"""The passages' vectors in Chroma, embedded: the only module that imports chromadb.

Read through LlamaIndex's ``ChromaVectorStore``, so that any LlamaIndex retriever can use the same
collection; written with ``upsert``, since the adapter only adds.
"""

from __future__ import annotations

import contextlib
import math
import re
import secrets
import shutil
from typing import TYPE_CHECKING, Any, Literal

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.config import Settings
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode
from llama_index.core.vector_stores.types import (
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa.index.faults import Fault, NoRoom
from qa.index.lock import gate
from qa.index.segment import check_segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

__all__ = ["PassageVectors"]

_COLLECTION = "passages"
# `ef_search` of 200: the 100 candidates of a search are found among 200, not 100, neighbours.
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_construction=128, ef_search=200, sync_threshold=1000
)
_PAGE = 1000
# SQLite takes at most 32,766 variables in one statement; ids beyond this are sent in turns.
_MOST_IDS = 5000
# A row takes 8 kB at 384 dimensions; SQLite's journal and log may hold it once more.
_BYTES_A_ROW = 20_000
# What SQLite and the system say when a file cannot grow or be written.
_NO_ROOM = re.compile(
    r"disk is full|disk i/o|no space|too large|read-?only|unable to open|permission|os error", re.I
)


class PassageVectors:
    """The collection of one generation.

    Args:
        client: The Chroma client that holds it; closed with this object.
        collection: The collection.
        folder: The generation's folder.
    """

    def __init__(self, client: Client, collection: Collection, folder: Path) -> None:
        self._client = client
        self._collection = collection
        self._folder = folder
        self.store = ChromaVectorStore(chroma_collection=collection)

    @classmethod
    def open(cls, generation: Path, *, create: str | None = None) -> PassageVectors:
        """Open a generation's collection.

        Args:
            generation: The generation's folder.
            create: Make the collection where there is none, marked with this digest.

        Raises:
            Fault: There is no such collection, it cannot be opened, or its mark is another.
            NoRoom: It could not be made.
        """
        folder = generation / "chroma"
        if create is None and not (folder / "chroma.sqlite3").is_file():
            raise Fault("the vector store is missing")  # Chroma would silently make an empty one
        with gate(generation), _explained():
            check_segments(folder)
            client = _client(folder)
            try:
                collection = _collection(client, create)
                collection.count()  # replays Chroma's log now, while the gate is held
            except BaseException:
                client.close()
                raise
        return cls(client, collection, generation)

    def close(self) -> None:
        """Give back memory and files. Queries after this fail."""
        self._client.close()

    def count(self) -> int:
        """Return the number of rows, dead ones included."""
        with _explained():
            return self._collection.count()

    def check(self, passages: int) -> None:
        """Look for loss or damage as far as milliseconds allow.

        A lost vector segment goes unnoticed by Chroma: counts stay right, and the rows since its
        last checkpoint are found again from the log. So the oldest row is asked for its vector,
        and the vector for its row.

        Raises:
            Fault: Rows or vectors are missing.
        """
        with _explained():
            rows = self._collection.count()
            if rows < passages:
                raise Fault(f"the vector store holds {rows} passages of {passages}")
            if rows == 0:
                return
            oldest = self._collection.get(limit=1, include=["embeddings"])
            found = self._collection.query(
                query_embeddings=oldest["embeddings"], n_results=1, include=["distances"]
            )
        distances = found["distances"]
        # Stored vectors are 32-bit floats: a vector's cosine distance to itself is below 1e-6.
        if not distances or not distances[0] or abs(distances[0][0]) > 1e-3:
            raise Fault("the vector store does not find its own vectors")

    def query(
        self, embedding: Sequence[float], k: int, articles: frozenset[str] | None
    ) -> list[NodeWithScore]:
        """Return the nearest passages, nearest first, scored by cosine in [-1, 1].

        Args:
            embedding: The question's vector.
            k: How many to return at most, dead rows among them. A row that another process has
                just removed comes as a passage without text and metadata.
            articles: Only passages of these articles; None for all.

        Raises:
            Fault: The vectors cannot be searched.
        """
        filters = None
        if articles is not None:
            in_articles = MetadataFilter(
                key="article_id", operator=FilterOperator.IN, value=sorted(articles)
            )
            filters = MetadataFilters(filters=[in_articles])
        query = VectorStoreQuery(
            query_embedding=list(embedding), similarity_top_k=k, filters=filters
        )
        with _explained():
            result = self.store.query(query)
        return [
            # The adapter gives exp(-distance), and Chroma's distance is 1 - cosine.
            NodeWithScore(node=node, score=1.0 + math.log(similarity))
            for node, similarity in zip(result.nodes or [], result.similarities or [], strict=True)
        ]

    def present(self, node_ids: Sequence[str]) -> set[str]:
        """Return which of these ids have rows."""
        found: set[str] = set()
        with _explained():
            for some in _turns(node_ids):
                found.update(self._collection.get(ids=some, include=[])["ids"])
        return found

    def upsert(self, nodes: Sequence[TextNode], embeddings: Sequence[Sequence[float]]) -> None:
        """Write passages; all of a batch or, when killed, none of it.

        Raises:
            NoRoom: The disk is full, or too full to begin, or refuses.
            Fault: Chroma refuses for another reason.
        """
        size = self._client.get_max_batch_size()
        for start in range(0, len(nodes), size):
            some = nodes[start : start + size]
            _check_room(self._folder, len(some))
            with gate(self._folder), _explained():
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
            NoRoom: The disk is full or refuses.
            Fault: Chroma refuses for another reason.
        """
        for some in _turns(sorted(article_ids)):
            with gate(self._folder), _explained():
                self._collection.delete(where=_in_articles(some))

    def nodes(self) -> Iterator[TextNode]:
        """Read all passages, page by page, dead ones included, without their vectors."""
        for page in self._pages(["documents", "metadatas"]):
            yield from _nodes(page)

    def rows(self) -> Iterator[tuple[TextNode, list[float]]]:
        """Read all passages with their vectors, page by page, dead ones included."""
        for page in self._pages(["documents", "metadatas", "embeddings"]):
            yield from zip(_nodes(page), page["embeddings"].tolist(), strict=True)

    def articles(self) -> set[str]:
        """Return the ids of all articles that have rows, dead ones included."""
        return {
            str(metadata["article_id"])
            for page in self._pages(["metadatas"])
            for metadata in page["metadatas"]
        }

    def _pages(self, include: list[Any]) -> Iterator[Any]:
        offset = 0
        while True:
            with _explained():
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


def _collection(client: Client, create: str | None) -> Collection:
    names = {collection.name for collection in client.list_collections()}
    if _COLLECTION in names:
        collection = client.get_collection(_COLLECTION, embedding_function=None)
    elif create is None:
        raise Fault("the vector store holds no passages")
    else:
        collection = client.create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=_HNSW),
            metadata={"fingerprint": create},
        )
    if create is not None and (collection.metadata or {}).get("fingerprint") != create:
        raise Fault("the vector store was made with other settings")
    return collection


def _client(folder: Path) -> Client:
    # `_env_file` is pydantic's: Chroma would read a `.env` that lies in the working folder.
    settings = Settings(_env_file=None, anonymized_telemetry=False)
    client = chromadb.PersistentClient(_private_spelling(folder), settings)
    assert isinstance(client, Client)  # the interface, ClientAPI, cannot be closed
    return client


def _private_spelling(folder: Path) -> str:
    """Spell a path so that Chroma shares it with no other client of this process.

    Chroma keeps one engine a path string and lends it to every client, and an engine never looks
    again at what another process wrote. Only a client with an engine of its own can close and
    reopen it without waiting for all the others. 48 choices: two alike once in 10^14.
    """
    return str(folder) + "".join(secrets.choice(("/", "/.")) for _ in range(48))


def _check_room(folder: Path, rows: int) -> None:
    """Refuse to begin a batch that may not fit: one cut short by a full disk cannot be read."""
    needed = rows * _BYTES_A_ROW
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(f"{free / 1e6:.1f} MB free, {needed / 1e6:.1f} MB needed")


def _in_articles(article_ids: Sequence[str]) -> Where:
    within: dict[Literal["$in", "$nin"], list[str | int | float | bool]]
    within = {"$in": list(article_ids)}
    return {"article_id": within}


def _turns(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _MOST_IDS):
        yield list(ids[start : start + _MOST_IDS])


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Say in words what Chroma raises in many types, from ChromaError to a bare AttributeError."""
    try:
        yield
    except (Fault, NoRoom):
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, OSError) or _NO_ROOM.search(told):
            raise NoRoom(told) from error
        raise Fault(f"the vector store answers: {told}") from error
