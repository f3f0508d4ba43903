from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers import Answer, Notice, NoticeKind
from qa.errors import StorageError
from qa.web.conversations import Conversations
from qa.web.records import Scope

SCOPE = Scope(2, ("The bridge",), "1932-01-01", None)


def test_what_was_said_is_there_after_a_restart(
    conversations: Conversations, tmp_path: Path, answer: Answer
) -> None:
    identity, turn_id = conversations.add(None, answer, SCOPE)
    again = Conversations(tmp_path / "chat.sqlite", "/articles")
    (turn,) = again.turns(identity)
    assert (turn.id, turn.question, turn.answer, turn.scope) == (
        turn_id,
        answer.question,
        answer,
        SCOPE,
    )
    assert [one.name for one in again.search()] == [answer.question]


def test_users_and_folders_do_not_see_or_touch_each_other(
    conversations: Conversations, tmp_path: Path, answer: Answer
) -> None:
    identity, turn_id = conversations.of("anna").add(None, answer, SCOPE)
    for other in (
        conversations.of("bert"),
        Conversations(tmp_path / "chat.sqlite", "/elsewhere", "anna"),
    ):
        assert other.search() == ()
        assert other.get(identity) is None
        assert other.turns(identity) == ()
        other.rename(identity, "mine")
        other.judge(turn_id, -1)
        other.replace(turn_id, replace(answer, text="changed"), SCOPE)
        other.remove(turn_id)
        other.delete(identity)
        elsewhere, _ = other.add(identity, answer, SCOPE)
        assert elsewhere != identity
    (turn,) = conversations.of("anna").turns(identity)
    assert (turn.answer, turn.verdict) == (answer, None)


def test_search_finds_all_words_in_name_question_or_answer(
    conversations: Conversations, answer: Answer
) -> None:
    bridge, _ = conversations.add(None, answer, SCOPE)
    boat, _ = conversations.add(None, replace(answer, question="Who sank?", text="100%"), SCOPE)
    conversations.rename(boat, "Boats_of old")
    found = {words: [one.id for one in conversations.search(words)] for words in QUERIES}
    assert found == {
        "": [boat, bridge],
        "bridge OPENED": [bridge],
        "1932": [bridge],
        "old sank": [boat],
        "100%": [boat],
        "s_o": [boat],
        "e%o": [],
        "bridge sank": [],
    }


QUERIES = ("", "bridge OPENED", "1932", "old sank", "100%", "s_o", "e%o", "bridge sank")


def test_the_conversation_used_last_comes_first(
    conversations: Conversations, answer: Answer
) -> None:
    first, _ = conversations.add(None, answer, SCOPE)
    second, _ = conversations.add(None, answer, SCOPE)
    assert [one.id for one in conversations.search()] == [second, first]
    conversations.add(first, answer, SCOPE)
    assert [one.id for one in conversations.search()] == [first, second]


def test_another_answer_in_a_turns_place_loses_its_thumb(
    conversations: Conversations, answer: Answer, refusal: Answer
) -> None:
    identity, turn_id = conversations.add(None, answer, SCOPE)
    conversations.judge(turn_id, 1, " fine ")
    (turn,) = conversations.turns(identity)
    assert (turn.verdict, turn.comment) == (1, "fine")
    conversations.replace(turn_id, refusal, Scope(2))
    (turn,) = conversations.turns(identity)
    assert (turn.id, turn.question, turn.answer) == (turn_id, refusal.question, refusal)
    assert (turn.verdict, turn.comment) == (None, "")


def test_deleting_a_conversation_deletes_all_of_it(
    conversations: Conversations, tmp_path: Path, answer: Answer
) -> None:
    identity, turn_id = conversations.add(None, answer, SCOPE)
    conversations.judge(turn_id, 1, "secret comment")
    conversations.delete(identity)
    assert conversations.search() == ()
    assert conversations.turns(identity) == ()
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        for table in ("conversations", "turns", "feedback"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    connection.close()


def test_a_long_name_is_cut_and_an_empty_one_refused(
    conversations: Conversations, answer: Answer
) -> None:
    identity, _ = conversations.add(None, replace(answer, question="word " * 100), SCOPE)
    (one,) = conversations.search()
    assert len(one.name) == 80
    assert one.name.endswith("…")
    conversations.rename(identity, "  ")
    assert conversations.search() == (one,)


def test_a_damaged_file_is_said_to_be_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "chat.sqlite"
    path.write_bytes(b"no database, but somebody's file" * 50)
    with pytest.raises(StorageError, match="not a database"):
        Conversations(path, "/articles").search()
    assert path.read_bytes().startswith(b"no database")


# The tables as version 1 of the file had them, and an answer as it was stored then.
VERSION_1 = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, folder TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL,
    updated TEXT NOT NULL
);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT NOT NULL, scope TEXT NOT NULL, asked TEXT NOT NULL
);
CREATE TABLE feedback (
    turn INTEGER PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
    verdict INTEGER NOT NULL CHECK (verdict IN (-1, 1)), comment TEXT NOT NULL, given TEXT NOT NULL
);
INSERT INTO conversations VALUES ('c', '/articles', '', 'Bridge', '2026-01-01T00:00:00');
INSERT INTO turns VALUES (7, 'c', 'When was it opened?', '{
    "question": "When was it opened?", "text": "3 May 1932",
    "support": [{"text": "It was opened on 3 May 1932.", "citations": [1], "supported": true}],
    "refused": false, "confidence": 0.8, "citations": [{
        "number": 1, "article_id": "a1", "title": "The bridge", "published": "1932-05-04",
        "path": "bridge.txt", "also_in": [], "page": null,
        "quote": "It was opened on 3 May 1932.", "start": 11, "end": 39, "spans": [[28, 38]]}],
    "related": [], "notices": ["The folder has changed."], "settings_hash": "0123456789abcdef",
    "standalone": "When was the bridge opened?", "prose": []
}', '{"articles": 2, "only": [], "since": null, "until": null}', '2026-01-01T00:00:00');
INSERT INTO feedback VALUES (7, 1, 'fine', '2026-01-01T00:00:00');
PRAGMA user_version = 1;
"""


def test_conversations_of_an_older_version_are_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "chat.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1)
    for _ in range(2):  # the second time nothing is left to be done
        (turn,) = Conversations(path, "/articles").turns("c")
        assert turn.answer.text == "3 May 1932"
        assert turn.answer.complete
        assert turn.answer.notices == (Notice(NoticeKind.NOTE, "The folder has changed."),)
        assert (turn.verdict, turn.comment) == (1, "fine")
        earlier = turn.answer.as_turn()
        assert (earlier.understood, earlier.answer) == (
            "When was the bridge opened?",
            "3 May 1932",
        )
        assert earlier.citations[0].quote == "It was opened on 3 May 1932."
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
