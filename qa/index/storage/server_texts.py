"""The articles' whole texts on a Chroma server, one row for each article."""

from __future__ import annotations

import base64
import binascii
import time
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import override

from qa.index.storage.chroma import chroma_errors
from qa.index.storage.store import Fault, Texts
from qa.index.storage.texts import SECONDS_KEPT, text_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from chromadb.api.models.Collection import Collection as Rows

__all__ = ["ServerTexts", "packed", "unpacked"]

# Characters sent in one request, which may have 40 MB.
_MOST_SENT = 4_000_000
_IDS_AT_ONCE = 1000


def packed(content: bytes) -> str:
    """Compress bytes into text."""
    return base64.b64encode(zlib.compress(content)).decode()


def unpacked(text: str) -> bytes:
    """Restore the bytes from the text that `packed` made.

    Raises:
        Fault: The text is damaged.
    """
    try:
        return zlib.decompress(base64.b64decode(text, validate=True))
    except (binascii.Error, zlib.error) as error:
        raise Fault(f"what is stored on the server has been altered ({error})") from error


class ServerTexts(Texts):
    """Article texts in a collection.

    They are stored as metadata: for documents, Chroma would index every three letters.

    Args:
        rows: The collection.
        server: Address of the server.
    """

    def __init__(self, rows: Rows, server: str) -> None:
        self._rows = rows
        self._server = server
        self._waiting: dict[str, str] = {}

    @override
    def put(self, article_id: str, text: str) -> None:
        self._waiting[article_id] = packed(text.encode())
        if sum(map(len, self._waiting.values())) > _MOST_SENT:
            self.settle()

    @override
    def settle(self) -> None:
        if not self._waiting:
            return
        with chroma_errors(self._server):
            self._rows.upsert(
                ids=list(self._waiting),
                # Chroma requires a vector; equal vectors would spoil its search graph.
                embeddings=np.asarray(
                    [[int(one, 16) / 16**16] for one in self._waiting], np.float32
                ),
                metadatas=[{"content": one, "died": 0.0} for one in self._waiting.values()],
            )
        self._waiting.clear()

    @override
    def get(self, article_id: str, digest: str) -> str:
        with chroma_errors(self._server):
            found: Any = self._rows.get(ids=[article_id], include=["metadatas"])
        if not found["ids"]:
            raise Fault(f"the text of article {article_id} is missing")
        text = unpacked(found["metadatas"][0]["content"]).decode(errors="replace")
        if text_digest(text) != digest:
            raise Fault(f"the text of article {article_id} is not the one that was stored")
        return text

    @override
    def retire(self, article_ids: Iterable[str]) -> None:
        ids = sorted(article_ids)
        with chroma_errors(self._server):
            for start in range(0, len(ids), _IDS_AT_ONCE):
                some = ids[start : start + _IDS_AT_ONCE]
                self._rows.update(ids=some, metadatas=[{"died": time.time()} for _ in some])

    @override
    def remove_dead(self, live: Collection[str]) -> None:
        del live  # an article that is live again was stored again, so it is not dead
        latest = time.time() - SECONDS_KEPT
        died: Any = {"$and": [{"died": {"$gt": 0.0}}, {"died": {"$lt": latest}}]}
        with chroma_errors(self._server):
            self._rows.delete(where=died)
