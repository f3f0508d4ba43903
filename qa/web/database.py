"""The SQLite file in which the chat stores conversations and feedback."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING

from qa.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Database"]

_VERSION = 2
_WAIT_SECONDS = 5.0
_SCHEMA = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    updated TEXT NOT NULL
);
CREATE INDEX conversations_of ON conversations (folder, owner, updated);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    scope TEXT NOT NULL,
    asked TEXT NOT NULL
);
CREATE INDEX turns_of ON turns (conversation, id);
CREATE TABLE feedback (
    turn INTEGER PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
    verdict INTEGER NOT NULL CHECK (verdict IN (-1, 1)),
    comment TEXT NOT NULL,
    given TEXT NOT NULL
);
"""


class Database:
    """Opens a connection for each piece of work, so that any thread may use it.

    Args:
        path: The file; it is created when it is first needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.contextmanager
    def work(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction: either all changes are stored, or none.

        Raises:
            StorageError: The file cannot be opened, read or written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(self._connect()) as connection:
                self._prepare(connection)
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise StorageError(
                f"Conversations cannot be kept in {self._path}: {error}.",
                hint="Make room or mend its permissions; move a damaged file out of the way.",
            ) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # With a write-ahead log no crash damages the file; a power failure may cost the last turn.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == _VERSION:
            return
        if version > _VERSION:
            raise StorageError(
                f"{self._path} was written by a newer version of qa.", hint="Upgrade qa."
            )
        # One process creates the tables; the others wait for its lock and then find the tables
        # there.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
        elif version == 1:
            _give_notices_a_kind(connection)
        if version < _VERSION:
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.commit()


def _give_notices_a_kind(connection: sqlite3.Connection) -> None:
    """Update stored answers from version 1, whose notices were plain sentences, to version 2."""
    rows = connection.execute("SELECT id, answer FROM turns").fetchall()
    for row in rows:
        answer = json.loads(row["answer"])
        answer["notices"] = [{"kind": "note", "text": text} for text in answer["notices"]]
        connection.execute(
            "UPDATE turns SET answer = ? WHERE id = ?", (json.dumps(answer), row["id"])
        )
