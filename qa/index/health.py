"""A full check: does the index hold all that the manifest names, and can a search find it?

Some damage ends the process that touches it, so `check_health` works in a process of its own,
which runs `main` and writes what it finds as JSON lines.
"""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QAError
from qa.index.examination import Finding, Step, examine
from qa.index.storage import ChromaServer, open_store
from qa.index.storage.location import Location

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.index.storage.store import Store

__all__ = ["Health", "check_health", "main"]

_PROGRAM = f"import sys; from {__name__} import main; main(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Health:
    """What a full check found, in words.

    Attributes:
        damage: What is wrong; the command in `repair` repairs it.
        notes: What is worth knowing but is no damage, such as an interrupted sync.
        checked: What was checked, such as ``1,795 vectors``, in order.
        repair: The command that rebuilds the index.
    """

    damage: tuple[str, ...]
    notes: tuple[str, ...]
    checked: tuple[str, ...]
    repair: str

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.damage


def check_health(
    store: Store,
    home: Path,
    server: ChromaServer | None,
    progress: Callable[[str], None] | None,
) -> Health:
    """Check an index in full, in a process of its own; errors as for `Index.check`.

    Args:
        store: The stored index.
        home: The folder that holds everything written.
        server: The Chroma server that holds the index, unless it lies in ``home``.
        progress: Called with what is being checked.
    """
    if not store.exists():
        raise store.location.missing()
    with store.writing():
        pass  # fails at once if another process writes; the check itself takes the lock again
    command = [sys.executable, "-c", _PROGRAM, str(store.location.folder), str(home)]
    # By standard input, since other users of the machine can read the arguments of a process.
    told = json.dumps(asdict(server) if server else None)
    damage: list[str] = []
    notes: list[str] = []
    checked: list[str] = []
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # it ended at once: its exit code tells why
            process.stdin.write(f"{told}\n")
            process.stdin.flush()
        for line in process.stdout:
            found = json.loads(line)
            if "step" in found:
                checked.append(found["step"])
                if progress is not None:
                    progress(found["step"])
            else:
                (damage if found["damage"] else notes).append(found["finding"])
        _, error = process.communicate()
    if process.returncode:
        last = checked[-1] if checked else "opening"
        damage.append(
            f"while checking {last}, the check was ended by {_cause(process.returncode, error)}"
        )
    return Health(tuple(damage), tuple(notes), tuple(checked), store.location.command("--rebuild"))


def _cause(code: int, error: str) -> str:
    if code < 0:
        return f"signal {-code} ({signal.strsignal(-code)})"
    lines = error.strip().splitlines()
    return lines[-1] if lines else f"exit code {code}"


def main(folder: str, home: str) -> None:
    """Check an index and write the findings to standard output; the server is read as JSON."""
    server = json.loads(sys.stdin.readline())
    location = Location.of(Path(folder), Path(home))
    store = open_store(location, ChromaServer(**server) if server else None)
    try:
        with store.writing():
            for found in examine(store):
                _report(found)
    except QAError as error:
        _report(Finding(str(error)))


def _report(found: Step | Finding) -> None:
    line = (
        {"step": found.what}
        if isinstance(found, Step)
        else {"finding": found.what, "damage": found.damage}
    )
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
