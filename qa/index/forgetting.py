"""Deleting what is stored of a folder, or of all folders."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from qa.errors import StorageError
from qa.home import FOLDER_NAME, HOME, INDEX, delete_written, others, written
from qa.index.places import open_store
from qa.index.storage.location import Location
from qa.index.storage.lock import writing

if TYPE_CHECKING:
    from pathlib import Path

    from qa.index.places import ChromaServer

__all__ = ["forget", "forget_everything", "home_bytes", "stored_bytes"]


def stored_bytes(folder: Path, *, home: Path) -> int:
    """Return how many bytes the index of a folder takes on this machine; 0 where there is none."""
    return _bytes(written(Location.of(folder, home).root, INDEX))


def forget(folder: Path, *, home: Path, server: ChromaServer | None = None) -> list[Path]:
    """Delete the index of a folder; the folder itself, which may be gone, is not touched.

    Args:
        folder: The folder of articles.
        home: The folder that holds everything written.
        server: Where the index is, unless it lies in ``home``.

    Returns:
        What lies in the index's folder and was left, since this program has not written it.

    Raises:
        MissingIndexError: Nothing is stored of it.
        IndexLockedError: Another process is writing the index.
        StorageError: Something could not be deleted.
        ServerError: The server does not answer.
    """
    store = open_store(folder, home, server)
    root = store.location.root
    if not (store.exists() or written(root, INDEX)):
        raise store.location.missing()
    with store.writing():
        store.forget()
    return others(root, INDEX)


def forget_everything(home: Path) -> list[Path]:
    """Delete what this program has written in a home: indexes, conversations, feedback and so on.

    Indexes on a Chroma server stay there.

    Returns:
        What lies in the home and was left, since this program has not written it.

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
