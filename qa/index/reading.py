"""Reads an index: opens it, follows its revisions, and gives views of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from qa.errors import DamagedIndexError
from qa.index.advice import advise
from qa.index.generations import check_fingerprint
from qa.index.snapshot import OpenIndex, Snapshot
from qa.index.storage.store import Fault, Outdated

if TYPE_CHECKING:
    from collections.abc import Hashable
    from types import TracebackType

    from qa.articles import ArticleReader
    from qa.index.storage.manifest import Fingerprint, Manifest
    from qa.index.storage.store import Store

__all__ = ["IndexReader"]


class IndexReader:
    """The index of one folder, opened for questions. Safe for many threads; a context manager.

    Made by `Index.open`. It follows what other processes write: each snapshot is of the newest
    revision.

    Args:
        store: Where the index is.
        fingerprint: What the vectors of the questions are made with.
    """

    def __init__(self, store: Store, fingerprint: Fingerprint) -> None:
        self._store = store
        self._fingerprint = fingerprint
        self._lock = threading.Lock()
        self._stamp: Hashable = None
        self._opened: OpenIndex | None = None

    @property
    def where(self) -> str:
        """Where the index is, in words for the user."""
        return self._store.where

    @property
    def advice(self) -> str:
        """What to do since the index has become large; empty if it has not."""
        return advise(self._store, self.manifest.passages)

    @property
    def manifest(self) -> Manifest:
        """The manifest of the newest revision."""
        with self.snapshot() as view:
            return view.manifest

    def snapshot(self) -> Snapshot:
        """Return a view of the newest revision; close it when the question is answered.

        Raises:
            MissingIndexError: The index does not exist any more.
            IndexMismatchError: It has been rebuilt with another model or other settings.
            DamagedIndexError: It cannot be read.
            ServerError: The server does not answer.
        """
        with self._lock:
            stamp = self._store.stamp()
            if self._opened is None or stamp != self._stamp:
                opened = self._open()
                if self._opened is not None:
                    self._opened.release()
                self._opened, self._stamp = opened, stamp
            self._opened.retain()
            return Snapshot(self._opened)

    def changed_since(self, reader: ArticleReader) -> bool:
        """Return whether the folder's files differ in size or time from what was indexed.

        A machine that only reads a shared index need not have the folder; then this is False.
        """
        if self._store.shared and not self._store.location.folder.exists():
            return False
        scan = reader.scan(self._store.location.folder)
        there = {file.relative: (file.size, file.mtime_ns) for file in scan.files}
        indexed = {path: (file.size, file.mtime_ns) for path, file in self.manifest.files.items()}
        return there != indexed

    def close(self) -> None:
        """Close what is open; views still in use stay valid until they are closed."""
        with self._lock:
            if self._opened is not None:
                self._opened.release()
            self._opened = self._stamp = None

    def __enter__(self) -> IndexReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> OpenIndex:
        try:
            return self._open_current()
        except DamagedIndexError:
            # A writer may just have replaced this revision and removed it: look once more.
            return self._open_current()

    def _open_current(self) -> OpenIndex:
        location = self._store.location
        generation = self._store.current()
        if generation is None:
            raise location.missing()
        try:
            manifest = generation.manifest()
            check_fingerprint(location, manifest.fingerprint, self._fingerprint)
            return OpenIndex(location, generation, manifest)
        except Outdated as outdated:
            raise location.outdated(outdated) from outdated
        except Fault as fault:
            raise location.damaged(fault) from fault
