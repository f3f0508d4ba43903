from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from qa import Assistant, load_settings
from qa.evaluation import GoldSet, load_gold, write_articles
from qa.web.conversations import Conversations
from qa.web.records import Scope
from qa.web.server import configure_gradio

Run = Callable[..., Any]
TREATY = "The treaty was signed in Vienna in 1961. It had forty parties then."

pytestmark = pytest.mark.slow  # every test indexes articles and deletes the index


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QA_EMBEDDING", "fakes:HashEmbedding")
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return folder


def indexes(home: Path) -> list[Path]:
    return list((home / "indexes").iterdir())


def test_nothing_is_deleted_before_the_question_is_answered_with_yes(
    run: Run, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", str(folder))
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run("forget", str(folder)).code == 1
    assert len(indexes(home)) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert run("forget", str(folder)).code == 0
    assert indexes(home) == []
    assert (folder / "treaty.txt").read_text() == TREATY


def test_folder_that_was_never_indexed_is_told_without_a_question(
    run: Run, home: Path, folder: Path
) -> None:
    for yes in (["--yes"], []):
        ran = run("forget", *yes, str(folder))
        assert (ran.code, home.exists()) == (1, False)
        assert "has not been indexed" in ran.err
        assert "Delete" not in ran.out


def test_uploads_and_conversations_of_the_folder_go_with_its_index(
    run: Run, home: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "ferry.txt").write_text("The ferry leaves at noon from the old harbour.")
    for each in (folder, other):
        with Assistant.open(each) as assistant:
            assistant.uploads.mkdir(parents=True)
            (assistant.uploads / "more.txt").write_text("There is more to say about boats.")
            answer = assistant.ask("Where was the treaty signed?")
        Conversations(home / "chat.sqlite", str(each.resolve())).add(None, answer, Scope(1))
    ran = run("forget", "--yes", str(folder))
    assert ran.code == 0
    assert "the files uploaded for it" in ran.out
    assert "1 conversation about it" in ran.out
    assert len(indexes(home)) == len(list((home / "uploads").iterdir())) == 1
    assert Conversations(home / "chat.sqlite", str(folder.resolve())).search() == ()
    assert len(Conversations(home / "chat.sqlite", str(other.resolve())).search()) == 1
    assert "has not been indexed" in run("forget", str(folder)).err


def test_conversations_about_a_folder_without_an_index_can_be_deleted(
    run: Run, home: Path, folder: Path
) -> None:
    with Assistant.open(folder) as assistant:
        answer = assistant.ask("Where was the treaty signed?")
        assistant.forget()
    conversations = Conversations(home / "chat.sqlite", str(folder.resolve()))
    conversations.add(None, answer, Scope(1))
    assert run("forget", "--yes", str(folder)).code == 0
    assert conversations.search() == ()


def test_folder_that_does_not_exist_is_not_told_to_be_indexed(run: Run, tmp_path: Path) -> None:
    for command in (["status"], ["doctor"], ["forget", "--yes"]):
        ran = run(*command, str(tmp_path / "absent"))
        assert ran.code == 1
        assert f"There is no folder {tmp_path / 'absent'}" in ran.err
        assert "qa index" not in ran.err


def test_index_of_a_folder_that_is_gone_can_be_deleted(run: Run, home: Path, folder: Path) -> None:
    run("index", str(folder))
    (folder / "treaty.txt").unlink()
    folder.rmdir()
    assert run("forget", "--yes", str(folder)).code == 0
    assert indexes(home) == []


def test_without_anyone_to_answer_nothing_is_deleted_and_the_option_is_named(
    run: Run, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", str(folder))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ran = run("forget", str(folder))
    assert ran.code == 2
    assert "--yes" in ran.err
    assert "Aborted" not in ran.err
    assert len(indexes(home)) == 1


def gold_set(where: Path) -> GoldSet:
    """Questions in SQuAD's format, in gold.json, which bring the article along."""
    asked = {"id": "1", "question": "Where?", "answers": [{"text": "Vienna", "answer_start": 25}]}
    paragraph = {"context": TREATY, "qas": [asked]}
    file = where / "gold.json"
    file.write_text(json.dumps({"data": [{"title": "Treaty", "paragraphs": [paragraph]}]}))
    return load_gold(file)


def test_articles_that_gold_questions_brought_go_with_their_index(
    run: Run, home: Path, tmp_path: Path
) -> None:
    gold = gold_set(tmp_path)
    brought = home / "evaluation" / gold.digest()
    write_articles(gold, brought)
    run("index", str(brought))
    assert run("forget", "--yes", str(tmp_path / "gold.json")).code == 0
    assert not brought.exists()
    assert indexes(home) == []
    assert (tmp_path / "gold.json").exists()


def store_everything(run: Run, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write all that the program ever writes, each with the code that writes it."""
    run("index", str(folder))
    run("index", "--rebuild", str(folder))
    with Assistant.open(folder) as assistant:
        assistant.uploads.mkdir(parents=True)
        (assistant.uploads / "ferry.txt").write_text("The ferry leaves at noon.")
        assistant.sync()
        answer = assistant.ask("Where was the treaty signed?")
    Conversations(home / "chat.sqlite", str(folder)).add(None, answer, Scope(()))
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert run("password", "zoe").code == 0
    write_articles(gold_set(home.parent), home / "evaluation" / gold_set(home.parent).digest())
    configure_gradio(load_settings())
    received = home / "temporary" / hashlib.sha256(b"sent").hexdigest()
    received.mkdir()
    (received / "sent.txt").write_text("sent")
    # Gradio makes this folder when the chat starts, which would leave an event loop open here.
    (home / "temporary" / "vibe_edit_history").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Assistant, "stream", lambda *_, **__: 1 / 0)
        run("ask", "Where?", "--folder", str(folder))
    assert {path.name for path in home.iterdir()} >= {
        *("indexes", "uploads", "chat.sqlite", "users.json", "evaluation", "temporary", "logs")
    }


def test_everything_goes_when_everything_is_asked_for(
    run: Run, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_everything(run, home, folder, monkeypatch)
    ran = run("forget", "--all", "--yes")
    assert ran.code == 0
    assert ran.err == ""
    assert list(home.iterdir()) == []
    assert (folder / "treaty.txt").read_text() == TREATY
    assert "has stored nothing" in run("forget", "--all", "--yes").err


def test_files_of_the_user_in_the_home_are_left_and_named(
    run: Run, home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_everything(run, home, folder, monkeypatch)
    (root,) = indexes(home)
    generation = next(root.glob("gen-*"))
    outside = home.parent / "outside"
    outside.mkdir()
    theirs = [
        home / "thesis.txt",
        home / "chat.sqlite.backup",
        home / "photos" / "cat.jpg",
        home / "logs" / "server.log",
        home / "uploads" / "notes.txt",
        home / "temporary" / "draft.txt",
        home / "indexes" / "books" / "index.txt",
        root / "notes.txt",
        root / "gen-old" / "manifest.json",
        generation / "notes.txt",
        outside / "chroma.txt",
    ]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    link = home / "indexes" / ("0" * 16) / "gen-1" / "chroma"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    ran = run("forget", "--all", "--yes")
    assert ran.code == 0
    assert {path for path in [*home.rglob("*"), *outside.rglob("*")] if path.is_file()} == set(
        theirs
    )
    assert link.is_symlink()
    told = {line.strip() for line in ran.err.splitlines()[1:]}
    own = {path for path in theirs if path.parent in {home, root, generation}}
    folders = {"photos", "indexes/books", f"indexes/{root.name}/gen-old"}
    files = {"logs/server.log", "uploads/notes.txt", "temporary/draft.txt"}
    named = {str(path.relative_to(home)) for path in {*own, link}}
    assert told == named | folders | files


def test_files_of_the_user_beside_an_index_are_left_and_named(
    run: Run, home: Path, folder: Path
) -> None:
    run("index", str(folder))
    (root,) = indexes(home)
    (root / "notes.txt").write_text("mine")
    (root / "gen-1" / "more.txt").write_text("mine")
    ran = run("forget", "--yes", str(folder))
    assert ran.code == 0
    assert f"indexes/{root.name}/notes.txt" in ran.err
    assert {path for path in root.rglob("*") if path.is_file()} == {
        root / "notes.txt",
        root / "gen-1" / "more.txt",
    }
    assert "has not been indexed" in run("forget", "--yes", str(folder)).err
    assert run("index", str(folder)).code == 0
    assert run("index", "--rebuild", str(folder)).code == 0
    assert (root / "gen-1" / "more.txt").read_text() == "mine"


def test_files_of_the_user_beside_copied_articles_are_left(
    run: Run, home: Path, tmp_path: Path
) -> None:
    gold = gold_set(tmp_path)
    copies = home / "evaluation" / gold.digest()
    write_articles(gold, copies)
    run("index", str(copies))
    (copies / "notes.txt").write_text("mine")
    ran = run("forget", "--yes", str(tmp_path / "gold.json"))
    assert "notes.txt" in ran.err
    assert [path.name for path in copies.iterdir()] == ["notes.txt"]


def test_nothing_is_deleted_while_an_index_is_being_written(
    run: Run, home: Path, folder: Path
) -> None:
    run("index", str(folder))
    (root,) = indexes(home)
    with FileLock(root / "writer.lock"):
        ran = run("forget", "--all", "--yes")
    assert ran.code == 1
    assert "locked by process" in ran.err
    assert run("status", "--folder", str(folder)).code == 0


def test_folder_and_all_together_are_refused(run: Run, home: Path, folder: Path) -> None:
    run("index", str(folder))
    ran = run("forget", "--all", "--yes", str(folder))
    assert ran.code == 2
    assert run("status", "--folder", str(folder)).code == 0


def test_questions_without_articles_of_their_own_have_nothing_stored(
    run: Run, home: Path, tmp_path: Path
) -> None:
    row = {"id": "1", "question": "Where?", "answers": ["Vienna"], "answerable": True}
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(row | {"evidence": [], "kind": "place", "history": []}) + "\n")
    ran = run("forget", "--yes", str(file))
    assert ran.code == 2
    assert "brings no articles" in ran.err
