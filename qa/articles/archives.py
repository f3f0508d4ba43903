"""Compressed files: the articles in ZIP archives and in files that gzip has compressed.

A small archive can unpack to more than any disk holds, so everything is unpacked in memory, up to
limits on the size of each file, on their number and sum, and on how much they were compressed.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from qa.articles.dates import date_in_name
from qa.articles.extract import Extract, FormatReader, Unusable
from qa.articles.folder import pages_of_parts
from qa.articles.packages import open_zip, unpacked
from qa.errors import UnreadableArticleError

__all__ = ["read_gzip", "read_zip"]

#: Largest number of files read from an archive, and how many times the largest file all may have.
_MOST_FILES = 10_000
_MOST_SIZES = 25
#: Text seldom shrinks to less than a thirtieth; what shrinks more, and is not small, is an attack.
_RATIO = 200
_SMALL = 1_000_000
_ENCRYPTED = 0x1


def read_gzip(content: bytes, reader: FormatReader, max_bytes: int) -> Iterable[Extract | Unusable]:
    """Read a file that gzip has compressed.

    Args:
        content: The file's bytes.
        reader: Reads the file inside.
        max_bytes: Largest file inside, in bytes.

    Raises:
        UnreadableArticleError: It is damaged, or unpacks to too much.
    """
    unpacked = bytearray()
    try:
        while content:
            stream = zlib.decompressobj(wbits=31)  # with gzip's header
            unpacked += stream.decompress(content, max_bytes + 1 - len(unpacked))
            if len(unpacked) > max_bytes:
                raise UnreadableArticleError(_too_large(max_bytes), hint="Unpack it by hand.")
            if not stream.eof:
                raise UnreadableArticleError("a damaged gzip file", hint="Compress it again.")
            content = stream.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise UnreadableArticleError("not a gzip file", hint="Rename or remove it.") from error
    return reader(bytes(unpacked))


def read_zip(
    content: bytes, readers: Mapping[str, FormatReader], max_bytes: int
) -> Iterator[Extract | Unusable]:
    """Read the files of a ZIP archive; each article's part is the file's name in the archive.

    Args:
        content: The archive's bytes.
        readers: The readers by the endings of names. An archive in the archive is not read.
        max_bytes: Largest file, in bytes.

    Raises:
        UnreadableArticleError: It is no ZIP archive, or a damaged one.
    """
    archive = open_zip(content, "a damaged ZIP archive", "Pack it again.")
    left = _MOST_SIZES * max_bytes
    with archive:
        files = [entry for entry in archive.infolist() if not _is_passed_over(entry.filename)]
        names = {entry.filename.lower() for entry in files}
        for entry in files[:_MOST_FILES]:
            reason = _part_of_page(entry.filename, names) or _reason(
                entry, readers, max_bytes, left
            )
            if reason is not None:
                yield Unusable(entry.filename, reason)
                continue
            left -= entry.file_size
            yield from _members(archive, entry, readers[_ending(entry.filename)])
    if len(files) > _MOST_FILES:
        yield Unusable(
            files[_MOST_FILES].filename,
            f"more than {_MOST_FILES} files in an archive: this one and the rest were left out",
        )


def _is_passed_over(name: str) -> bool:
    """Tell folders and what systems add to archives from files."""
    parts = name.split("/")
    return not parts[-1] or any(part.startswith((".", "__MACOSX")) for part in parts)


def _part_of_page(name: str, names: Collection[str]) -> str | None:
    """Return the reason why a file is not read if it lies in the folder of a saved page's parts."""
    folders = name.split("/")[:-1]
    for depth, folder in enumerate(folders):
        above = "".join(f"{one}/" for one in folders[:depth])
        for page in pages_of_parts(folder):
            if f"{above}{page}".lower() in names:
                return f"a part of the saved page {page}"
    return None


def _ending(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _reason(
    entry: zipfile.ZipInfo, readers: Mapping[str, FormatReader], max_bytes: int, left: int
) -> str | None:
    """Return why a file of an archive is not read, or None."""
    ending = _ending(entry.filename)
    if ending in (".zip", ".gz"):
        return "an archive within an archive is not read"
    if ending not in readers:
        return f"files of type {ending} are not read" if len(ending) > 1 else "no file type"
    if entry.flag_bits & _ENCRYPTED:
        return "locked with a password"
    if entry.file_size == 0:
        return "empty"
    if entry.file_size > max_bytes:
        return _too_large(max_bytes)
    if entry.file_size > _SMALL and entry.file_size > _RATIO * entry.compress_size:
        return f"unpacks to more than {_RATIO} times its size, as no article does"
    if entry.file_size > left:
        return f"the archive unpacks to more than {_MOST_SIZES * max_bytes // 1_000_000} MB"
    return None


def _too_large(max_bytes: int) -> str:
    return f"unpacks to more than {max_bytes / 1_000_000:g} MB (QA_MAX_FILE_MB)"


def _members(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, reader: FormatReader
) -> Iterator[Extract | Unusable]:
    """Yield what one file of an archive holds."""
    name = entry.filename
    try:
        for found in reader(unpacked(archive, entry)):
            part = name if found.part is None else f"{name}, {found.part}"
            if isinstance(found, Unusable):
                yield replace(found, part=part)
                continue
            by_name = date_in_name(name) if found.part is None else None
            yield replace(found, part=part, published=found.published or by_name)
    except UnreadableArticleError as error:
        yield Unusable(name, str(error))
