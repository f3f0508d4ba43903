"""The folder that holds everything that this program writes (``QA_HOME``), and the names in it.

The folder may also hold files of the user. So this program deletes only what has a name that is
listed in `HOME` and `INDEX`.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = [
    "FOLDER_NAME",
    "GENERATION",
    "HOME",
    "INDEX",
    "Layout",
    "delete_written",
    "others",
    "written",
]

#: The names of the files and folders that this program writes in a folder, as regular expressions.
#: None: everything below such a name belongs to this program. Else: the names inside that folder.
Layout = Mapping[str, "Layout | None"]

#: Names what belongs to one folder of articles or to one set of questions: part of a hash.
FOLDER_NAME = r"[0-9a-f]{16}"

#: One generation of an index, in files or beside a Chroma server.
GENERATION: Layout = {
    r"manifest\.json|\.manifest\.json\.[a-z0-9_]{8}": None,
    r"unfinished": None,
    r"chroma": None,
    r"keywords": None,
    r"texts": None,
    r"revisions": None,
    r"(gate|follow)\.lock": None,
}

#: The index of one folder. CURRENT comes first, so it is deleted first: a process that reads
#: meanwhile finds no index, rather than half an index.
INDEX: Layout = {
    r"CURRENT|\.CURRENT\.[a-z0-9_]{8}": None,
    r"gen-\d+": GENERATION,
    r"server": {r"[A-Za-z0-9_-]+": {r"gen-\d+": GENERATION}},
    r"writer\.(lock|pid)": None,
}

#: Everything that this program writes in ``QA_HOME``.
HOME: Layout = {
    r"indexes": {FOLDER_NAME: INDEX},
    r"uploads": {FOLDER_NAME: None},
    r"chat\.sqlite(-wal|-shm|-journal)?": None,
    r"users\.json|\.users\.json\.[a-z0-9_]{8}": None,
    # Copies of the articles that a set of questions brings along.
    r"evaluation": {FOLDER_NAME: {r"\d{4,}-.*\.txt": None}},
    # Files on their way from a browser, each in a folder named by its SHA-256.
    # Gradio makes the folder vibe_edit_history whenever the chat starts.
    r"temporary": {
        r"[0-9a-f]{64}": None,
        r"tmp[a-z0-9_]{8}": None,
        r"vibe_edit_history": None,
    },
    r"logs": {r"(errors|chat)\.log(\.\d+)?": None},
}


def written(folder: Path, layout: Layout) -> list[Path]:
    """Return what this program has written in a folder, in the order of the layout's names."""
    return [path for path, ours in _look(folder, layout) if ours]


def others(folder: Path, layout: Layout) -> list[Path]:
    """Return what this program has not written in a folder and in the folders of the layout."""
    return [path for path, ours in _look(folder, layout) if not ours]


def delete_written(folder: Path, layout: Layout) -> None:
    """Delete what this program has written in a folder, and folders of the layout that are empty.

    The folder itself stays.

    Raises:
        OSError: Something could not be deleted.
    """
    for path in written(folder, layout):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    _remove_empty(folder, layout)


def _look(folder: Path, layout: Layout) -> Iterator[tuple[Path, bool]]:
    """Yield each file or folder in a folder, and whether this program has written it."""
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    for name, inner in layout.items():
        for path in [path for path in entries if re.fullmatch(name, path.name)]:
            entries.remove(path)
            if inner is not None and path.is_dir():
                yield from _look(path, inner)
            else:
                # This program makes no links, so a link is the user's, whatever its name is.
                yield path, inner is None and not path.is_symlink()
    yield from ((path, False) for path in entries)


def _remove_empty(folder: Path, layout: Layout) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        for name, inner in layout.items():
            if inner is not None and re.fullmatch(name, path.name) and path.is_dir():
                _remove_empty(path, inner)
                with contextlib.suppress(OSError):  # it is not empty, or it is a link
                    path.rmdir()
