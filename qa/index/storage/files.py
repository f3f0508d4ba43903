"""An index in files, for one machine: Chroma runs inside the process.

home/indexes/<first 16 of sha256(real path)>/
    CURRENT         names the live generation
    writer.lock     held by the one process that writes; `writer.pid` says which
    gen-N/          manifest.json, chroma/, keywords/, texts/
"""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sys
from typing import TYPE_CHECKING

from typing_extensions import override

from qa.index.storage.chroma import chroma_errors, local_client
from qa.index.storage.keywords import KeywordIndex, follow
from qa.index.storage.lock import gate, writing
from qa.index.storage.manifest import Manifest, now
from qa.index.storage.segment import check_segments, rows_to_replay
from qa.index.storage.store import CannotWrite, Fault, Generation, Store
from qa.index.storage.texts import ArticleTexts
from qa.index.storage.vectors import PassageVectors, open_collection, write_segment_after

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from qa.index.storage.location import Location

__all__ = ["LocalGeneration", "LocalStore"]

_COLLECTION = "passages"
# A row of 384 dimensions takes 8 kB; SQLite's journal and log may hold a second copy.
_BYTES_A_ROW = 20_000
# Rows that every process may have to put into Chroma's graph anew when it opens the index: at
# 100,000 passages, 100 rows take 0.06 s, and writing the segment 0.2 s.
_MOST_TO_REPLAY = 100
# The least that Chroma accepts.
_AT_ONCE = 2


class LocalGeneration(Generation):
    """A generation in a folder.

    Args:
        path: The folder.
        store: The store that it belongs to.
    """

    def __init__(self, path: Path, store: LocalStore) -> None:
        self.name = path.name
        self.path = path
        self.keywords = path / "keywords"
        self._store = store
        self._mark = path / "unfinished"

    @override
    def manifest(self) -> Manifest:
        return Manifest.read(self.path / "manifest.json")

    @override
    def vectors(self, *, create: str | None = None) -> PassageVectors:
        folder = self.path / "chroma"
        if create is None and not (folder / "chroma.sqlite3").is_file():
            raise Fault("the vector store is missing")  # Chroma would silently make an empty one
        with gate(self.path), chroma_errors():
            check_segments(folder)
            client = local_client(folder)
            try:
                collection = open_collection(client, _COLLECTION, create)
                if create is not None:
                    write_segment_after(collection)  # whatever a killed `settle` left
                collection.count()  # replays Chroma's log now, while the gate is held
            except BaseException:
                client.close()
                raise
        return PassageVectors(client, collection, batch=self._batch, close=client.close)

    @override
    def settle(self) -> None:
        folder = self.path / "chroma"
        if rows_to_replay(folder) <= _MOST_TO_REPLAY:
            return
        # The new state is live, whatever happens here; damage is found when it is opened next.
        with contextlib.suppress(Fault, CannotWrite), gate(self.path), chroma_errors():
            client = local_client(folder)
            try:
                collection = open_collection(client, _COLLECTION, None)
                write_segment_after(collection, _AT_ONCE)
                collection.count()  # opens the segment, replays the log and writes the segment
                write_segment_after(collection)
            finally:
                client.close()

    @override
    def texts(self) -> ArticleTexts:
        return ArticleTexts(self.path / "texts")

    @override
    def keyword_index(self, manifest: Manifest) -> KeywordIndex:
        if self.keywords_follow(manifest):
            return KeywordIndex(self.keywords)
        with self._store.writing():
            manifest = self.manifest()
            vectors = self.vectors()
            try:
                opstamp = follow(self.keywords, manifest, vectors)
            finally:
                vectors.close()
            newer = dataclasses.replace(
                manifest, revision=manifest.revision + 1, keyword_opstamp=opstamp, updated=now()
            )
            self._store.publish(self, newer)
        return KeywordIndex(self.keywords)

    @override
    def keywords_follow(self, manifest: Manifest) -> bool:
        try:
            return KeywordIndex(self.keywords).opstamp >= manifest.keyword_opstamp
        except Fault:
            return False

    @override
    def is_unfinished(self) -> bool:
        return self._mark.exists()

    @override
    def mark(self, *, unfinished: bool) -> None:
        if unfinished:
            self._mark.touch()
        else:
            self._mark.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _batch(self, rows: int) -> Iterator[None]:
        """Refuse a batch that may not fit on the disk: half a batch is unreadable."""
        needed = rows * _BYTES_A_ROW
        free = _room_to_grow(self.path)
        if free < needed:
            raise CannotWrite(
                f"{needed / 1e6:.1f} MB are needed, and only {free / 1e6:.1f} MB are free"
            )
        with gate(self.path):
            yield


class LocalStore(Store):
    """An index in files.

    Args:
        location: Where the files are.
    """

    def __init__(self, location: Location) -> None:
        self.location = location

    @property
    @override
    def where(self) -> str:
        return str(self.location.root)

    @override
    def exists(self) -> bool:
        return (self.location.root / "CURRENT").is_file()

    @override
    def stamp(self) -> Hashable:
        generation = self.location.current()
        if generation is None:
            raise self.location.missing()
        try:
            state = (generation / "manifest.json").stat()
        except OSError as error:
            raise self.location.damaged(f"the manifest cannot be read ({error})") from error
        # A manifest is replaced, never changed in place, so a new manifest is a new file.
        return generation.name, state.st_ino, state.st_mtime_ns, state.st_size

    @override
    def current(self) -> LocalGeneration | None:
        path = self.location.current()
        return None if path is None else LocalGeneration(path, self)

    @override
    def latest(self) -> LocalGeneration | None:
        paths = self.location.generations()
        return LocalGeneration(paths[-1], self) if paths else None

    @override
    def begin(self) -> LocalGeneration:
        path = self.location.next_generation()
        path.mkdir(parents=True)
        return LocalGeneration(path, self)

    @override
    def publish(self, generation: Generation, manifest: Manifest) -> None:
        path = self.location.root / generation.name
        try:
            manifest.write(path / "manifest.json")
            self.location.switch(path)
        except OSError as error:
            raise CannotWrite(str(error)) from error

    @override
    def remove_generations(self, *, keep: set[str]) -> None:
        self.location.remove_generations(keep=keep)

    @override
    def writing(self, *, sharing: bool = False) -> AbstractContextManager[None]:
        del sharing  # in files, one process does all the work
        return writing(self.location)

    @override
    def forget(self) -> None:
        self.location.forget()


def _room_to_grow(folder: Path) -> int:
    """Return by how many bytes any file below a folder can grow.

    The limits are the free space of the disk and the largest file that the process may write
    (``ulimit -f``). This is checked before writing, since not every library reports a full disk.
    """
    free = shutil.disk_usage(folder).free
    most = _largest_file_allowed()
    if most is None:
        return free
    largest = max((path.stat().st_size for path in folder.rglob("*") if path.is_file()), default=0)
    return min(free, max(0, most - largest))


def _largest_file_allowed() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return None if soft == resource.RLIM_INFINITY else soft
