from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from questions import TREATY

from qa import Assistant

Run = Callable[..., Any]


def test_status_tells_what_is_indexed_and_where(run: Run, at_seeds: Assistant) -> None:
    ran = run("status")
    status = at_seeds.status()
    assert ran.code == 0
    for told in (status.folder, status.index, status.embedding, str(status.passages)):
        assert told in ran.out
    for record in at_seeds.articles():
        assert record.path in ran.out
        assert record.title in ran.out
    assert json.loads(run("status", "--json").out) == status.to_dict()


def test_large_index_is_told_which_server_should_hold_it(
    run: Run, light: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "chroma run" not in run("index", str(folder)).err
    monkeypatch.setattr("qa.index.advice.MOST_IN_FILES", 0)
    told = f"QA_CHROMA_URL=http://localhost:8000 qa index {shlex.quote(str(folder))}"
    assert told in run("index", "--rebuild", str(folder)).err
    assert told in run("status", str(folder)).err
    assert told in json.loads(run("status", "--json", str(folder)).out)["advice"]


def test_indexing_ends_with_the_command_that_asks(run: Run, light: None, folder: Path) -> None:
    (folder / "cat.jpg").write_bytes(b"\xff\xd8")
    ran = run("index", str(folder))
    assert ran.code == 0
    assert ran.lines[0].startswith("1 file added")
    assert "cat.jpg" in ran.err
    assert "\n\n" not in ran.err
    assert not ran.err.startswith("\n")
    program, *arguments = shlex.split(ran.lines[-1])
    assert program == "qa"
    assert arguments[:3] == ["ask", "--folder", str(folder)]
    assert run(*arguments).code in {0, 3}
    again = run("index", str(folder))
    assert again.lines[0].startswith("nothing changed")
    assert run("index", "--rebuild", str(folder)).code == 0


def test_indexing_counts_the_articles_in_other_languages(
    run: Run, light: None, folder: Path
) -> None:
    assert "language" not in run("index", str(folder)).err
    words = "Der Bürgermeister eröffnete am Montag die neue Brücke über den Fluss. Sie ist lang."
    (folder / "brücke.txt").write_text(words, encoding="utf-8")
    assert "1 article is in a language that the models do not know (de: 1)" in " ".join(
        run("index", str(folder)).err.split()
    )


def test_folder_may_be_named_by_variable_or_file_and_the_option_wins(
    run: Run, light: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "harvest.txt").write_text("The wheat harvest failed twice.", encoding="utf-8")
    for name in (folder, other):
        run("index", str(name))
    Path("qa.toml").write_text(f"folder = {json.dumps(str(folder))}\n", encoding="utf-8")
    assert "treaty.txt" in run("status").out
    monkeypatch.setenv("QA_FOLDER", str(other))
    ran = run("status")
    assert "harvest.txt" in ran.out
    assert ran.err == ""
    assert "treaty.txt" in run("status", "--folder", str(folder)).out


def test_every_file_that_cannot_be_read_is_named_with_what_to_do(
    run: Run, light: None, tmp_path: Path
) -> None:
    folder = tmp_path / "unreadable"
    folder.mkdir()
    (folder / "cat.jpg").write_bytes(b"\xff\xd8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "news.csv").write_text(f"title,prose\nTreaty,{TREATY}\n", "utf-8")
    (folder / "news.jsonl").write_text(json.dumps({"prose": TREATY}) + "\n", "utf-8")
    ran = run("index", str(folder))
    assert ran.code == 1
    first, *skipped, hint = ran.err.splitlines()
    assert first.startswith("qa: ")
    assert hint.startswith("    ")
    told = dict(line.removeprefix("  skipped ").split(": ", 1) for line in skipped)
    assert list(told) == ["binary.txt", "cat.jpg", "news.csv", "news.jsonl"]
    assert told["binary.txt"] == "not a text file; remove it, or convert it to text"
    for table in ("news.csv", "news.jsonl"):
        assert "QA_TEXT_COLUMN" in told[table]
        assert "its columns are" in told[table]
    (folder / "treaty.txt").write_text(TREATY, "utf-8")
    ran = run("index", str(folder))
    assert ran.code == 0
    assert set(skipped) <= set(ran.err.splitlines())
    assert "QA_TEXT_COLUMN" in run("status", str(folder)).out
