from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from questions import TREATY

if TYPE_CHECKING:
    from qa import Assistant


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qa` with arguments, in this process; no command may ever end in a traceback."""
    from qa.cli import main

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qa", *arguments])
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            logging.disable(logging.NOTSET)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def at_seeds(seeds: Assistant, seeds_home: Path, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """Use the home in which the sample articles are indexed."""
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    return seeds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old news"  # with a blank, for the commands that are printed
    folder.mkdir()
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return folder


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embed by hashed words: what a folder holds is found the sooner."""
    monkeypatch.setenv("QA_EMBEDDING", "fakes:HashEmbedding")
