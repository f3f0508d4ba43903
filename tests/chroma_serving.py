"""A Chroma server as a process of its own, for tests."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

_CHROMA = Path(sys.executable).with_name("chroma")


@dataclass
class Server:
    """A Chroma server (`chroma run`) that can be killed and started again on the same files."""

    path: Path
    port: int
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(_CHROMA), "run", "--path", str(self.path), "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        pytest.fail("The Chroma server did not start.")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def chroma_server(path: Path) -> Iterator[Server]:
    """Run a Chroma server on a free port; a test is skipped if there is no `chroma` command."""
    if not _CHROMA.exists():
        pytest.skip("no `chroma` command beside this Python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(path, port)
    server.start()
    try:
        yield server
    finally:
        server.kill()
