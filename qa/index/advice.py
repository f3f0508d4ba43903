"""Says when an index has become so large that a Chroma server should hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.index.storage.store import Store

__all__ = ["MOST_IN_FILES", "advise"]

#: An index in files that holds more passages than this is slow to open and to update. Measured by
#: tests/benchmarks/scale.py up to 1,000,000 passages; beyond 100,000, both times grow faster than
#: the number of passages.
MOST_IN_FILES = 500_000
_BYTES_OF_MEMORY = 3_300


def advise(store: Store, passages: int) -> str:
    """Return what is slow in an index of this size, and the commands that move it to a server.

    Args:
        store: Where the index is.
        passages: How many passages it holds.

    Returns:
        The message, or an empty string if the index is on a server or small enough for files.
    """
    if store.shared or passages <= MOST_IN_FILES:
        return ""
    return (
        f"The index holds {passages:,} passages in files, more than {MOST_IN_FILES:,}. Each "
        f"command and each chat loads all of them when it starts, into "
        f"{passages * _BYTES_OF_MEMORY / 1e9:.1f} GB of memory. At 1,000,000 passages, opening "
        "took 5.5 s and an update of one file 8 s. "
        "A Chroma server loads them once, for all processes. Start one: chroma run --path DIR "
        "--port 8000. Then index the folder there, and set the same variable for all other "
        f"commands: QA_CHROMA_URL=http://localhost:8000 {store.location.command()}"
    )
