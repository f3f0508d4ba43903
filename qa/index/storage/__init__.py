"""Where an index is kept, in files or on a Chroma server: all that knows chromadb and tantivy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.index.storage.files import LocalStore
from qa.index.storage.server import ServerStore

if TYPE_CHECKING:
    from qa.index.storage.location import Location
    from qa.index.storage.store import Store
    from qa.settings import Settings

__all__ = ["ChromaServer", "open_store"]


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server that several machines share; one of them writes.

    Attributes:
        url: Its address, such as ``http://host:8000``.
        name: Name of the index there, of letters, digits, ``-`` and ``_``; empty for one made from
            the real path of the folder, which only machines share that have it at the same path.
    """

    url: str
    name: str = ""

    @classmethod
    def of(cls, settings: Settings) -> ChromaServer | None:
        """Return the server that the settings name, or None where they name none."""
        return cls(settings.chroma_url, settings.chroma_name) if settings.chroma_url else None


def open_store(location: Location, server: ChromaServer | None) -> Store:
    """Return what reads and writes an index: in files, or on a server where one is given.

    Raises:
        ConfigurationError: The address is not that of a server.
        ServerError: The server does not answer.
    """
    if server is None:
        return LocalStore(location)
    return ServerStore(location, server.url, server.name or location.root.name)
