from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scripted_llm import Reply, ScriptedModel
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


def test_settings_are_compared_and_recorded_in_one_run(
    qa: Any, folder: Path, gold: Path, tmp_path: Path
) -> None:
    output = tmp_path / "report"
    ran = qa(gold, "--folder", folder, "--set", "threshold=1", "--output", output)
    assert ran.exit_code == 0, ran.output
    assert "Settings compared" in ran.stdout
    assert "threshold=1" in ran.stdout
    varied = read_report(output / "threshold=1")
    assert varied.about.settings["threshold"] == "1.0"
    assert all(record.refused for record in varied.records)
    assert {"python", "qa", "onnxruntime"} <= set(varied.about.versions)
    page = (output / "threshold=1" / "report.html").read_text(encoding="utf-8")
    assert "threshold: 0.2 before, now 1.0" in page
    unknown = qa(gold, "--folder", folder, "--set", "treshold=1")
    assert isinstance(unknown.exception, ConfigurationError)
    assert "threshold" in unknown.exception.hint
    trend = qa("--trend", output)
    assert "2 reports" in trend.stdout
    assert (output / "trend.html").exists()


def test_other_systems_answers_and_other_programs_files(
    qa: Any, folder: Path, gold: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "opened", "answer": "May 1932"}\n', encoding="utf-8")
    junit, table = tmp_path / "q.xml", tmp_path / "q.csv"
    ran = qa(
        *(gold, "--folder", folder, "--answers", other, "--junit", junit, "--csv", table),
        *("--fail-under", "f1=1", "--fail-under", "question.exact_match=1"),
    )
    assert ran.exit_code == 0, ran.output
    assert "no answer to 1 question" in ran.stderr
    assert 'tests="2" failures="0"' in junit.read_text(encoding="utf-8")
    assert table.read_text(encoding="utf-8").count("May 1932") == 2
    both = qa(gold, "--answers", other, "--retrieval-only")
    assert isinstance(both.exception, ConfigurationError)


def test_retrieval_alone_scores_no_answer(qa: Any, folder: Path, gold: Path) -> None:
    ran = qa(gold, "--folder", folder, "--retrieval-only", "--threads", "2")
    assert ran.exit_code == 0, ran.output
    assert "Hit rate @1" in ran.stdout
    assert "Exact match" not in ran.stdout
    assert "Refusal" not in ran.stdout
    assert "left out: a follow-up, or a question without an answer" in ran.stderr
    assert "0 of 1 questions failed" in ran.stdout


def test_reader_of_the_output_that_ends_is_no_missed_bound(
    home: Path, folder: Path, gold: Path
) -> None:
    for bound, code in (("f1=0", 0), ("answerable_f1=1", 1)):
        command = [sys.executable, "-m", "qa", "eval", str(gold), "--folder", str(folder)]
        if code:
            gold.write_text(gold.read_text(encoding="utf-8").replace('"May 1932"', '"1940"', 1))
            rows = gold.read_text(encoding="utf-8").splitlines()
            first = json.loads(rows[0])
            first.pop("evidence")
            gold.write_text("\n".join([json.dumps(first), *rows[1:]]), encoding="utf-8")
        with subprocess.Popen(
            [*command, "--fail-under", bound],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"QA_HOME": str(home)},
        ) as ran:
            assert ran.stdout is not None
            ran.stdout.close()  # as `head` does when it has enough
            assert ran.wait(120) == code


@pytest.mark.parametrize("mode", ["hybrid", "alone"])
def test_prose_of_a_language_model_is_scored(
    qa: Any, folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    pieces = ["The bridge over the Orne opened in May 1932 [1]. ", "It is painted blue [1]."]
    with ScriptedModel(Reply(pieces=pieces)) as script:
        for name, value in (("URL", script.url), ("MODEL", "scripted"), ("MODE", mode)):
            monkeypatch.setenv(f"QA_LLM_{name}", value)
        monkeypatch.setenv("QA_UNSUPPORTED", "mark")
        ran = qa(gold, "--folder", folder, "--output", tmp_path / "report", "--limit", "2")
    assert ran.exit_code == 0, ran.output
    assert "Supported sentences" in ran.stdout
    report = read_report(tmp_path / "report")
    opened = next(record for record in report.records if record.gold.id == "opened")
    assert opened.prose is not None
    assert (opened.prose.sentences, opened.prose.supported) == (2, 1)
    assert opened.prose.holds_answer
    assert opened.right
    assert (opened.prose.citation_precision, opened.prose.citation_recall) == (1.0, 1.0)
    assert 0 < (opened.prose.similarity or 0) < 1


def test_language_model_judges_and_drafts(
    qa: Any, folder: Path, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lonely = qa(gold, "--folder", folder, "--judge")
    assert isinstance(lonely.exception, ConfigurationError)

    def told(asked: str) -> list[str]:
        if "Is the answer right?" in asked:
            return ["yes"]
        if "<article" in asked:
            quote = "It was built by Dorman Long."
            row = {"question": "Who was the builder?", "answer": "Dorman Long", "quote": quote}
            return [json.dumps(row)]
        return ["The bridge over the Orne opened in May 1932 [1]."]

    drafts = tmp_path / "drafts.jsonl"
    with ScriptedModel(Reply(pieces=told)) as script:
        monkeypatch.setenv("QA_LLM_URL", script.url)
        monkeypatch.setenv("QA_LLM_MODEL", "scripted")
        ran = qa(gold, "--folder", folder, "--judge")
        drafted = qa(drafts, "--folder", folder, "--draft", "2")
    assert ran.exit_code == drafted.exit_code == 0, ran.output + drafted.output
    assert "Judged right" in ran.stdout
    assert '"question": "Who was the builder?"' in drafts.read_text(encoding="utf-8")
