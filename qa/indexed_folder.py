"""A folder of articles with its index: made, brought up to date, examined, deleted."""

from __future__ import annotations

import shutil
import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answers import Status
from qa.articles import Columns, Limits
from qa.articles.language import LanguageDetector
from qa.articles.passages import SentencePassages
from qa.articles.uploads import ReaderWithUploads
from qa.errors import StorageError
from qa.index import ChromaServer, Fingerprint, Index
from qa.models import OnnxEmbedding, build_embedding, load_tokenizer, token_counter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from llama_index.core.base.embeddings.base import BaseEmbedding

    from qa.index import Health, IndexReader, Snapshot, SyncProgress, SyncReport
    from qa.settings import Settings

__all__ = ["IndexedFolder"]

_OVERLAP_SENTENCES = 1
# For how long the result of a scan of the folder is used: at least this many seconds, and at least
# this many times as long as the scan took, since scanning 100,000 files delays a question.
_LOOK_AGAIN = 10.0
_LOOK_SELDOM = 100


class IndexedFolder:
    """A folder of articles, its index, and the embedding model that the index is made with.

    Nothing is opened or loaded before it is needed. Safe for many threads.

    Args:
        path: The folder; nothing in it is ever changed.
        settings: Say how files are read and cut, and where the index lies.

    Attributes:
        path: The folder.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self._settings = settings
        self._stored = Index(path, settings.home, ChromaServer.of(settings))
        self._reader = ReaderWithUploads(
            self.uploads,
            Limits(
                max_file_mb=settings.max_file_mb,
                max_files=settings.max_files,
                max_characters=settings.max_characters,
                max_depth=settings.max_depth,
            ),
            columns=Columns(
                text=settings.text_column,
                title=settings.title_column,
                published=settings.published_column,
                author=settings.author_column,
            ),
            languages=self.languages,
        )
        self._lock = threading.Lock()
        self._checked: tuple[int, bool, float] | None = None

    @property
    def uploads(self) -> Path:
        """Folder whose files are read beside the folder itself; it need not exist."""
        return self._settings.home / "uploads" / self._stored.location.root.name

    @cached_property
    def languages(self) -> LanguageDetector:
        """Tells the language of a text."""
        return LanguageDetector()

    @cached_property
    def embed_model(self) -> BaseEmbedding:
        """The embedding model of the settings."""
        settings = self._settings
        return build_embedding(settings.embedding, settings.embedding_args, settings.threads)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What an index must have been made with to fit the settings."""
        tokens, model = self._settings.passage_tokens, self.embed_model
        known = model.dimension if isinstance(model, OnnxEmbedding) else None
        return Fingerprint(
            embedding=model.model_name,
            dimension=known or len(model.get_query_embedding("dimension")),
            passages=f"{tokens} tokens, {_OVERLAP_SENTENCES} sentence of overlap",
        )

    @cached_property
    def index(self) -> IndexReader:
        """The index, opened to be read.

        Raises:
            MissingIndexError: There is none.
            IndexMismatchError: It was made with another model or other settings.
            DamagedIndexError: It cannot be read.
            ServerError: The Chroma server does not answer.
        """
        return self._stored.open(self.fingerprint)

    @property
    def is_open(self) -> bool:
        """Whether the index has been opened."""
        return "index" in self.__dict__

    @property
    def is_stored(self) -> bool:
        """Whether there is an index of the folder, or files were uploaded for it."""
        return self._stored.is_stored() or self.uploads.is_dir()

    @property
    def stored_bytes(self) -> int:
        """How many bytes the index and the uploaded files take on this machine."""
        uploaded = (path.stat().st_size for path in self.uploads.rglob("*") if path.is_file())
        return self._stored.stored_bytes() + sum(uploaded)

    def exists(self) -> bool:
        """Tell whether the folder has an index."""
        return self._stored.exists()

    def sync(
        self, progress: SyncProgress | None = None, *, rebuild: bool = False, join: bool = False
    ) -> SyncReport:
        """Bring the index up to date with the folder; see `qa.Assistant.sync`."""
        return self._stored.sync(
            reader=self._reader,
            parser=SentencePassages(
                max_tokens=self._settings.passage_tokens,
                overlap_sentences=_OVERLAP_SENTENCES,
                count_tokens=token_counter(load_tokenizer()),
            ),
            embed_model=self.embed_model,
            fingerprint=self.fingerprint,
            progress=progress,
            rebuild=rebuild,
            join=join,
        )

    def check(self, progress: Callable[[str], None] | None = None) -> Health:
        """Check the index in full; see `qa.Assistant.check`."""
        return self._stored.check(progress)

    def forget(self) -> list[Path]:
        """Delete the index and the uploaded files; see `qa.Assistant.forget`."""
        uploads = self.uploads if self.uploads.is_dir() else None
        left = self._stored.forget() if uploads is None or self._stored.is_stored() else []
        if uploads:
            try:
                shutil.rmtree(uploads)
            except OSError as error:
                raise StorageError(
                    f"The uploaded files in {uploads} could not be deleted: {error}.",
                    hint="Correct the permissions there, then try again.",
                ) from error
        return left

    def status(self) -> Status:
        """Return what is indexed, with which model, and where."""
        manifest = self.index.manifest
        return Status(
            folder=manifest.folder,
            index=self.index.where,
            articles=len(manifest.stored),
            passages=manifest.passages,
            embedding=manifest.fingerprint.embedding,
            updated=manifest.updated,
            skipped=tuple(manifest.reasons.items()),
            changed=self.index.changed_since(self._reader),
            advice=self.index.advice,
        )

    def has_changed(self, view: Snapshot) -> bool:
        """Tell whether the folder differs from a state of the index.

        The folder is scanned only once in a while, so that a change may be noticed late.
        """
        with self._lock:
            revision, began = view.manifest.revision, time.monotonic()
            known = self._checked
            if known is None or known[0] != revision or began >= known[2]:
                changed = self.index.changed_since(self._reader)
                took = time.monotonic() - began
                again = began + max(_LOOK_AGAIN, _LOOK_SELDOM * took)
                known = self._checked = (revision, changed, again)
            return known[1]

    def close(self) -> None:
        """Close the index, if it is open."""
        if self.is_open:
            self.index.close()
