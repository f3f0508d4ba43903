"""How much more can be written: asked before, since not everything says that room ran out."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["room"]


def room(folder: Path) -> int:
    """Return by how many bytes any file below a folder can grow.

    The disk's free space bounds it, and the size that the process may give a file (``ulimit -f``).
    """
    free = shutil.disk_usage(folder).free
    most = _largest_allowed()
    if most is None:
        return free
    largest = max((path.stat().st_size for path in folder.rglob("*") if path.is_file()), default=0)
    return min(free, max(0, most - largest))


def _largest_allowed() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return None if soft == resource.RLIM_INFINITY else soft
