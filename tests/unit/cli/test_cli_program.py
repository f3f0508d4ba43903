from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

Run = Callable[..., Any]


def program(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )


def test_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"qa {version('qa')}\n"
    assert program("--version").stdout == f"qa {version('qa')}\n"


def test_commands_are_listed(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in ("ask", "index", "search", "status"):
        assert f" {command} " in ran.out
    assert "--install-completion" in ran.out
    assert "..." not in ran.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "usage"), [("index", "[DIR]"), ("forget", "[DIR]"), ("eval", "[FILE]")]
)
def test_usage_shows_an_argument_that_may_be_left_out_in_brackets(
    command: str, usage: str, run: Run
) -> None:
    assert run(command, "--help").lines[0] == f"Usage: qa {command} [OPTIONS] {usage}"


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from qa.cli import main\n"
        f"sys.argv = ['qa', *{arguments!r}]\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print('\\nloaded:', *sorted(sys.modules))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    loaded = {name.partition(".")[0] for name in ran.stdout.partition("loaded:")[2].split()}
    assert "qa" in loaded
    assert not loaded & {
        "llama_index",
        "chromadb",
        "gradio",
        "numpy",
        "onnxruntime",
        "pydantic_settings",
        "tantivy",
        "trafilatura",
    }


def test_reader_of_a_pipe_may_leave_early() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "qa", "--help"],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert ran.stderr == ""
