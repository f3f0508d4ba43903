"""Stores an index in files or on a Chroma server; only this package uses chromadb and tantivy."""

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
        name: Name of the index there, of letters, digits, ``-`` and ``_``. If it is empty, the name
            is made from the real path of the folder, which must be the same on all machines.
    """

    url: str
    name: str = ""

    @classmethod
    def of(cls, settings: Settings) -> ChromaServer | None:
        """Return the server that the settings name, or None if they name none."""
        return cls(settings.chroma_url, settings.chroma_name) if settings.chroma_url else None


def open_store(location: Location, server: ChromaServer | None) -> Store:
    """Return the store of an index: on the server if one is given, else in files.

    Raises:
        ConfigurationError: The address is not valid.
        ServerError: The server does not answer.
    """
    if server is None:
        return LocalStore(location)
    return ServerStore(location, server.url, server.name or location.root.name)
