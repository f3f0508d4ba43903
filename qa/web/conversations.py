"""Conversations and their turns, stored so that they survive a restart of the server."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from qa.answers import Answer
from qa.web.database import Database
from qa.web.records import Conversation, Scope, StoredTurn

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from qa.web.records import Thumb

__all__ = ["MOST_LISTED", "Conversations"]

_LONGEST_NAME = 80
#: The largest number of conversations that are listed at once.
MOST_LISTED = 200


class Conversations:
    """The conversations of one user about one folder; those of other users are out of reach.

    Args:
        path: The SQLite file.
        folder: Real path of the folder of articles.
        owner: The user's name; empty if nobody logs in.
        answers: Reads stored answers; made unless given, which takes milliseconds.
    """

    def __init__(
        self,
        path: Path,
        folder: str,
        owner: str = "",
        answers: TypeAdapter[Answer] | None = None,
    ) -> None:
        self._database = Database(path)
        self._path = path
        self._folder = folder
        self._owner = owner
        self._answers = answers or TypeAdapter(Answer)

    def of(self, owner: str) -> Conversations:
        """Return the conversations of another user about the same folder."""
        return Conversations(self._path, self._folder, owner, self._answers)

    def search(self, words: str = "") -> tuple[Conversation, ...]:
        """List conversations, the most recently used first; at most 200.

        Args:
            words: List only those whose name, questions or answers contain every one of these
                words.
        """
        query = "SELECT id, name, updated FROM conversations WHERE folder = ? AND owner = ?"
        values: list[str | int] = [self._folder, self._owner]
        for word in words.split():
            query += (
                " AND (name LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM turns"
                " WHERE conversation = conversations.id AND"
                " question || ' ' || json_extract(answer, '$.text') LIKE ? ESCAPE '\\'))"
            )
            values += [_containing(word)] * 2
        query += " ORDER BY updated DESC, rowid DESC LIMIT ?"
        with self._database.work() as connection:
            rows = connection.execute(query, [*values, MOST_LISTED]).fetchall()
        return tuple(Conversation(**dict(row)) for row in rows)

    def get(self, conversation_id: str | None) -> Conversation | None:
        """Return a conversation; None if there is none with this id."""
        with self._database.work() as connection:
            row = connection.execute(
                "SELECT id, name, updated FROM conversations"
                " WHERE id = ? AND folder = ? AND owner = ?",
                (conversation_id, self._folder, self._owner),
            ).fetchone()
        return Conversation(**dict(row)) if row else None

    def turns(self, conversation_id: str | None) -> tuple[StoredTurn, ...]:
        """Return a conversation's turns, oldest first; none if there is no such conversation."""
        with self._database.work() as connection:
            rows = connection.execute(
                "SELECT turns.*, verdict, comment FROM turns"
                " JOIN conversations ON conversations.id = conversation"
                " LEFT JOIN feedback ON feedback.turn = turns.id"
                " WHERE conversation = ? AND folder = ? AND owner = ? ORDER BY turns.id",
                (conversation_id, self._folder, self._owner),
            ).fetchall()
        return tuple(self._turn(row) for row in rows)

    def add(self, conversation_id: str | None, answer: Answer, scope: Scope) -> tuple[str, int]:
        """Store an answer at the end of a conversation.

        Args:
            conversation_id: The conversation to add to. None, or the id of a deleted one, begins a
                new conversation that is named after the question.
            answer: The answer, which holds its question.
            scope: What was searched.

        Returns:
            The ids of the conversation and of the turn.
        """
        kept = self.get(conversation_id)
        identity = kept.id if kept else uuid.uuid4().hex
        with self._database.work() as connection:
            if kept is None:
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                    (identity, self._folder, self._owner, _name(answer.question), _now()),
                )
            row = connection.execute(
                "INSERT INTO turns (conversation, question, answer, scope, asked)"
                " VALUES (?, ?, ?, ?, ?) RETURNING id",
                (identity, answer.question, *_as_json(answer, scope), _now()),
            ).fetchone()
            self._touch(connection, identity)
        return identity, int(row["id"])

    def replace(self, turn_id: int, answer: Answer, scope: Scope) -> None:
        """Replace a turn's question and answer; its feedback is deleted."""
        with self._database.work() as connection:
            if (conversation := self._conversation_of(connection, turn_id)) is None:
                return
            connection.execute(
                "UPDATE turns SET question = ?, answer = ?, scope = ?, asked = ? WHERE id = ?",
                (answer.question, *_as_json(answer, scope), _now(), turn_id),
            )
            connection.execute("DELETE FROM feedback WHERE turn = ?", (turn_id,))
            self._touch(connection, conversation)

    def remove(self, turn_id: int) -> None:
        """Delete a turn with its feedback."""
        with self._database.work() as connection:
            if self._conversation_of(connection, turn_id) is not None:
                connection.execute("DELETE FROM turns WHERE id = ?", (turn_id,))

    def judge(self, turn_id: int, verdict: Thumb, comment: str = "") -> None:
        """Store a thumb with its comment; None removes it."""
        with self._database.work() as connection:
            if self._conversation_of(connection, turn_id) is None:
                return
            connection.execute("DELETE FROM feedback WHERE turn = ?", (turn_id,))
            if verdict is not None:
                connection.execute(
                    "INSERT INTO feedback VALUES (?, ?, ?, ?)",
                    (turn_id, verdict, comment.strip(), _now()),
                )

    def rename(self, conversation_id: str, name: str) -> None:
        """Rename a conversation; an empty name changes nothing."""
        if not name.strip():
            return
        with self._database.work() as connection:
            connection.execute(
                "UPDATE conversations SET name = ? WHERE id = ? AND folder = ? AND owner = ?",
                (_name(name), conversation_id, self._folder, self._owner),
            )

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with its turns and their feedback."""
        with self._database.work() as connection:
            connection.execute(
                "DELETE FROM conversations WHERE id = ? AND folder = ? AND owner = ?",
                (conversation_id, self._folder, self._owner),
            )

    def _turn(self, row: sqlite3.Row) -> StoredTurn:
        scope: dict[str, Any] = json.loads(row["scope"])
        return StoredTurn(
            id=row["id"],
            question=row["question"],
            answer=self._answers.validate_json(row["answer"]),
            scope=Scope(**scope | {"only": tuple(scope["only"])}),
            asked=row["asked"],
            verdict=row["verdict"],
            comment=row["comment"] or "",
        )

    def _conversation_of(self, connection: sqlite3.Connection, turn_id: int) -> str | None:
        row = connection.execute(
            "SELECT conversation FROM turns JOIN conversations"
            " ON conversations.id = conversation WHERE turns.id = ? AND folder = ? AND owner = ?",
            (turn_id, self._folder, self._owner),
        ).fetchone()
        return row["conversation"] if row else None

    @staticmethod
    def _touch(connection: sqlite3.Connection, conversation_id: str) -> None:
        connection.execute(
            "UPDATE conversations SET updated = ? WHERE id = ?", (_now(), conversation_id)
        )


def _as_json(answer: Answer, scope: Scope) -> tuple[str, str]:
    # Escaped to ASCII, since a question or a file name may hold a lone surrogate, which UTF-8
    # cannot.
    # The passages that were read are not kept: they are many, and the page shows citations alone.
    kept = replace(answer, passages=())
    return json.dumps(kept.to_dict()), json.dumps(asdict(scope))


def _containing(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _name(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1] + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
