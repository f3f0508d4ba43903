"""Deletes the conversations about one folder, with their feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.database import Database

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["count_conversations", "forget_conversations"]


def count_conversations(path: Path, folder: str) -> int:
    """Count the conversations of all users about a folder.

    Args:
        path: The SQLite file of the conversations; it need not exist.
        folder: Real path of the folder of articles.

    Raises:
        StorageError: The file cannot be read.
    """
    if not path.exists():
        return 0
    with Database(path).work() as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM conversations WHERE folder = ?", (folder,)
        ).fetchone()
    return int(count)


def forget_conversations(path: Path, folder: str) -> None:
    """Delete the conversations of all users about a folder; arguments and errors as above."""
    if path.exists():
        with Database(path).work() as connection:
            connection.execute("DELETE FROM conversations WHERE folder = ?", (folder,))
