from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation import load_gold, write_articles

Run = Callable[..., Any]
TREATY = "The treaty was signed in Vienna in 1961. It had forty parties then."


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


def test_folder_that_was_never_indexed_is_told(run: Run, home: Path, folder: Path) -> None:
    ran = run("forget", "--yes", str(folder))
    assert (ran.code, home.exists()) == (1, False)
    assert "has not been indexed" in ran.err


def test_articles_that_gold_questions_brought_go_with_their_index(
    run: Run, home: Path, tmp_path: Path
) -> None:
    asked = {"id": "1", "question": "Where?", "answers": [{"text": "Vienna", "answer_start": 25}]}
    paragraph = {"context": TREATY, "qas": [asked]}
    file = tmp_path / "gold.json"
    file.write_text(json.dumps({"data": [{"title": "Treaty", "paragraphs": [paragraph]}]}))
    gold = load_gold(file)
    brought = home / "evaluation" / gold.digest()
    write_articles(gold, brought)
    run("index", str(brought))
    assert run("forget", "--yes", str(file)).code == 0
    assert not brought.exists()
    assert indexes(home) == []
    assert file.exists()


def test_everything_goes_when_everything_is_asked_for(run: Run, home: Path, folder: Path) -> None:
    run("index", str(folder))
    assert run("forget", "--all", "--yes").code == 0
    assert not home.exists()
    assert (folder / "treaty.txt").exists()
    assert "Nothing is stored" in run("forget", "--all", "--yes").err
