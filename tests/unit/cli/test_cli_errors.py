from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from questions import WHERE

from qa import Assistant
from qa.errors import QAError

Run = Callable[..., Any]
WHEN = "When will the US military presence in Afghanistan cease?"


def complaint(ran: Any) -> str:
    """The one line that says what is wrong; a second one says what to do."""
    lines = [line for line in ran.err.splitlines() if "sample articles" not in line]
    assert len(lines) == 2, ran.err
    assert lines[0].startswith("qa: ")
    assert lines[1].startswith("    ")
    assert lines[1].strip()
    assert ran.out == ""
    return str(ran.err)


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "\x1b\x07"])
def test_empty_question_exits_with_2(question: str, run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", question)
    assert ran.code == 2
    assert "empty" in complaint(ran)


def test_question_of_a_megabyte_exits_with_2_in_a_line(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", "why? " * 200_000)
    assert ran.code == 2
    assert len(complaint(ran)) < 300


def test_missing_folder_exits_with_2(run: Run, tmp_path: Path) -> None:
    for command in (["ask", WHERE, "--folder"], ["index"]):
        ran = run(*command, str(tmp_path / "absent"))
        assert ran.code == 2
        assert "absent" in complaint(ran)


def test_folder_without_articles_exits_with_1(run: Run, light: None, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("ask", WHERE, "--folder", str(empty))
    assert ran.code == 1
    assert "no article" in complaint(ran)


def test_status_of_a_folder_without_an_index_names_the_command(run: Run, folder: Path) -> None:
    ran = run("status", "--folder", str(folder))
    assert ran.code == 1
    assert f"qa index {shlex.quote(str(folder))}" in complaint(ran)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--since", "yesterday", "yesterday"), ("--article", "absent.txt", "absent.txt")],
)
def test_filter_that_fits_nothing_exits_with_2(
    option: str, value: str, told: str, run: Run, at_seeds: Assistant
) -> None:
    ran = run("ask", WHEN, option, value)
    assert ran.code == 2
    assert told in complaint(ran)


def test_article_that_is_not_known_names_the_command_that_lists_them(
    run: Run, light: None, folder: Path
) -> None:
    run("index", str(folder))
    ran = run("ask", WHERE, "--folder", str(folder), "--article", "absent.txt")
    program, *arguments = shlex.split(complaint(ran).rpartition(": ")[2])
    assert [program, *arguments] == ["qa", "status", str(folder)]
    assert "treaty.txt" in run(*arguments).out


@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_stands_beside_a_quoted_question_exits_with_2(command: str, run: Run) -> None:
    ran = run(command, WHEN, "./articles")
    assert ran.code == 2
    assert "quotation marks" in complaint(ran)
    assert "--folder DIR" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["asks", WHEN], ["ask", WHEN, "--fodler", "x"], ["search", "x", "-k", "0"]],
)
def test_bad_usage_exits_with_2(arguments: list[str], run: Run) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_misspelt_setting_exits_with_2_and_names_the_right_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_FODLER", "x")
    ran = run("ask", WHEN)
    assert ran.code == 2
    assert "QA_FOLDER" in complaint(ran)
    monkeypatch.delenv("QA_FODLER")
    Path("qa.toml").write_text("raed = 3\n", encoding="utf-8")
    ran = run("status")
    assert ran.code == 2
    assert "Did you mean read?" in complaint(ran)


def test_damaged_index_exits_with_1_and_names_the_command(
    run: Run, light: None, folder: Path
) -> None:
    run("index", str(folder))
    (manifest,) = Path(os.environ["QA_HOME"]).glob("indexes/*/gen-*/manifest.json")
    manifest.write_text("{", encoding="utf-8")
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    assert "damaged" in complaint(ran)
    command = ran.err.strip().rpartition("qa index ")[2]
    assert shlex.split(command) == ["--rebuild", str(folder)]
    assert run("index", *shlex.split(command)).code == 0
    assert run("ask", WHERE, "--folder", str(folder)).code in {0, 3}


def test_index_made_with_another_model_exits_with_1_and_names_the_command(
    run: Run, light: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", str(folder))
    monkeypatch.delenv("QA_EMBEDDING")
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    assert "--rebuild" in complaint(ran)


def test_home_that_cannot_be_written_exits_with_1(
    run: Run, light: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("QA_HOME", str(file / "home"))
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    complaint(ran)


def test_error_with_its_own_exit_code_and_hint_is_told_as_it_is(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise QAError("It broke\x1b[2J\nbadly.", hint="Mend it.")

    monkeypatch.setattr(Assistant, "stream", fail)
    ran = run("ask", WHEN)
    assert ran.code == 1
    assert "It broke\ufffd[2J badly." in complaint(ran)


def test_unexpected_error_is_told_in_a_line_and_kept_for_a_report(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things: \ud800")

    monkeypatch.setattr(Assistant, "stream", fail)
    monkeypatch.setenv("QA_HOME", str(at_seeds.status().index.partition("/indexes/")[0]))
    ran = run("ask", WHEN)
    assert ran.code == 1
    assert "of all things" in complaint(ran)
    log = Path(os.environ["QA_HOME"]) / "logs" / "errors.log"
    assert str(log) in ran.err
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_interrupted_command_ends_without_a_traceback(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "stream", interrupt)
    assert run("ask", WHEN).code not in {0, 2, 3}
