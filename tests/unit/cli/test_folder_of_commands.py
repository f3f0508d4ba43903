"""All commands that concern one folder take it in the same two ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from qa.cli import app

pytestmark = pytest.mark.slow  # every test runs commands over an index of its own

Run = Callable[..., Any]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
# Their argument is something else: a question, words, gold questions, a user's name.
WITH_ANOTHER_ARGUMENT = {"ask", "compare", "search", "eval", "password"}
GROUPS = {"feedback"}
OF_ONE_FOLDER = sorted(COMMANDS.keys() - WITH_ANOTHER_ARGUMENT - GROUPS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QA_EMBEDDING", "fakes:HashEmbedding")
    folder = tmp_path / "old news"
    folder.mkdir()
    (folder / "treaty.txt").write_text("The treaty was signed in Vienna in 1961.", "utf-8")
    return folder


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what would go on until it is stopped end at once, having said which folder it serves."""

    def serve(assistant: Any, *_: object, **__: object) -> None:
        typer.echo(f"serving {assistant.status().folder}")

    def changes(folder: Path, **_: object) -> list[object]:
        typer.echo(f"following {folder}")
        return []

    monkeypatch.setattr("qa.web.server.serve", serve)
    monkeypatch.setattr("watchfiles.watch", changes)


def test_commands_of_one_folder_are_these() -> None:
    assert OF_ONE_FOLDER == ["chat", "doctor", "forget", "index", "status", "timeline", "watch"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("name", OF_ONE_FOLDER)
def test_folder_is_an_argument_or_an_option(name: str, run: Run, folder: Path) -> None:
    options = {"forget": ["--yes"], "chat": ["--port", "0"]}.get(name, [])
    told = []
    for way in ([str(folder)], ["--folder", str(folder)], ["-f", str(folder)]):
        assert run("index", str(folder)).code == 0
        ran = run(name, *options, *way)
        assert ran.code == 0, ran.err
        told.append(re.sub(r"[\d.]+ s\b", "", ran.out + ran.err))
    assert told[0] == told[1] == told[2]
    assert str(folder) in told[0]
    both = run(name, *options, str(folder), "--folder", str(folder))
    assert both.code == 2
    assert "Two folders were given" in both.err


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("name", OF_ONE_FOLDER)
def test_folder_of_the_settings_is_meant_where_none_is_named(
    name: str, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"forget": ["--yes"], "chat": ["--port", "0"]}.get(name, [])
    assert run("index", str(folder)).code == 0
    named = run(name, *options, str(folder))
    assert run("index", str(folder)).code == 0
    monkeypatch.setenv("QA_FOLDER", str(folder))
    meant = run(name, *options)
    assert meant.code == 0
    assert re.sub(r"[\d.]+ s\b", "", meant.out) == re.sub(r"[\d.]+ s\b", "", named.out)
    assert "sample articles" not in meant.err


@pytest.mark.parametrize("name", sorted(WITH_ANOTHER_ARGUMENT - {"password"}))
def test_other_commands_take_it_as_an_option_alone(name: str) -> None:
    names = {parameter.name: parameter for parameter in COMMANDS[name].params}
    assert names["folder"].opts == ["--folder", "-f"]
    assert "directory" not in names
