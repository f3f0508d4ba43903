"""The walk through the Python API runs from end to end, and the README shows its heart."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow  # it asks some thirty questions


def test_walk_through_the_api_runs(
    seeds_home: Path,
    seeds: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    runpy.run_path(str(ROOT / "tests" / "walkthrough.py"), run_name="__main__")
    told = capsys.readouterr().out
    for said in (
        "31 August",
        "Where did Florence Parly speak?",
        "nothing_left: No article was asked",
        "3 of 3",
        "QuestionError",
        "ConfigurationError: k is -1",
        "has been closed",
    ):
        assert said in told, told


def test_twenty_lines_of_the_readme_run(
    seeds_home: Path,
    seeds: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(import asyncio\n\nimport qa.+?)```", readme, re.S)
    assert example
    code = example[1].replace("path/to/articles", str(ROOT / "seeds" / "articles"))
    assert len(code.strip().splitlines()) <= 20
    exec(compile(code, "README.md", "exec"), {})
    assert "QuestionError" in capsys.readouterr().out
