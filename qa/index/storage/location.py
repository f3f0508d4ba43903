"""Where the index of a folder is on this machine, and which of its generations is live."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import (
    DamagedIndexError,
    MissingIndexError,
    OutdatedIndexError,
    StorageError,
)
from qa.home import GENERATION, INDEX, delete_written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Location", "replace_file", "settle"]

_GENERATION = "gen-"
# One fsync took 4 ms, a sync of the whole system 16 ms, which other programs can make longer.
_MOST_SYNCED_SINGLY = 64


@dataclass(frozen=True, slots=True)
class Location:
    """The place on this machine of one folder's index.

    Attributes:
        folder: Real path of the folder of articles.
        root: Where its index is, or would be.
    """

    folder: Path
    root: Path

    @classmethod
    def of(cls, folder: Path, home: Path) -> Location:
        """Return the place of a folder's index in ``home`` (``QA_HOME``)."""
        folder = folder.resolve()
        name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        return cls(folder, home / "indexes" / name)

    def current(self) -> Path | None:
        """Return the live generation, or None if nothing has been indexed yet.

        Raises:
            DamagedIndexError: ``CURRENT`` cannot be read or names no generation.
        """
        try:
            name = (self.root / "CURRENT").read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise self.damaged(f"CURRENT cannot be read ({error})") from error
        if name not in {generation.name for generation in self.generations()}:
            raise self.damaged(f"CURRENT names {name[:40]!r}, which does not exist")
        return self.root / name

    def generations(self) -> list[Path]:
        """Return all generations on disk, oldest first, finished or not."""
        found = [
            path
            for path in self.root.glob(f"{_GENERATION}*")
            if path.name.removeprefix(_GENERATION).isdecimal() and path.is_dir()
        ]
        return sorted(found, key=_number)

    def next_generation(self) -> Path:
        """Return the path of a generation that does not exist yet."""
        last = max(map(_number, self.generations()), default=0)
        return self.root / f"{_GENERATION}{last + 1}"

    def switch(self, generation: Path) -> None:
        """Make a finished generation the live one, atomically, unless it is live already.

        Raises:
            OSError: ``CURRENT`` could not be written; the earlier generation stays live.
        """
        with contextlib.suppress(DamagedIndexError):
            if self.current() == generation:
                return
        replace_file(self.root / "CURRENT", generation.name.encode() + b"\n")

    def remove_generations(self, *, keep: set[str]) -> None:
        """Delete what earlier rebuilds left; open files are deleted at the next sync."""
        for generation in self.generations():
            if generation.name not in keep:
                with contextlib.suppress(OSError):
                    delete_written(generation, GENERATION)
                    generation.rmdir()

    def forget(self) -> None:
        """Delete the index, and its folder unless it holds files that this program has not written.

        Raises:
            OSError: Something could not be deleted.
        """
        delete_written(self.root, INDEX)
        if not any(self.root.iterdir()):
            self.root.rmdir()

    def command(self, *options: str) -> str:
        """Return the shell command that indexes this folder."""
        return shlex.join(["qa", "index", *options, str(self.folder)])

    def damaged(self, what: object) -> DamagedIndexError:
        """Return the error for a damaged index."""
        return DamagedIndexError(
            f"The index of {self.folder} is damaged: {what}.",
            hint=f"Rebuild it from the articles: {self.command('--rebuild')}",
        )

    def outdated(self, why: object) -> OutdatedIndexError:
        """Return the error for an index of another format."""
        return OutdatedIndexError(
            f"The index of {self.folder} cannot be used: {why}.",
            hint=f"Build it again from the articles: {self.command()}",
        )

    def missing(self) -> MissingIndexError:
        """Return the error for a folder that has no index, or that does not exist either."""
        if not self.folder.exists():
            return MissingIndexError(
                f"There is no folder {self.folder}, and no index of it.",
                hint="Check the path.",
            )
        return MissingIndexError(
            f"{self.folder} has not been indexed.", hint=f"Index it: {self.command()}"
        )

    def unwritable(self, why: object) -> StorageError:
        """Return the error for an index that could not be written; the earlier state stays live."""
        return StorageError(
            f"The index of {self.folder} could not be written: {why}. The earlier state is kept.",
            hint=f"Free some space, or correct the permissions of {self.root}; "
            f"then: {self.command()}",
        )


def replace_file(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file atomically: a reader sees, and a crash leaves, the old or the new content.

    Args:
        path: The file.
        content: Its new content.
        durable: Return only when it is on disk; otherwise call `settle` for many files at once.

    Raises:
        OSError: It could not be written; the old content is kept.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    if durable and os.name == "posix":  # the new name is safe once its folder is on disk
        _fsync(path.parent)


def settle(paths: Sequence[Path]) -> None:
    """Wait until files that were written before are on disk.

    Raises:
        OSError: One of them could not be written.
    """
    if len(paths) > _MOST_SYNCED_SINGLY and hasattr(os, "sync"):
        os.sync()
    else:
        for path in paths:
            _fsync(path)


def _fsync(path: Path) -> None:
    # Windows flushes only files open for writing; POSIX opens folders only for reading.
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _number(generation: Path) -> int:
    return int(generation.name.removeprefix(_GENERATION))
