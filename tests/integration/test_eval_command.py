from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from qa.cli import app
from qa.errors import ConfigurationError, GoldSetError
from qa.evaluation import read_report

STORY = (
    "The bridge over the Orne opened in May 1932. It was built by Dorman Long.\n\n"
    "The mayor, Ada Grey, cut the ribbon before two thousand guests."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "bridge.txt").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows: list[dict[str, Any]] = [
        {
            "id": "opened",
            "question": "When did the bridge over the Orne open?",
            "answers": ["May 1932"],
            "evidence": [
                {"path": "bridge.txt", "quote": "The bridge over the Orne opened in May 1932."}
            ],
        },
        {"id": "off", "question": "What is the square root of 144?"},
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def qa(home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("QA_HOME", str(home))

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["eval", *map(str, arguments)])

    return run


def test_own_questions_on_an_own_folder(qa: Any, folder: Path, gold: Path, tmp_path: Path) -> None:
    output = tmp_path / "report"
    first = qa(gold, "--folder", folder, "--output", output)
    assert first.exit_code == 0, first.output
    assert "F1, all questions" in first.stdout
    report = read_report(output)
    assert {record.gold.id for record in report.records} == {"opened", "off"}
    answered = next(record for record in report.records if record.gold.id == "opened")
    assert answered.answer == "May 1932"
    assert all(each.verbatim and each.right for each in answered.citations)
    assert sorted(file.name for file in output.iterdir()) == ["report.html", "report.json"]

    again = qa(gold, "--folder", folder, "--compare", output, "--fail-under", "f1=1")
    assert "2 questions asked in both: all as before" in again.stdout
    assert again.exit_code == (0 if report.value("f1") == 1 else 1)


def test_a_bound_that_is_not_kept_is_told(qa: Any, folder: Path, gold: Path) -> None:
    lines = gold.read_text(encoding="utf-8").replace("May 1932", "two thousand", 1)
    gold.write_text(lines, encoding="utf-8")
    result = qa(gold, "--folder", folder, "--fail-under", "answerable_f1=0.9", "--limit", "2")
    assert result.exit_code == 1
    assert "answerable_f1 is 0.000, under 0.9" in result.stderr


def test_squad_brings_its_own_articles(qa: Any, folder: Path, home: Path, tmp_path: Path) -> None:
    answer = {"text": "Dorman Long", "answer_start": STORY.index("Dorman Long")}
    row = {"id": "q", "question": "Who built the bridge?", "answers": [answer]}
    entry = {"title": "Orne bridge", "paragraphs": [{"context": STORY, "qas": [row]}]}
    file = tmp_path / "dev.json.gz"
    file.write_bytes(gzip.compress(json.dumps({"data": [entry]}).encode()))
    result = qa(file)
    assert result.exit_code == 0, result.output
    (written,) = (home / "evaluation").glob("*/*.txt")
    assert written.read_text(encoding="utf-8") == STORY
    refused = qa(file, "--folder", folder)
    assert isinstance(refused.exception, ConfigurationError)


def test_a_starter_is_written_once_and_loads(qa: Any, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    assert qa("--init", file, "--folder", folder).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert "bridge.txt" in text
    result = qa(file)
    assert result.exit_code == 0
    assert f"asking the folder {folder}\n" in result.stderr
    assert isinstance(qa("--init", file, "--folder", folder).exception, ConfigurationError)
    assert file.read_text(encoding="utf-8") == text


def test_an_option_wins_over_the_folder_of_the_file_and_the_file_over_a_setting(
    qa: Any, folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "tower.txt").write_text("The tower has 300 steps.", encoding="utf-8")
    named = json.dumps({"folder": folder.as_posix()})
    gold.write_text(f"{named}\n{gold.read_text(encoding='utf-8')}", encoding="utf-8")

    monkeypatch.setenv("QA_FOLDER", str(other))
    assert qa(gold).exit_code == 0
    against = qa(gold, "--folder", other)
    assert f"asking the folder {other}\n" in against.stderr
    assert "no article has the path 'bridge.txt'" in str(against.exception)


def test_it_says_when_the_sample_articles_are_asked(qa: Any, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"question": "What is the square root of 144?"}\n', encoding="utf-8")
    assert "asking the two sample articles" in qa(file).stderr


def test_what_comes_before_a_follow_up_is_refused_as_a_user_would_see_it(
    seeds_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The articles name the French minister alone. A user gets no name for the German one, so that
    # "she" is nobody whose speech the articles report.
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    row = {
        "question": "Where did she speak?",
        "answerable": False,
        "history": ["Who is the German defence minister?"],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["eval", str(file), "--output", str(tmp_path)])
    assert result.exit_code == 0, result.output
    (record,) = read_report(tmp_path).records
    assert record.refused


def test_what_is_wrong_is_said_before_anything_is_asked(
    qa: Any, folder: Path, gold: Path, tmp_path: Path
) -> None:
    assert isinstance(qa("--folder", folder).exception, ConfigurationError)
    assert isinstance(qa(gold, "--fail-under", "f3=1").exception, ConfigurationError)
    assert isinstance(qa(gold, "--compare", tmp_path / "none.json").exception, GoldSetError)
    moved = tmp_path / "moved.jsonl"
    moved.write_text(gold.read_text(encoding="utf-8").replace("bridge.txt", "x.txt"), "utf-8")
    failed = qa(moved, "--folder", folder)
    assert "no article has the path 'x.txt'" in str(failed.exception)
