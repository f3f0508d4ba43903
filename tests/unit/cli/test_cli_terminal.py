from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from questions import WHERE

from qa import Assistant
from qa.cli.console import printable

Run = Callable[..., Any]
# A terminal command of each kind, a mark that turns the direction of writing, and a bell.
HOSTILE = "\x1b[31m \x1b[2J \x1b]0;owned\x07 \x9b31m \x90q\x9c \u202e \u2066 \x07 \x08"
BANNED = "\x1b\x07\x08\x90\x9b\x9c\u202e\u2066"


@pytest.fixture
def hostile(folder: Path, light: None) -> Path:
    text = f"Vienna {HOSTILE} treaty\n\nThe treaty was signed in Vienna {HOSTILE} in 1961. It held."
    (folder / "treaty.txt").unlink()
    (folder / "treaty\x1b[2J\u202e.txt").write_text(text, encoding="utf-8")
    (folder / "cat\x1b[2J.jpg").write_bytes(b"\xff\xd8")
    return folder


@pytest.mark.parametrize("colour", [False, True])
def test_terminal_commands_in_articles_and_names_never_reach_a_terminal(
    colour: bool, run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colour:
        monkeypatch.delenv("NO_COLOR")
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")
    at = ["--folder", str(hostile)]
    runs = [
        run("index", str(hostile)),
        run("ask", WHERE, *at),
        run("ask", f"Where {HOSTILE} was the treaty signed?", *at),
        run("ask", WHERE, "--json", *at),
        run("search", "treaty", *at),
        run("search", "treaty", "--json", *at),
        run("status", *at),
        run("status", "--json", *at),
        run("ask", WHERE, "--article", f"absent{HOSTILE}", *at),
    ]
    told = "".join(ran.out + ran.err for ran in runs)
    assert "Vienna" in told
    assert "cat" in told
    ours = "\x1b" if colour else ""
    assert ("\x1b" in told) == colour
    assert not set(told) & (set(BANNED) - set(ours))
    for sequence in ("\x1b[2J", "\x1b]0;", "\x1b]8;"):
        assert sequence not in told


def test_printable_keeps_letters_of_all_scripts_lines_and_tabs() -> None:
    kept = "Ünïcödé “quotes” — Привет 阿富汗 مرحبا 👍\n\ttab"
    assert printable(kept) == kept
    assert set(printable(HOSTILE)) & set(BANNED) == set()
    assert printable("\ud800").encode() == b"?"


def test_terminal_that_knows_only_ascii_gets_the_answer_all_the_same(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run("ask", "How did Semelroth describe the roadmap?").code in {0, 3}
    terminal.seek(0)
    assert "?a statement of intent" in terminal.read()
