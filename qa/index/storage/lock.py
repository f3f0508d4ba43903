"""Locks: an index has one writer at a time, and nobody opens Chroma while a batch is written."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from qa.errors import IndexLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qa.index.storage.location import Location

__all__ = ["gate", "writing"]

# A writer holds the gate for one batch, and a reader while it opens Chroma: seconds each. If it
# takes longer, a process hangs, and an error is better than waiting for it.
_GATE_SECONDS = 300.0


@contextlib.contextmanager
def writing(location: Location) -> Iterator[None]:
    """Hold the lock for writing an index; it is released if the process is killed.

    Raises:
        IndexLockedError: Another process holds it; raised at once, with the number of the process.
        StorageError: The folder for the index cannot be made.
    """
    try:
        location.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(location.root / "writer.lock", timeout=0)
        with lock:
            (location.root / "writer.pid").write_text(str(os.getpid()), "ascii")
            yield
    except Timeout as error:
        raise IndexLockedError(
            f"The index of {location.folder} is locked by process {_holder(location)}.",
            hint="Wait until that process has finished, or end it, then try again.",
        ) from error
    except OSError as error:
        raise location.unwritable(error) from error


def _holder(location: Location) -> str:
    with contextlib.suppress(OSError):
        return (location.root / "writer.pid").read_text("ascii")
    return "unknown"


def gate(generation: Path) -> FileLock:
    """Return the lock that keeps the opening of Chroma and the writing of a batch apart.

    Opening an embedded Chroma replays its log into the vector segment and writes the segment to
    disk once enough has been replayed: a reader that opens between a writer's log entry and its
    segment would become a second writer, which Chroma does not survive.
    """
    return FileLock(generation / "gate.lock", timeout=_GATE_SECONDS)
