"""Looks at Chroma's vector segment before Chroma opens it.

hnswlib does not check its files. If a file is shorter than the header says, the process ends with
a segmentation fault, which no `except` catches. A full disk, or a process killed while the segment
is written, leaves such files.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from typing import TYPE_CHECKING

from qa.index.storage.store import Fault

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_segments", "rows_to_replay"]

# header.bin, as Chroma's fork of hnswlib writes it (`persistDirty` in hnswalg.h): version; offset
# of level 0; most elements; elements; bytes an element. Native sizes, no padding.
_HEADER = struct.Struct("=iQQQQ")
_VERSION = 1
_BYTES_A_LENGTH = 4


def check_segments(chroma: Path) -> None:
    """Compare the files of every segment with its header.

    Args:
        chroma: Chroma's folder.

    Raises:
        Fault: A file is missing or too short.
    """
    for header in chroma.glob("*/header.bin"):
        try:
            version, _, _, elements, bytes_an_element = _HEADER.unpack_from(header.read_bytes())
            sizes = {path.name: path.stat().st_size for path in header.parent.iterdir()}
        except (OSError, struct.error) as error:
            raise Fault(f"the vector segment cannot be read ({error})") from error
        if version != _VERSION:  # another version of Chroma, whose files are not known here
            continue
        least = {
            "data_level0.bin": elements * bytes_an_element,
            "length.bin": elements * _BYTES_A_LENGTH,
            "link_lists.bin": 0,
        }
        for name, size in least.items():
            if sizes.get(name, -1) < size:
                raise Fault(f"the vector segment has lost a part of {name}")


def rows_to_replay(chroma: Path) -> int:
    """Return how many rows Chroma's log holds that are not in the vector segment's files yet.

    Every process that opens the collection puts them into its graph again, one by one. Chroma notes
    for each segment the last row of the log that it holds.

    Args:
        chroma: Chroma's folder.

    Returns:
        The number of rows; 0 if Chroma's database cannot be read, or is of another version.
    """
    with contextlib.suppress(sqlite3.Error):
        address = f"{(chroma / 'chroma.sqlite3').resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            (rows,) = database.execute(
                "SELECT max(seq_id) - min(seq_id) FROM max_seq_id"
            ).fetchone()
            return int(rows or 0)
    return 0
