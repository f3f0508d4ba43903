"""Reading an index: opening it, following its revisions, giving views of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from qa.index.faults import Fault
from qa.index.generations import check_fingerprint
from qa.index.location import Location
from qa.index.manifest import Manifest
from qa.index.repair import rebuild_keywords
from qa.index.snapshot import OpenIndex, Snapshot

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from qa.articles import ArticleReader
    from qa.index.manifest import Fingerprint

__all__ = ["ArticleIndex"]


class ArticleIndex:
    """The index of one folder, for reading. Safe for many threads; a context manager.

    Made by `open`. It follows what other processes write: each snapshot is of the newest revision.

    Args:
        location: Where the index lies.
        fingerprint: What the vectors asked of it are made with.
    """

    def __init__(self, location: Location, fingerprint: Fingerprint) -> None:
        self._location = location
        self._fingerprint = fingerprint
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._opened: OpenIndex | None = None

    @classmethod
    def open(cls, folder: Path, *, home: Path, fingerprint: Fingerprint) -> ArticleIndex:
        """Open the index of a folder; nothing of it is changed.

        Args:
            folder: The folder of articles.
            home: The folder that holds everything written.
            fingerprint: What the caller's question vectors are made with.

        Raises:
            MissingIndexError: The folder has not been indexed.
            IndexMismatchError: It was indexed with another model or other settings.
            DamagedIndexError: The index cannot be read.
        """
        index = cls(Location(folder, home), fingerprint)
        index.snapshot().close()
        return index

    @staticmethod
    def exists(folder: Path, *, home: Path) -> bool:
        """Say whether the folder has an index, in whatever state."""
        return (Location(folder, home).root / "CURRENT").is_file()

    @property
    def manifest(self) -> Manifest:
        """What is live now."""
        with self.snapshot() as view:
            return view.manifest

    def snapshot(self) -> Snapshot:
        """Return a view of the newest revision; close it when the question is answered.

        Raises:
            MissingIndexError: The index has gone.
            IndexMismatchError: It has been rebuilt with another model or other settings.
            DamagedIndexError: It cannot be read.
        """
        with self._lock:
            opened = self._newest()
            opened.retain()
            return Snapshot(opened)

    def changed_since(self, reader: ArticleReader) -> bool:
        """Say whether the folder differs from what was indexed, by size and time of its files."""
        scan = reader.scan(self._location.folder)
        there = {file.relative: (file.size, file.mtime_ns) for file in scan.files}
        indexed = {path: (file.size, file.mtime_ns) for path, file in self.manifest.files.items()}
        return there != indexed

    def close(self) -> None:
        """Close what is open; views still in use stay valid until they are closed."""
        with self._lock:
            if self._opened is not None:
                self._opened.release()
            self._opened = self._seen = None

    def __enter__(self) -> ArticleIndex:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _newest(self) -> OpenIndex:
        generation = self._location.current()
        if generation is None:
            raise self._location.missing()
        path = generation / "manifest.json"
        try:
            state = path.stat()
        except OSError as error:
            raise self._location.damaged(f"the manifest cannot be read ({error})") from error
        # A manifest is replaced, never rewritten, so a new one is another file.
        seen = (generation, state.st_ino, state.st_mtime_ns, state.st_size)
        if self._opened is None or seen != self._seen:
            opened = self._open(generation)
            if self._opened is not None:
                self._opened.release()
            self._opened, self._seen = opened, seen
        return self._opened

    def _open(self, generation: Path) -> OpenIndex:
        try:
            manifest = Manifest.read(generation / "manifest.json")
        except Fault as fault:
            raise self._location.damaged(fault) from fault
        check_fingerprint(self._location, manifest.fingerprint, self._fingerprint)
        try:
            return OpenIndex(self._location, generation, manifest)
        except Fault as fault:
            self._mend_keywords(fault)
        try:
            return OpenIndex(
                self._location, generation, Manifest.read(generation / "manifest.json")
            )
        except Fault as fault:
            raise self._location.damaged(fault) from fault

    def _mend_keywords(self, fault: Fault) -> None:
        """The keyword index is derived from the vector store's rows: make it anew."""
        try:
            rebuild_keywords(self._location)
        except Fault as second:
            raise self._location.damaged(f"{fault}; {second}") from second
