"""Files that users upload. They are stored beside the folder of articles, never in it."""

from __future__ import annotations

import filecmp
import shutil
import threading
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from qa.answers import UPLOADED
from qa.errors import StorageError, UploadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.assistant import Assistant, SyncProgress
    from qa.settings import Settings

__all__ = ["Uploads"]

_BYTES_A_MEGABYTE = 1_000_000
_LONGEST_NAME = 120


class Uploads:
    """Adds files to the articles of an assistant, and removes them. Safe to use from many threads.

    Args:
        assistant: Updates its index.
        settings: Limits the size and number of files.
    """

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._folder = assistant.uploads
        self._largest = int(settings.max_file_mb * _BYTES_A_MEGABYTE)
        self._room = int(settings.max_uploads_mb * _BYTES_A_MEGABYTE)
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """Return the names of the uploaded files, sorted."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if path.is_file())

    def add(
        self, files: Sequence[Path], progress: SyncProgress | None = None
    ) -> tuple[list[str], dict[str, str]]:
        """Store and index files.

        Args:
            files: Where the files are now; they are copied.
            progress: Is called with the progress of indexing.

        Returns:
            The names of the files that can be asked now, and, by name, the reasons why others
            cannot; those others are not kept.

        Raises:
            UploadError: A file is too large, or there is no room for all; none is stored.
            StorageError: They cannot be written.
            IndexLockedError: Another process is writing the index.
        """
        with self._lock:
            self._check(files)
            copied: list[str] = []
            try:
                names = self._copy(files, copied)
                report = self._assistant.sync(progress)
            except BaseException:
                self._delete(copied)
                raise
            refused = {
                name: report.skipped[UPLOADED + name]
                for name in names
                if UPLOADED + name in report.skipped
            }
            if refused:
                self._delete(refused)
                self._assistant.sync()
        return [name for name in names if name not in refused], refused

    def remove(self, names: Iterable[str], progress: SyncProgress | None = None) -> None:
        """Delete uploaded files and their passages in the index; unknown names are ignored.

        Raises:
            StorageError: They cannot be deleted.
            IndexLockedError: Another process is writing the index.
        """
        with self._lock:
            there = set(self.names())
            self._delete(name for name in names if name in there)
            self._assistant.sync(progress)

    def _check(self, files: Sequence[Path]) -> None:
        sizes = {path: path.stat().st_size for path in files}
        for path, size in sizes.items():
            if size > self._largest:
                raise UploadError(
                    f"{path.name} has {size / _BYTES_A_MEGABYTE:.1f} MB; a file may have at most "
                    f"{self._largest / _BYTES_A_MEGABYTE:g} MB.",
                    hint="Split it, or raise QA_MAX_FILE_MB.",
                )
        used = sum((self._folder / name).stat().st_size for name in self.names())
        if used + sum(sizes.values()) > self._room:
            raise UploadError(
                f"Uploads may have {self._room / _BYTES_A_MEGABYTE:g} MB in all, of which "
                f"{used / _BYTES_A_MEGABYTE:.1f} MB are used.",
                hint="Remove uploads that are not needed, or raise QA_MAX_UPLOADS_MB.",
            )

    def _copy(self, files: Sequence[Path], copied: list[str]) -> list[str]:
        """Copy files, and return the name of each in the folder.

        Each new name is added to ``copied`` as its file is written. If copying fails half-way, the
        caller can then delete just these files: other processes may write here at the same time.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            names = [self._copy_one(path, copied) for path in files]
        except OSError as error:
            raise StorageError(
                f"The upload cannot be kept in {self._folder}: {error.strerror or error}.",
                hint="Free some space, or correct the permissions of that folder.",
            ) from error
        return names

    def _copy_one(self, path: Path, copied: list[str]) -> str:
        """Copy a file, unless the same one is there already; another process's is never touched."""
        while True:
            name = self._name_for(path)
            kept = self._folder / name
            try:
                # Created here or not at all: another process may take the name at this moment.
                target = kept.open("xb")
            except FileExistsError:
                if filecmp.cmp(kept, path, shallow=False):
                    return name
                continue
            with target, path.open("rb") as source:
                copied.append(name)
                shutil.copyfileobj(source, target)
            return name

    def _name_for(self, path: Path) -> str:
        """Return a name, based on the file's own, that is not yet taken."""
        plain = unicodedata.normalize("NFC", path.name)
        plain = "".join(sign if sign.isprintable() else "_" for sign in plain).lstrip(". ")
        stem, suffix = Path(plain).stem[:_LONGEST_NAME] or "upload", Path(plain).suffix
        name, number = f"{stem}{suffix}", 1
        while (kept := self._folder / name).exists() and not filecmp.cmp(kept, path, shallow=False):
            number += 1
            name = f"{stem} ({number}){suffix}"
        return name

    def _delete(self, names: Iterable[str]) -> None:
        try:
            for name in names:
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"An upload cannot be deleted: {error.strerror or error}.",
                hint=f"Correct the permissions of {self._folder}.",
            ) from error
