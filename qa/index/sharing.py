"""Brings an index up to date on several machines at once; a Chroma server holds the index.

One machine leads: it holds the lock for writing. All of them, the leader too, take files that no
other has, and embed their passages. When no file is left, the leader syncs as if it were alone: it
reads each file that is new, finds that its passages are embedded already, and makes one manifest
live. So the result is that of one machine, whatever the others did or left undone. The files of a
process that was killed are taken over by the others, and so is the lead.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from typing import TYPE_CHECKING, Any

from qa.errors import (
    ConfigurationError,
    IndexLockedError,
    IndexMismatchError,
    ServerError,
    UnreadableArticleError,
)
from qa.index.changes import Meter, report
from qa.index.embedding import PassageEmbedder
from qa.index.generations import Target
from qa.index.storage.claims import WRITER
from qa.index.storage.store import CannotWrite, Fault
from qa.index.syncing import file_digest, is_unchanged, known_files, passages_of, sync_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.schema import TextNode

    from qa.articles import ArticleReader, Scan, SourceFile
    from qa.index.changes import SyncProgress, SyncReport
    from qa.index.storage.claims import Claims
    from qa.index.storage.manifest import Fingerprint, Manifest
    from qa.index.storage.store import Store

__all__ = ["sync_together"]

# Files taken at once: some seconds of embedding, so that asking for them costs little beside it,
# and at the end nobody waits long for the last one.
_FILES_AT_ONCE = 32
_BYTES_AT_ONCE = 200_000
# Seconds between two looks at what the others do.
_LOOK_AGAIN = 0.5
# For how many seconds a server that does not answer is asked again: the network may be back soon.
_PATIENCE = 60.0


def sync_together(
    store: Store,
    *,
    reader: ArticleReader,
    parser: NodeParser,
    embed_model: BaseEmbedding,
    fingerprint: Fingerprint,
    progress: SyncProgress | None,
    rebuild: bool,
) -> SyncReport:
    """Bring an index up to date together with the machines that call this at the same time.

    Arguments and errors are those of `Index.sync`. All machines have the same files, in folders
    that may lie at different paths.

    Returns:
        What was found and done; ``embedded`` counts what this machine embedded, and ``taken`` its
        files.

    Raises:
        ConfigurationError: The index is not on a server.
        IndexLockedError: Another process writes the index and does not share the work.
    """
    claims = store.claims
    if claims is None:
        raise ConfigurationError(
            "Several machines can share the work only if a Chroma server holds the index.",
            hint="Start one (chroma run --path DIR --port 8000) and set QA_CHROMA_URL.",
        )
    worker = _Worker(store, claims, reader, parser, embed_model, fingerprint, progress)
    while True:
        try:
            try:
                return worker.lead(rebuild=rebuild)
            except IndexLockedError as locked:
                if (found := worker.follow(locked)) is not None:
                    return found
        except ServerError as error:
            _wait_for_server(store, error)


def _wait_for_server(store: Store, error: ServerError) -> None:
    """Wait until the server answers again; raise the error if it does not."""
    last = time.monotonic() + _PATIENCE
    while True:
        time.sleep(_LOOK_AGAIN)
        try:
            store.exists()
        except ServerError:
            if time.monotonic() > last:
                raise error from None
        else:
            return


class _Worker:
    """One of the machines: leads, or helps the one that does."""

    def __init__(
        self,
        store: Store,
        claims: Claims,
        reader: ArticleReader,
        parser: NodeParser,
        embed_model: BaseEmbedding,
        fingerprint: Fingerprint,
        progress: SyncProgress | None,
    ) -> None:
        self._store = store
        self._claims = claims
        self._reader = reader
        self._parser = parser
        self._embed_model = embed_model
        self._fingerprint = fingerprint
        self._progress = progress
        self._started = time.monotonic()
        self._embedded = 0
        self._taken = 0

    def lead(self, *, rebuild: bool) -> SyncReport:
        """Hold the lock, share the work, and make the new state live."""
        done = sync_store(
            self._store,
            reader=self._reader,
            parser=self._parser,
            embed_model=self._embed_model,
            fingerprint=self._fingerprint,
            progress=self._progress,
            rebuild=rebuild,
            share=self._share,
        )
        return self._with_own_part(done)

    def follow(self, locked: IndexLockedError) -> SyncReport | None:
        """Help the machine that leads; return None if it ended without a new state.

        Raises:
            IndexLockedError: The machine that writes does not share the work.
        """
        before = self._live()
        helped: object = None
        while (leader := self._claims.holder(WRITER)) is not None:
            if not leader["sharing"]:
                raise locked
            if leader["generation"] and leader["holder"] != helped:
                helped = leader["holder"]
                self._try_to_help(leader)
            time.sleep(_LOOK_AGAIN)
        after = self._live()
        if after is None or (before and after.revision == before.revision):
            return None
        return self._with_own_part(
            report(
                before.files if before else {},
                after,
                embedded=0,
                seconds=time.monotonic() - self._started,
            )
        )

    def _with_own_part(self, done: SyncReport) -> SyncReport:
        return dataclasses.replace(done, embedded=done.embedded + self._embedded, taken=self._taken)

    def _live(self) -> Manifest | None:
        current = self._store.current()
        return None if current is None else current.manifest()

    def _share(self, target: Target, scan: Scan) -> None:
        """As the leader: offer the work, and do a part of it, until all of it is done."""
        if not self._to_read(target, scan):
            return
        # Before anything is written: rows that no article needs in the end are looked for.
        target.generation.mark(unfinished=True)
        self._claims.note(WRITER, {"generation": target.generation.name})
        self._work(target, scan, leader=None)
        self._claims.note(WRITER, {"generation": ""})
        self._claims.clear()

    def _try_to_help(self, leader: Mapping[str, Any]) -> None:
        location = self._store.location
        try:
            self._help(leader)
        except CannotWrite as error:
            raise location.unwritable(error) from error
        except Fault as fault:
            if self._offers(leader):
                raise location.damaged(fault) from fault
            # Otherwise another leads now, and may have deleted what this one wrote to.

    def _help(self, leader: Mapping[str, Any]) -> None:
        """Do a part of the leader's work, until all is done or the leader offers none any more."""
        generation = self._store.latest()
        if generation is None or generation.name != leader["generation"]:
            return
        current = self._store.current()
        base = current.manifest() if current and current.name == generation.name else None
        vectors = generation.vectors()
        try:
            if vectors.made_with != self._fingerprint.digest():
                raise IndexMismatchError(
                    f"The machine that leads ({leader['host']}) indexes "
                    f"{self._store.location.folder} with other settings.",
                    hint="Give all machines the same settings.",
                )
            target = Target(generation, vectors, self._fingerprint, base, base, rebuilt=None)
            scan = self._reader.scan(self._store.location.folder)
            with self._claims.renewing():
                self._work(target, scan, leader=leader)
        finally:
            self._claims.release()
            vectors.close()

    def _to_read(self, target: Target, scan: Scan) -> list[SourceFile]:
        known = known_files(target.base, self._reader)
        return [file for file in scan.files if not is_unchanged(file, known)]

    def _work(self, target: Target, scan: Scan, *, leader: Mapping[str, Any] | None) -> None:
        files = {_key(target, file): file for file in self._to_read(target, scan)}
        meter = Meter(self._progress)
        embedder = PassageEmbedder(
            target.vectors, target.fingerprint.dimension, self._embed_model, meter.embedded
        )
        expected = sum(file.size for file in files.values())
        try:
            while files:
                before = len(files)
                for some in _portions(files):
                    if leader is not None and not self._offers(leader):
                        return
                    taken = self._claims.take(some)
                    # What others have done is no longer expected of this machine.
                    expected -= sum(files[key].size for key in taken.done)
                    meter.expect(expected)
                    for key in taken.won:
                        embedder.add(self._passages(target, files[key], meter))
                    embedder.finish()
                    self._claims.finish(taken.won)
                    self._taken += len(taken.won)
                    for key in taken.won | taken.done:
                        del files[key]
                if files and len(files) == before:
                    time.sleep(_LOOK_AGAIN)
        finally:
            self._embedded += embedder.count

    def _offers(self, leader: Mapping[str, Any]) -> bool:
        """Tell whether a leader still leads, and has not yet begun to do what is left."""
        now = self._claims.holder(WRITER)
        return now is not None and all(now[one] == leader[one] for one in ("holder", "generation"))

    def _passages(self, target: Target, file: SourceFile, meter: Meter) -> Iterator[TextNode]:
        """Read a file's passages; the leader reads it again and tells why it cannot be read."""
        live = target.base.stored if target.base else {}
        known = known_files(target.base, self._reader).get(file.relative)
        try:
            if known and known.sha256 == file_digest(file.path):
                return  # a copy, or a file that was only touched
            for document in self._reader.read(file, lambda _: None):
                if document.doc_id not in live:
                    nodes = passages_of(document, self._parser)
                    meter.parsed(len(nodes))
                    yield from nodes
        except (UnreadableArticleError, OSError):
            return
        finally:
            meter.read(file.size)


def _key(target: Target, file: SourceFile) -> str:
    """Name the work on one state of a file; times differ between copies of a folder."""
    told = f"{target.generation.name}\0{file.relative}\0{file.size}"
    return hashlib.sha256(told.encode(errors="surrogateescape")).hexdigest()[:32]


def _portions(files: dict[str, SourceFile]) -> Iterator[Sequence[str]]:
    """Divide files, by key, into portions that are taken at once."""
    some: list[str] = []
    size = 0
    for key, file in list(files.items()):
        some.append(key)
        size += file.size
        if len(some) == _FILES_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
