"""Files that are ZIP archives of XML: Word and OpenDocument texts, presentations, EPUB books."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from qa.errors import UnreadableArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package", "open_zip", "parse_xml", "unpacked"]

#: A file that unpacks to more than this many bytes is an attack or is not an article.
_LARGEST = 500_000_000


def parse_xml(content: bytes, *, broken: bool = False) -> _Element:
    """Parse XML without entities of its own and without the network.

    Args:
        content: The bytes.
        broken: Whether to pass over what is not well formed.
    """
    # Imported here: most folders hold no such file.
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, recover=broken
    )
    return etree.fromstring(content, parser)


def open_zip(content: bytes, reason: str, hint: str) -> zipfile.ZipFile:
    """Open a ZIP archive that lies in memory.

    Args:
        content: The archive's bytes.
        reason: What to say if it is none, or a damaged one.
        hint: What can be done about it.

    Raises:
        UnreadableArticleError: It is no ZIP archive, or a damaged one.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableArticleError(reason, hint=hint) from error


def unpacked(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """Return the bytes of a file in a ZIP archive.

    Raises:
        KeyError: There is no file of this name.
        UnreadableArticleError: The file is damaged, locked or compressed in an unknown way.
    """
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as error:
        raise UnreadableArticleError(
            "damaged, locked, or compressed in a way that is not known", hint="Pack it again."
        ) from error


class Package:
    """The parts of one file.

    Args:
        content: The file's bytes.
        kind: What the file is, for messages: "a Word document".

    Raises:
        UnreadableArticleError: The file is no ZIP archive, or unpacks to more than 500 MB.
    """

    def __init__(self, content: bytes, kind: str) -> None:
        self._archive = open_zip(
            content, f"not {kind}, or a damaged one", "Save it again, or save it as text."
        )
        self.names = frozenset(self._archive.namelist())
        size = sum(part.file_size for part in self._archive.infolist())
        if size > _LARGEST:
            raise UnreadableArticleError(
                f"{kind} that unpacks to {size // 1_000_000} MB", hint="Save it as text."
            )

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            KeyError: There is no part of this name.
            UnreadableArticleError: The part is damaged or locked.
        """
        return unpacked(self._archive, name)

    def xml(self, name: str) -> _Element:
        """Return a part as XML.

        Raises:
            KeyError: There is no part of this name.
        """
        return parse_xml(self.read(name))

    def beside(self, name: str, relative: str) -> str:
        """Return the name of the part that another one refers to by a relative address."""
        path = unquote(relative.partition("#")[0])
        if path.startswith("/"):
            return path.lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
