from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def row(number: int, **changes: Any) -> str:
    plain = {
        "id": f"draft-{number}",
        "question": f"Question {number}?",
        "answers": ["Vienna"],
        "evidence": [{"path": "treaty.txt", "quote": "signed in Vienna"}],
        "kind": "place",
        "draft": True,
    }
    return json.dumps(plain | changes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "drafts.jsonl"
    confirmed = json.dumps({"id": "mine", "question": "Who?"})
    lines = ["# mine", confirmed, row(1), row(2), row(3), row(4), row(5)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def rows(file: Path) -> dict[str, dict[str, Any]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in (json.loads(line) for line in lines if line[0] == "{")}


def test_each_draft_is_kept_mended_dropped_or_left(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["k", "d", "m", "Where was it signed?", "a", "Wien | Vienna", "k", "l", "q"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))
    ran = run("eval", str(file), "--review")
    assert ran.code == 0
    assert "signed in Vienna" in ran.out
    assert "Kept 2, dropped 1, left 2." in ran.out
    assert ran.out.count("\n3 of 5, ") == 3  # shown again after each change
    found = rows(file)
    assert set(found) == {"mine", "draft-1", "draft-3", "draft-4", "draft-5"}
    assert "draft" not in found["draft-1"]
    assert (found["draft-3"]["question"], found["draft-3"]["answers"]) == (
        "Where was it signed?", ["Wien", "Vienna"]
    )  # fmt: skip
    assert found["draft-4"]["draft"] is found["draft-5"]["draft"] is True
    assert file.read_text(encoding="utf-8").startswith("# mine\n")


def test_what_was_decided_is_kept_when_the_input_ends(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("k\n"))
    assert "Kept 1, dropped 0, left 4." in run("eval", str(file), "--review").out
    assert "draft" not in rows(file)["draft-1"]


def test_answer_taken_away_makes_a_row_unanswerable(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n\nk\nq\n"))
    assert run("eval", str(file), "--review").code == 0
    kept = rows(file)["draft-1"]
    assert kept["answerable"] is False
    assert not {"answers", "evidence"} & set(kept)


def test_nothing_to_review_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text('{"question": "Who?"}\n')
    assert "holds no drafted question" in run("eval", str(tmp_path / "g.jsonl"), "--review").out
    ran = run("eval", str(tmp_path / "absent.jsonl"), "--review")
    assert (ran.code, "--draft 30" in ran.err) == (2, True)


@pytest.mark.slow  # indexes a folder
def test_drafts_are_written_and_not_scored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_EMBEDDING", "fakes:HashEmbedding")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "treaty.txt").write_text(
        "The treaty\n\nThe treaty was signed by both sides in May 1961. Ada Grey opened the new "
        "bridge on 3 June 1932.",
        encoding="utf-8",
    )
    file = tmp_path / "drafts.jsonl"
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = run("eval", str(file), "--draft", "3", "--folder", str(folder))
    assert (ran.code, "no more sentences" in ran.out) == (0, False)
    assert "--review" in ran.out
    first, *drafted = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {"folder": "articles"}
    assert len(drafted) == 3
    scored = run("eval", str(file))
    assert (scored.code, "none that was confirmed" in scored.err) == (2, True)
    again = run("eval", str(file), "--draft", "3", "--folder", str(folder))
    assert again.code == 2
    assert "left as it is" in again.err
