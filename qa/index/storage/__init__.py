"""Stores an index in files or on a Chroma server; only this package uses chromadb and tantivy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.index.storage.chroma import ChromaServer
from qa.index.storage.files import LocalStore
from qa.index.storage.server import ServerStore

if TYPE_CHECKING:
    from qa.index.storage.location import Location
    from qa.index.storage.store import Store

__all__ = ["ChromaServer", "open_store"]


def open_store(location: Location, server: ChromaServer | None) -> Store:
    """Return the store of an index: on the server if one is given, else in files.

    Raises:
        ConfigurationError: The address is not valid.
        ServerError: The server does not answer.
    """
    if server is None:
        return LocalStore(location)
    return ServerStore(location, server)
