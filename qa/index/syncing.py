"""Brings an index up to date with its folder: adds, makes the new state live, then removes.

If it is killed, the earlier state still answers questions, and the next sync does the rest.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.schema import TextNode

from qa.errors import NothingReadableError, UnreadableArticleError
from qa.index.advice import advise
from qa.index.changes import Meter, report
from qa.index.generations import choose
from qa.index.storage.manifest import FileRecord, Manifest, Sighting, StoredArticle, now
from qa.index.storage.store import CannotWrite, Fault
from qa.index.storage.texts import text_digest
from qa.index.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.schema import Document

    from qa.articles import ArticleReader, Scan, Skipped, SourceFile
    from qa.index.changes import SyncProgress, SyncReport
    from qa.index.generations import Target
    from qa.index.storage.manifest import Fingerprint
    from qa.index.storage.store import Store

__all__ = ["file_digest", "is_unchanged", "known_files", "passages_of", "sync_store"]

#: Rows of one table whose reasons are kept in the manifest.
_MOST_ROWS_LISTED = 100


def sync_store(
    store: Store,
    *,
    reader: ArticleReader,
    parser: NodeParser,
    embed_model: BaseEmbedding,
    fingerprint: Fingerprint,
    progress: SyncProgress | None,
    rebuild: bool,
    share: Callable[[Target, Scan], None] | None = None,
) -> SyncReport:
    """Bring an index up to date with its folder; arguments and errors are those of `Index.sync`.

    If several machines share the work, ``share`` embeds passages together with the others, before
    this machine does what is left.
    """
    started = time.monotonic()
    scan = reader.scan(store.location.folder)
    with store.writing(sharing=share is not None):
        try:
            target = choose(store, fingerprint, rebuild=rebuild)
            if share is not None:
                _shared(share, target, scan)
            run = _Sync(store, target, reader, parser, embed_model, progress)
            try:
                manifest = run.bring_up_to_date(scan)
            finally:
                run.close()
            target.generation.settle()
        except Fault as fault:
            raise store.location.damaged(fault) from fault
        except CannotWrite as error:
            raise store.location.unwritable(error) from error
    return report(
        target.before.files if target.before else {},
        manifest,
        embedded=run.embedded,
        seconds=time.monotonic() - started,
        rebuilt=target.rebuilt,
        advice=advise(store, manifest.passages),
    )


def _shared(share: Callable[[Target, Scan], None], target: Target, scan: Scan) -> None:
    try:
        share(target, scan)
    except BaseException:
        target.vectors.close()
        raise


class _Sync:
    """The state of one run: what has been seen and stored so far."""

    def __init__(
        self,
        store: Store,
        target: Target,
        reader: ArticleReader,
        parser: NodeParser,
        embed_model: BaseEmbedding,
        progress: SyncProgress | None,
    ) -> None:
        self._store = store
        self._target = target
        self._reader = reader
        self._parser = parser
        # What was read otherwise is read again; what stands in it may still be embedded already.
        self._known = known_files(target.base, reader)
        self._live = target.base.stored if target.base else {}
        self._files: dict[str, FileRecord] = {}
        self._stored: dict[str, StoredArticle] = {}
        self._meter = Meter(progress)
        self._writer = GenerationWriter(
            target.generation,
            target.vectors,
            target.base,
            target.fingerprint.dimension,
            embed_model,
            self._meter.embedded,
        )

    @property
    def embedded(self) -> int:
        """How many passages were embedded."""
        return self._writer.count

    def close(self) -> None:
        self._writer.close()

    def bring_up_to_date(self, scan: Scan) -> Manifest:
        """Add what is new, replace the manifest, remove what is dead."""
        for file in scan.files:
            if is_unchanged(file, self._known):
                self._keep(file, self._known[file.relative])
        to_read = [file for file in scan.files if file.relative not in self._files]
        self._meter.expect(sum(file.size for file in to_read))
        for file in to_read:
            self._files[file.relative] = self._read(file)
            self._meter.read(file.size)
        skipped = {item.path: item.reason for item in scan.skipped}
        base = self._target.base
        if base is not None and self._is_as_before(base, skipped):
            return base
        if not self._stored and base is None:
            raise self._nothing_readable(skipped)
        return self._swap(skipped)

    def _keep(self, file: SourceFile, known: FileRecord) -> None:
        self._files[file.relative] = known
        for sighting in known.sightings:
            self._stored[sighting.article_id] = self._live[sighting.article_id]

    def _read(self, file: SourceFile) -> FileRecord:
        """Read a file, and store its articles that are not stored yet."""
        record = FileRecord(file.size, file.mtime_ns, "")
        try:
            record = replace(record, sha256=file_digest(file.path))
        except OSError as error:
            reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
            return replace(record, skipped={file.relative: reason})
        known = self._known.get(file.relative)
        if known and known.sha256 == record.sha256:
            record = replace(known, size=file.size, mtime_ns=file.mtime_ns)
            self._keep(file, record)
            return record
        skipped: list[Skipped] = []
        try:
            documents = self._reader.read(file, skipped.append)
        except UnreadableArticleError as error:
            return replace(record, skipped={file.relative: _reason(error)})
        stored = [document for document in documents if self._add(document)]
        if not stored:
            return replace(record, skipped={file.relative: "holds no text"})
        return replace(
            record, sightings=tuple(map(self._sighting, stored)), skipped=_listed(skipped)
        )

    def _add(self, document: Document) -> bool:
        """Store an article unless it is stored; return False if it has no passages."""
        article_id = document.doc_id
        if article_id in self._stored:
            return True
        if article_id in self._live:
            self._stored[article_id] = self._live[article_id]
            return True
        nodes = passages_of(document, self._parser)
        if not nodes:
            return False
        self._writer.add(document.text, nodes)
        self._stored[article_id] = StoredArticle(len(nodes), text_digest(document.text))
        self._meter.parsed(len(nodes))
        return True

    @staticmethod
    def _sighting(document: Document) -> Sighting:
        metadata = document.metadata
        return Sighting(
            article_id=document.doc_id,
            title=metadata["title"],
            published=metadata.get("published"),
            author=metadata.get("author"),
            language=metadata["language"],
            updated=metadata.get("updated"),
        )

    def _is_as_before(self, base: Manifest, skipped: dict[str, str]) -> bool:
        return (
            self._files == base.files
            and skipped == base.skipped
            and self._reader.signature == base.reading
            and not self._writer.resumes
            and not self._writer.repaired
        )

    def _nothing_readable(self, skipped: dict[str, str]) -> NothingReadableError:
        reasons = dict(skipped)
        for file in self._files.values():
            reasons |= file.skipped
        return NothingReadableError(
            f"{self._store.location.folder} holds no article that can be read.",
            hint="Put articles into it, or name another folder.",
            skipped=dict(sorted(reasons.items())),
        )

    def _swap(self, skipped: dict[str, str]) -> Manifest:
        """Make the new state live, then remove what it does not need."""
        opstamp = self._writer.commit()
        self._meter.saving()
        base = self._target.base
        before = self._target.before
        time_now = now()
        manifest = Manifest(
            revision=before.revision + 1 if before else 1,
            folder=str(self._store.location.folder),
            fingerprint=self._target.fingerprint,
            reading=self._reader.signature,
            files=self._files,
            stored=self._stored,
            skipped=skipped,
            keyword_opstamp=opstamp,
            created=base.created if base else time_now,
            updated=time_now,
        )
        self._store.publish(self._target.generation, manifest)
        self._writer.finish(manifest)
        return manifest


def _reason(error: UnreadableArticleError) -> str:
    """Return why a file was skipped and, behind a semicolon, what to do about it."""
    hint = error.hint.removesuffix(".")
    if hint[1:2].islower():
        hint = hint[0].lower() + hint[1:]
    return f"{error}; {hint}" if hint else str(error)


def _listed(skipped: list[Skipped]) -> dict[str, str]:
    """List the rows of tables that were left out: the first hundred, and how many more."""
    listed = {item.path: item.reason for item in skipped[:_MOST_ROWS_LISTED]}
    more = len(skipped) - len(listed)
    if more:
        listed[f"{skipped[-1].path} and others"] = f"{more} further rows were left out"
    return listed


def known_files(base: Manifest | None, reader: ArticleReader) -> Mapping[str, FileRecord]:
    """Return what is known of files that this reader would read in the same way."""
    return base.files if base and base.reading == reader.signature else {}


def is_unchanged(file: SourceFile, known: Mapping[str, FileRecord]) -> bool:
    """Tell whether a file has the size and time that are known, so that it need not be opened."""
    record = known.get(file.relative)
    if record is None or not record.sha256:  # it may be readable now
        return False
    return (record.size, record.mtime_ns) == (file.size, file.mtime_ns)


def passages_of(document: Document, parser: NodeParser) -> list[TextNode]:
    """Cut an article into passages."""
    nodes = parser.get_nodes_from_documents([document])
    return [node for node in nodes if isinstance(node, TextNode)]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
