"""The README says what is: its settings, commands and examples are checked against the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from pydantic_core import PydanticUndefined

from qa.cli import app
from qa.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app)


def settings_table() -> str:
    lines = ["| variable | default | what it sets |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if default is PydanticUndefined or default is None or default == "":
            default = ""
        lines.append(f"| `QA_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def test_every_setting_is_listed_with_its_default() -> None:
    assert settings_table() in README, f"put this into README.md:\n\n{settings_table()}"


@pytest.mark.parametrize("name", sorted(COMMANDS.commands))  # type: ignore[attr-defined]
def test_every_command_is_told(name: str) -> None:
    assert f"`qa {name}" in README


def test_every_command_shown_parses() -> None:
    shown = re.findall(r"^ {4}(?:pip install uv && )?(?:uv run )?qa ([^\n#]+)$", README, re.M)
    assert shown
    for line in shown:
        name, *arguments = shlex.split(line)
        command = COMMANDS.commands[name]  # type: ignore[attr-defined]
        command.make_context(name, arguments, resilient_parsing=False)


def test_the_two_first_commands_are_these() -> None:
    first = re.findall(r"^ {4}(.+)$", README, re.M)[:2]
    assert first == [
        'pip install uv && uv run qa ask "When does the Afghanistan withdrawal end?"',
        "pip install uv && uv run pytest",
    ]


def test_the_python_example_runs(
    seeds_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    example = re.search(r"```python\n(from qa import Assistant.+?)```", README, re.S)
    assert example
    code = example[1].replace("path/to/articles", str(ROOT / "seeds" / "articles"))
    exec(compile(code, "README.md", "exec"), {})
    assert "The United States and France" in capsys.readouterr().out
