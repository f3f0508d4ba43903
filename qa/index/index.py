"""The index of one folder, and everything that can be done with it."""

from __future__ import annotations

import contextlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from qa.errors import StorageError
from qa.home import FOLDER_NAME, HOME, INDEX, delete_written, others, written
from qa.index.health import check_health
from qa.index.reading import IndexReader
from qa.index.sharing import sync_together
from qa.index.storage import open_store
from qa.index.storage.location import Location
from qa.index.storage.lock import writing
from qa.index.syncing import sync_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.node_parser import NodeParser

    from qa.articles import ArticleReader
    from qa.index.changes import SyncProgress, SyncReport
    from qa.index.health import Health
    from qa.index.storage import ChromaServer
    from qa.index.storage.manifest import Fingerprint
    from qa.index.storage.store import Store

__all__ = ["Index", "forget_everything", "home_bytes"]


class Index:
    """The index of one folder, which need not exist yet: make, read, check and delete it.

    Example:
        index = Index(Path("path/to/articles"), settings.home)
        index.sync(reader=reader, parser=parser, embed_model=model, fingerprint=fingerprint)
        with index.open(fingerprint) as opened, opened.snapshot() as view:
            view.keyword("treaty", 5)

    Args:
        folder: The folder of articles; nothing in it is ever changed.
        home: The folder that holds everything written.
        server: The Chroma server that holds the index, unless it lies in ``home``.

    Attributes:
        location: The real path of the folder of articles, and what is kept on this machine.
    """

    def __init__(self, folder: Path, home: Path, server: ChromaServer | None = None) -> None:
        self.location = Location.of(folder, home)
        self._home = home
        self._server = server

    @cached_property
    def store(self) -> Store:
        """The object that reads and writes the stored index.

        Raises:
            ConfigurationError: The address is not valid.
            ServerError: The server does not answer.
        """
        return open_store(self.location, self._server)

    def exists(self) -> bool:
        """Return whether the folder has an index, even a damaged one."""
        return self.store.exists()

    def open(self, fingerprint: Fingerprint) -> IndexReader:
        """Open the index for questions.

        Args:
            fingerprint: What the vectors of the questions are made with.

        Raises:
            MissingIndexError: The folder has not been indexed.
            IndexMismatchError: It was indexed with another model or other settings.
            DamagedIndexError: The index cannot be read.
            ServerError: The server does not answer.
        """
        opened = IndexReader(self.store, fingerprint)
        opened.snapshot().close()
        return opened

    def sync(
        self,
        *,
        reader: ArticleReader,
        parser: NodeParser,
        embed_model: BaseEmbedding,
        fingerprint: Fingerprint,
        progress: SyncProgress | None = None,
        rebuild: bool = False,
        join: bool = False,
    ) -> SyncReport:
        """Bring the index up to date with the folder.

        A file whose size and time have not changed is not opened, and a text that is already
        indexed is not embedded again. A damaged index is rebuilt from the articles. Until that is
        done, the old one answers as far as it can.

        Args:
            reader: Reads the folder's files.
            parser: Cuts articles into passages.
            embed_model: Embeds passages.
            fingerprint: Says what ``parser`` and ``embed_model`` are.
            progress: Is called with the progress.
            rebuild: Make a new generation even if the old one is sound.
            join: Share the work with other machines that do this at the same time; the index is on
                a Chroma server.

        Returns:
            What was found and done.

        Raises:
            FolderError: There is no such folder.
            NothingReadableError: It holds no article, and no article was indexed before.
            IndexLockedError: Another process is writing this index.
            IndexMismatchError: The index was made with other settings, and ``rebuild`` is False.
            StorageError: The disk is full or a permission is missing; the earlier state is kept.
            ServerError: The server does not answer; the earlier state is kept.
            ConfigurationError: ``join`` is True, and the index is not on a server.
        """
        sync = sync_together if join else sync_store
        return sync(
            self.store,
            reader=reader,
            parser=parser,
            embed_model=embed_model,
            fingerprint=fingerprint,
            progress=progress,
            rebuild=rebuild,
        )

    def check(self, progress: Callable[[str], None] | None = None) -> Health:
        """Check the index in full, in a process of its own; nothing is changed.

        No other process can write the index meanwhile; questions are answered as usual.

        Args:
            progress: Is called with what is being checked.

        Raises:
            MissingIndexError: The folder has not been indexed.
            IndexLockedError: Another process is writing the index.
            ServerError: The server does not answer.
        """
        return check_health(self.store, self._home, self._server, progress)

    def forget(self) -> list[Path]:
        """Delete the index; the folder of articles, which may be gone, is not touched.

        Returns:
            Files in the index's folder that this program has not written; they were left there.

        Raises:
            MissingIndexError: Nothing is stored of the folder.
            IndexLockedError: Another process is writing the index.
            StorageError: Something could not be deleted.
            ServerError: The server does not answer.
        """
        if not self.is_stored():
            raise self.location.missing()
        with self.store.writing():
            self.store.forget()
        return others(self.location.root, INDEX)

    def is_stored(self) -> bool:
        """Return whether there is an index, or what is left of one."""
        return self.exists() or bool(written(self.location.root, INDEX))

    def stored_bytes(self) -> int:
        """Return how many bytes the index takes on this machine; 0 if there is none."""
        return _bytes(written(self.location.root, INDEX))


def forget_everything(home: Path) -> list[Path]:
    """Delete what this program has written in a home: indexes, conversations, feedback and so on.

    Indexes on a Chroma server stay there.

    Returns:
        Files in the home that this program has not written; they were left there.

    Raises:
        IndexLockedError: Another process is writing an index; nothing has been deleted.
        StorageError: Something could not be deleted.
    """
    with contextlib.ExitStack() as locks:
        for root in _index_folders(home):
            locks.enter_context(writing(Location(root, root)))
        try:
            delete_written(home, HOME)
        except OSError as error:
            raise StorageError(
                f"Not everything in {home} could be deleted: {error}.",
                hint="Correct the permissions there, then: qa forget --all",
            ) from error
    return others(home, HOME)


def home_bytes(home: Path) -> int:
    """Return how many bytes in a home this program has written."""
    return _bytes(written(home, HOME))


def _index_folders(home: Path) -> list[Path]:
    folders = (home / "indexes").glob("*")
    return [path for path in folders if path.is_dir() and re.fullmatch(FOLDER_NAME, path.name)]


def _bytes(paths: list[Path]) -> int:
    files = (file for path in paths for file in [path, *path.rglob("*")])
    return sum(file.stat().st_size for file in files if file.is_file())
