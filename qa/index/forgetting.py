"""Deleting what is stored of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.index.places import open_store
from qa.index.storage.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from qa.index.places import ChromaServer

__all__ = ["forget", "stored_bytes"]


def stored_bytes(folder: Path, *, home: Path) -> int:
    """Return how many bytes the index of a folder takes on this machine; 0 where there is none."""
    root = Location(folder, home).root
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def forget(folder: Path, *, home: Path, server: ChromaServer | None = None) -> None:
    """Delete the index of a folder; the folder itself, which may be gone, is not touched.

    Args:
        folder: The folder of articles.
        home: The folder that holds everything written.
        server: Where the index is, unless it lies in ``home``.

    Raises:
        MissingIndexError: Nothing is stored of it.
        IndexLockedError: Another process is writing the index.
        StorageError: Something could not be deleted.
        ServerError: The server does not answer.
    """
    store = open_store(folder, home, server)
    if not (store.exists() or store.location.root.is_dir()):
        raise store.location.missing()
    with store.writing():
        store.forget()
