"""The files of a folder: those to read and those left out, each with its reason.

Only names and sizes are looked at; nothing is opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.errors import FolderError

__all__ = ["Limits", "Scan", "Skipped", "SourceFile", "ending", "pages_of_parts", "scan_folder"]

#: Files of this project that may lie among articles.
_NOT_ARTICLES = {
    "gold.jsonl": "holds gold questions, not an article",
    "qa.toml": "holds settings, not an article",
}
#: How browsers name the folder of frames, advertisements and pictures of a page that they save.
_PARTS_OF_PAGE = re.compile(r"(?P<page>.+?)(?:[_.]files|_fichiers|-dateien|_archivos|_file)", re.I)
_BYTES_A_MEGABYTE = 1_000_000
#: Types of files that people keep articles in and that are not read, with what to do.
_INSTEAD = {
    ".ppt": "save it as PPTX",
    ".pages": "export it from Pages as DOCX or PDF",
    ".key": "export it from Keynote as PPTX or PDF",
    ".numbers": "export it from Numbers as XLSX or CSV",
    ".odp": "save it as PPTX or PDF",
    ".wpd": "save it as DOCX or ODT",
    ".msg": "save it as EML",
    ".pst": "export its messages as EML or mbox",
    ".mobi": "convert it to EPUB",
    ".azw3": "convert it to EPUB",
    ".djvu": "convert it to PDF with a text layer",
    ".7z": "unpack it, or pack it as ZIP",
    ".rar": "unpack it, or pack it as ZIP",
    ".tar": "unpack it, or pack it as ZIP",
    ".tgz": "unpack it, or pack it as ZIP",
    ".tar.gz": "unpack it, or pack it as ZIP",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on what is read from a folder; the defaults are those of the settings.

    Attributes:
        max_file_mb: Largest file, in megabytes of 1,000,000 bytes.
        max_files: Largest number of files read from a folder.
        max_characters: Longest article, in characters; it bounds what a small file can unpack to.
        max_depth: Deepest level of subfolders read, 0 being the folder itself.
    """

    max_file_mb: float = 20
    max_files: int = 100_000
    max_characters: int = 20_000_000
    max_depth: int = 16

    @property
    def max_bytes(self) -> int:
        """Largest file, in bytes."""
        return int(self.max_file_mb * _BYTES_A_MEGABYTE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes:
        location: Absolute path as text, since of thousands of files few are opened.
        relative: The path relative to the folder, with forward slashes.
        size: Bytes.
        mtime_ns: Time of the last change, in nanoseconds since 1970.
    """

    location: str
    relative: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Absolute path."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, a folder or a row that was left out.

    Attributes:
        path: Relative to the folder scanned, with forward slashes.
        reason: Why it was left out, in words for the owner of the file.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A folder's files, both lists sorted by path."""

    files: tuple[SourceFile, ...]
    skipped: tuple[Skipped, ...]


def scan_folder(folder: Path, limits: Limits, suffixes: Collection[str]) -> Scan:
    """List the files of a folder and its subfolders.

    Args:
        folder: The folder; it may be a symbolic link.
        limits: The limits; what exceeds them is skipped.
        suffixes: Lower-case file name endings, with the dot, of the formats that can be read.

    Raises:
        FolderError: The folder is missing, is not a folder or cannot be listed.
    """
    try:
        root = folder.expanduser().resolve(strict=True)
        if not root.is_dir():
            raise FolderError(
                f"{folder} is not a folder.", hint="Name the folder that holds the articles."
            )
        os.scandir(root).close()
    except FileNotFoundError as error:
        raise FolderError(
            f"There is no folder {folder}.", hint="Check the path, or make the folder first."
        ) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links that run in a circle
        raise FolderError(
            f"The folder {folder} cannot be read: {error}.", hint="Check its permissions."
        ) from error
    files: list[SourceFile] = []
    skipped: list[Skipped] = []
    for found in _walk(root, limits, suffixes):
        if isinstance(found, Skipped):
            skipped.append(found)
        elif len(files) < limits.max_files:
            files.append(found)
        else:
            reason = f"more than {limits.max_files} files: this one and the rest were left out"
            skipped.append(Skipped(found.relative, reason))
            break
    return Scan(
        tuple(sorted(files, key=lambda file: file.relative)),
        tuple(sorted(skipped, key=lambda item: item.path)),
    )


def _walk(root: Path, limits: Limits, suffixes: Collection[str]) -> Iterator[SourceFile | Skipped]:
    # Names and directory entries instead of paths: 16,000 files take 0.1 s instead of 1 s.
    folders = [(str(root), "", 0)]
    while folders:
        folder, prefix, depth = folders.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(prefix.rstrip("/") or ".", f"cannot be listed: {_cause(error)}")
            continue
        names = {entry.name.lower() for entry in entries}
        for entry in entries:
            relative = prefix + _printable(entry.name)
            if page := _page_of(entry, names):
                yield Skipped(relative, f"holds the parts of the saved page {_printable(page)}")
                continue
            try:
                found = _look_at(root, entry, relative, depth, limits, suffixes)
            except OSError as error:
                found = Skipped(relative, f"cannot be read: {_cause(error)}")
            if found is None:
                folders.append((entry.path, f"{relative}/", depth + 1))
            else:
                yield found


def _page_of(entry: os.DirEntry[str], names: Collection[str]) -> str | None:
    """Return the saved web page that this folder belongs to, if it holds the parts of one."""
    pages = [page for page in pages_of_parts(entry.name) if page.lower() in names]
    return pages[0] if pages and entry.is_dir(follow_symlinks=False) else None


def pages_of_parts(folder: str) -> list[str]:
    """Return the possible names of the saved web page whose parts a folder of this name holds."""
    parts = _PARTS_OF_PAGE.fullmatch(folder)
    return [f"{parts['page']}{ending}" for ending in (".html", ".htm", ".xhtml")] if parts else []


def _look_at(
    root: Path,
    entry: os.DirEntry[str],
    relative: str,
    depth: int,
    limits: Limits,
    suffixes: Collection[str],
) -> SourceFile | Skipped | None:
    """Return a file to read or to skip, or None for a folder to list."""
    reason = _reason_by_name(relative.rpartition("/")[2]) or _reason_by_link(root, entry)
    if reason is None and entry.is_dir(follow_symlinks=False):
        if depth < limits.max_depth:
            return None
        reason = f"too deep: folders are read {limits.max_depth} levels down"
    if reason is None:
        status = entry.stat()
        reason = _reason_by_kind(entry.name, status, limits, suffixes)
    if reason is None:
        return SourceFile(entry.path, relative, status.st_size, status.st_mtime_ns)
    return Skipped(relative, reason)


def _reason_by_name(name: str) -> str | None:
    if name.startswith("."):
        return "hidden"
    if "\ufffd" in name:
        return "its name is not valid Unicode; rename it"
    return _NOT_ARTICLES.get(name.lower())


def _reason_by_link(root: Path, entry: os.DirEntry[str]) -> str | None:
    if not entry.is_symlink():
        return None
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    if not target.is_relative_to(root):
        return "a link that leaves the folder"
    return "a link to a folder that is read anyway" if target.is_dir() else None


def _reason_by_kind(
    name: str, status: os.stat_result, limits: Limits, suffixes: Collection[str]
) -> str | None:
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    suffix = ending(name)
    if suffix not in suffixes:
        if len(suffix) < len(".x"):
            return "no file type"
        instead = _INSTEAD.get(suffix)
        return f"files of type {suffix} are not read" + (f"; {instead}" if instead else "")
    if status.st_size == 0:
        return "empty"
    if status.st_size > limits.max_bytes:
        return f"larger than {limits.max_file_mb:g} MB"
    return None


def ending(name: str) -> str:
    """Return a file name's ending in lower case, with its dot; that of a.csv.gz is .csv.gz."""
    stem, suffix = os.path.splitext(name.lower())
    return os.path.splitext(stem)[1] + suffix if suffix == ".gz" else suffix


def _printable(name: str) -> str:
    """Return a name in which bytes that are not text are replaced by U+FFFD."""
    if name.isascii():
        return name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
