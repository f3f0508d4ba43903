"""What the benchmarks share: tables for people, JSON for programs, figures of the process."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

__all__ = ["machine", "peak_memory_mb", "percentile", "print_table", "write_json"]

_BYTES_A_MEGABYTE = 1_000_000


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on stdout: the first column to the left, figures to the right."""
    table = Table(title=title, title_justify="left")
    for position, column in enumerate(columns):
        table.add_column(column, justify="right" if position else "left")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False).print(table)


def write_json(path: Path, figures: Mapping[str, Any]) -> None:
    """Write figures so that two runs can be compared with `diff`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {**figures, "machine": machine()}
    path.write_text(json.dumps(told, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile of the values, interpolated linearly; 50 is the median."""
    return float(np.percentile(values, percent))


def peak_memory_mb() -> float | None:
    """Largest resident set of this process so far, in MB of 10^6 bytes; None on Windows."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes on macOS, else KiB
    return peak * unit / _BYTES_A_MEGABYTE


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    packages = ("qa", "llama-index-core", "chromadb", "onnxruntime", "tantivy")
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": usable,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
    }
