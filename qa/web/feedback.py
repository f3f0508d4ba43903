"""Thumbs as gold rows: an answer that users found right becomes a question for `qa eval`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.web.database import Database

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

__all__ = ["Feedback", "read_feedback"]

_HEAD = """\
# Questions and answers that users of the chat judged; `qa eval` reads this file as it stands.
# Thumbs down stand as comments: write the right answers in, and take the # away.
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The thumbs that users gave about one folder.

    Attributes:
        up: Gold rows of the answers found good, in the order in which they were asked. An answer
            that was stopped before it had any text is left out, since it has nothing to check.
        down: Rows of the answers found bad, without answers, each with its comment.
    """

    up: tuple[dict[str, Any], ...]
    down: tuple[tuple[dict[str, Any], str], ...]

    def gold(self) -> str:
        """Return a gold file: a JSON row a line."""
        lines = [_HEAD.rstrip("\n")]
        lines += [_json(row) for row in self.up]
        for row, comment in self.down:
            lines += [f"# bad answer{f': {comment}' if comment else ''}", f"# {_json(row)}"]
        return "\n".join(lines) + "\n"


def read_feedback(path: Path, folder: str) -> Feedback:
    """Read the thumbs of all users about a folder.

    Args:
        path: The SQLite file of the conversations.
        folder: Real path of the folder of articles.

    Raises:
        StorageError: The file cannot be read.
    """
    with Database(path).work() as connection:
        rows = connection.execute(
            "SELECT turns.id, conversation, answer, verdict, comment FROM feedback"
            " JOIN turns ON turns.id = feedback.turn"
            " JOIN conversations ON conversations.id = conversation"
            " WHERE folder = ? ORDER BY turns.id",
            (folder,),
        ).fetchall()
        judged = [(_gold_row(connection, row), row["verdict"], row["comment"]) for row in rows]
    return Feedback(
        tuple(row for row, verdict, _ in judged if verdict > 0 and _says_something(row)),
        tuple(
            (row | {"answers": [], "evidence": []}, " ".join(comment.split()))
            for row, verdict, comment in judged
            if verdict < 0
        ),
    )


def _gold_row(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    answer = json.loads(row["answer"])
    earlier = connection.execute(
        "SELECT question FROM turns WHERE conversation = ? AND id < ? ORDER BY id",
        (row["conversation"], row["id"]),
    ).fetchall()
    return {
        "id": f"feedback-{row['id']}",
        "question": answer["question"],
        "answers": [] if answer["refused"] else [answer["text"]],
        "answerable": not answer["refused"],
        "evidence": [
            {"path": citation["path"], "quote": citation["quote"]}
            for citation in answer["citations"]
        ],
        "kind": "feedback",
        "history": [turn["question"] for turn in earlier],
    }


def _says_something(row: dict[str, Any]) -> bool:
    return not row["answerable"] or any(answer.strip() for answer in row["answers"])


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode()
