"""The chat as a process of its own, for tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

_TESTS = Path(__file__).resolve().parent
# A loaded machine may need a minute to import everything.
_START_SECONDS = 180.0


class ChatServer:
    """A running `qa chat`, kept from every address but this machine's own.

    Args:
        home: Its QA_HOME.
        arguments: Of `qa chat`.
        module: What is run in the place of `qa`.

    Attributes:
        url: Where it answers.
    """

    def __init__(self, home: Path, arguments: Sequence[str] = (), module: str = "qa") -> None:
        self.home = home
        self._arguments = arguments
        self._module = module
        self._output = home.parent / f"{home.name}.output"
        self._port = 0
        self.url = ""
        self.start()

    def start(self) -> None:
        """Start it, again with the same home and port, and wait until it answers."""
        environment = {
            **os.environ,
            "QA_HOME": str(self.home),
            "PYTHONPATH": os.pathsep.join([str(_TESTS), os.environ.get("PYTHONPATH", "")]),
            "PYTHONUNBUFFERED": "1",
        }
        self.home.mkdir(parents=True, exist_ok=True)
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "loopback", self._module),
                    *("chat", "--no-browser", "--port", str(self._port), *self._arguments),
                ],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.url = self._announced()
        self._port = urlsplit(self.url).port or 0

    def stop(self) -> tuple[int, float]:
        """End it as an init system would; return its exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        return code, time.monotonic() - began

    def log(self) -> str:
        """What went wrong so far, as its log has it."""
        path = self.home / "logs" / "chat.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def __enter__(self) -> ChatServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.stop()

    def _announced(self) -> str:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            told = self._output.read_text(encoding="utf-8")
            if found := re.search(r"The chat is at (\S+)/\n", told):
                return found[1]
            time.sleep(0.05)
        self.process.kill()
        self.process.wait()
        raise AssertionError(f"the chat did not start: {self._output.read_text(encoding='utf-8')}")
