"""Deleting what is stored of a folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from qa.index.location import Location
from qa.index.lock import writing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["forget", "stored_bytes"]


def stored_bytes(folder: Path, *, home: Path) -> int:
    """Return how many bytes the index of a folder takes; 0 where there is none."""
    root = Location(folder, home).root
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())


def forget(folder: Path, *, home: Path) -> None:
    """Delete the index of a folder; the folder itself, which may be gone, is not touched.

    Args:
        folder: The folder of articles.
        home: The folder that holds everything written.

    Raises:
        MissingIndexError: Nothing is stored of it.
        IndexLockedError: Another process is writing the index.
        StorageError: Something could not be deleted.
    """
    location = Location(folder, home)
    if not location.root.is_dir():
        raise location.missing()
    with writing(location):
        # First its name, so that whoever reads meanwhile finds no index rather than half of one.
        (location.root / "CURRENT").unlink(missing_ok=True)
        shutil.rmtree(location.root)
