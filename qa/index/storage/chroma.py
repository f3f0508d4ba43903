"""Chroma's clients, and its errors in plain words."""

from __future__ import annotations

import contextlib
import re
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.config import Settings

from qa.errors import ConfigurationError, ServerError
from qa.index.storage.store import CannotWrite, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["chroma_errors", "close_server_client", "local_client", "server_client"]

# Messages of SQLite and the operating system if a file cannot grow or be written.
_NO_ROOM = re.compile(
    r"disk is full|disk i/o|no space|too large|read-?only|unable to open|permission|os error", re.I
)
_HTTP, _HTTPS = 80, 443
# Seconds to wait for a server.
_PATIENCE = 10.0


def local_client(folder: Path) -> Client:
    """Open Chroma's files in a folder; the folder is made if it is missing."""
    client = chromadb.PersistentClient(_private_spelling(folder), _settings())
    assert isinstance(client, Client)  # the interface, ClientAPI, cannot be closed
    return client


def server_client(url: str) -> Client:
    """Connect to a Chroma server such as ``http://host:8000``.

    Raises:
        ConfigurationError: This is not the address of a server.
        ServerError: It does not answer.
    """
    secure, host, port = _parts(url)
    with chroma_errors(url):
        # Chroma itself would wait for ever for a host that does not answer.
        response = httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=_PATIENCE)
        if not response.is_success or b"heartbeat" not in response.content:
            raise ServerError(
                f"The server at {url} is not a Chroma server.", hint="Correct QA_CHROMA_URL."
            )
        client = chromadb.HttpClient(host=host, port=port, ssl=secure, settings=_settings())
        assert isinstance(client, Client)
        return client


def _parts(url: str) -> tuple[bool, str, int]:
    """Return whether an address is HTTPS, its host and its port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (_HTTPS if parts.scheme == "https" else _HTTP)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ConfigurationError(
            f"{url!r} is not the address of a Chroma server.",
            hint="Set QA_CHROMA_URL to an address such as http://host:8000, or unset it.",
        )
    return parts.scheme == "https", parts.hostname, port


def close_server_client(client: Client) -> None:
    """Close a client and its connections, which Chroma leaves to the garbage collector."""
    owners = (client, getattr(client, "_admin_client", None))
    sessions = [getattr(getattr(owner, "_server", None), "_session", None) for owner in owners]
    client.close()
    for session in sessions:
        if isinstance(session, httpx.Client):
            session.close()


@contextlib.contextmanager
def chroma_errors(server: str | None = None) -> Iterator[None]:
    """Turn the many errors of Chroma, from ChromaError to AttributeError, into three of ours.

    Args:
        server: Address of the server; None if Chroma runs in this process.

    Raises:
        ServerError: The server does not answer.
        CannotWrite: The disk is full or cannot be written.
        Fault: Anything else.
    """
    try:
        yield
    except (Fault, CannotWrite, ServerError):
        raise
    except Exception as error:
        message = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, httpx.TransportError) or "Could not connect" in message:
            raise ServerError(
                f"The Chroma server at {server} does not answer ({message}).",
                hint="Start it (chroma run --path DIR --port 8000), or correct QA_CHROMA_URL.",
            ) from error
        if isinstance(error, OSError) or _NO_ROOM.search(message):
            raise CannotWrite(message) from error
        raise Fault(f"the vector store reports: {message}") from error


def _settings() -> Settings:
    # `_env_file` is pydantic's: Chroma would read a `.env` that lies in the working folder.
    return Settings(_env_file=None, anonymized_telemetry=False)


def _private_spelling(folder: Path) -> str:
    """Spell a path so that Chroma shares it with no other client of this process.

    Chroma keeps one engine a path string and lends it to every client, and an engine never looks
    again at what another process wrote. Only a client with an engine of its own can close and
    reopen it without waiting for all the others. 48 choices: two alike once in 10^14.
    """
    return str(folder) + "".join(secrets.choice(("/", "/.")) for _ in range(48))
