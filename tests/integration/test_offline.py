from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from loopback import REACHED_OUT, LoopbackOnly, ReachedOut, expected

from qa import Assistant

ROOT = Path(__file__).parents[2]
QUESTION = "When will the US military presence in Afghanistan cease?"
OUTSIDE = "192.0.2.1"  # RFC 5737: an address for documentation, nobody's


def without_network() -> list[str]:
    """The command that takes the network away from another, where the system has such a one."""
    command = ["unshare", "--map-root-user", "--net"]  # Linux, if it lets users have namespaces
    if not shutil.which("unshare"):
        return []
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else []


def run_guarded(
    *command: str, prefix: Sequence[str] = (), folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a module as a program that may open no socket outside loopback, with a key set."""
    environment = {
        **os.environ,
        "OPENAI_API_KEY": "x",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(ROOT))),
    }
    return subprocess.run(
        [*prefix, sys.executable, "-m", "loopback", *command],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_fresh_machine_answers_without_a_network_and_with_a_key_set(seeds: Assistant) -> None:
    ran = run_guarded("qa", "ask", "--json", QUESTION, prefix=without_network())
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["text"] == "August 31"
    assert told == seeds.ask(QUESTION).to_dict()


def test_program_that_reaches_out_is_found_out_even_where_it_hides_the_error(
    tmp_path: Path,
) -> None:
    (tmp_path / "phones_home.py").write_text(
        "import contextlib, socket\n"
        "with contextlib.suppress(Exception):\n"
        f"    socket.create_connection(({OUTSIDE!r}, 80), timeout=0.1)\n"
    )
    ran = run_guarded("phones_home", folder=tmp_path)
    assert ran.returncode == REACHED_OUT
    assert OUTSIDE in ran.stderr


def test_tests_themselves_cannot_reach_out(loopback: LoopbackOnly) -> None:
    with expected(loopback):
        with pytest.raises(ReachedOut), socket.socket() as stream:
            stream.connect((OUTSIDE, 80))
        with pytest.raises(ReachedOut), socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            datagrams.sendto(b"x", (OUTSIDE, 53))
        with pytest.raises(ReachedOut):
            socket.getaddrinfo("example.org", 80)


def test_tests_can_talk_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port)).close()
