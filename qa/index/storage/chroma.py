"""Chroma's clients, and its errors in plain words."""

from __future__ import annotations

import contextlib
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

from qa.errors import ConfigurationError, ServerError
from qa.index.storage.store import CannotWrite, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qa.settings import Settings as OurSettings

__all__ = ["ChromaServer", "chroma_errors", "close_server_client", "local_client", "server_client"]

# Messages of SQLite and the operating system if a file cannot grow or be written.
_NO_ROOM = re.compile(
    r"disk is full|disk i/o|no space|too large|read-?only|unable to open|permission|os error", re.I
)
_HTTP, _HTTPS = 80, 443
# Answers of a server, or of what stands before it, to a token that is missing or wrong.
_REFUSED = (401, 403)
# Addresses of this machine: what is sent there does not leave it.
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# Seconds to wait for a server.
_PATIENCE = 10.0


def local_client(folder: Path) -> Client:
    """Open Chroma's files in a folder; the folder is made if it is missing."""
    client = chromadb.PersistentClient(_private_spelling(folder), _settings())
    assert isinstance(client, Client)  # the interface, ClientAPI, cannot be closed
    return client


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server that several machines share; one of them writes.

    Attributes:
        url: Its address, such as ``http://host:8000``.
        name: Name of the index there, of letters, digits, ``-`` and ``_``. If it is empty, the name
            is made from the real path of the folder, which must be the same on all machines.
        token: Sent with every request; empty for a server that asks for none.
        header: The header that carries the token.
        tenant: Empty for Chroma's default.
        database: Of the tenant; empty for Chroma's default.
    """

    url: str
    name: str = ""
    token: str = field(default="", repr=False)
    header: str = "Authorization"
    tenant: str = ""
    database: str = ""

    @classmethod
    def of(cls, settings: OurSettings) -> ChromaServer | None:
        """Return the server that the settings name, or None if they name none."""
        if not settings.chroma_url:
            return None
        token = settings.chroma_token
        return cls(
            settings.chroma_url,
            settings.chroma_name,
            token.get_secret_value() if token else "",
            settings.chroma_token_header,
            settings.chroma_tenant,
            settings.chroma_database,
        )

    @property
    def headers(self) -> dict[str, str]:
        """The headers that carry the token."""
        if not self.token:
            return {}
        bearer = self.header == "Authorization"
        return {self.header: f"Bearer {self.token}" if bearer else self.token}


def server_client(server: ChromaServer) -> Client:
    """Connect to a Chroma server.

    Certificates are checked against those that the machine trusts; the variable SSL_CERT_FILE names
    others, such as those of a company.

    Raises:
        ConfigurationError: This is not the address of a server, or the token would be sent
            unencrypted to another machine.
        ServerError: It does not answer, refuses the token, or has no such database.
    """
    url = server.url
    secure, host, port = _parts(url)
    if server.token and not secure and host not in _LOOPBACK:
        raise ConfigurationError(
            f"QA_CHROMA_TOKEN would be sent unencrypted to {url}.",
            hint="Set QA_CHROMA_URL to an address that begins with https://.",
        )
    tenant, database = server.tenant or DEFAULT_TENANT, server.database or DEFAULT_DATABASE
    with chroma_errors(url):
        # Chroma itself would wait for ever for a host that does not answer, and reports a token
        # that is refused in the same words as a database that is missing.
        with httpx.Client(
            base_url=f"{url.rstrip('/')}/api/v2/", headers=server.headers, timeout=_PATIENCE
        ) as asking:
            beat = _told(asking, "heartbeat", url)
            if not beat.is_success or b"heartbeat" not in beat.content:
                raise ServerError(
                    f"The server at {url} is not a Chroma server.", hint="Correct QA_CHROMA_URL."
                )
            path = f"tenants/{quote(tenant, safe='')}/databases/{quote(database, safe='')}"
            if not _told(asking, path, url).is_success:
                raise ServerError(
                    f"The Chroma server at {url} has no database {database!r} of a tenant "
                    f"{tenant!r}.",
                    hint="Correct QA_CHROMA_TENANT and QA_CHROMA_DATABASE, or make it there.",
                )
        client = chromadb.HttpClient(
            host=host,
            port=port,
            ssl=secure,
            headers=server.headers,
            settings=_settings(),
            tenant=tenant,
            database=database,
        )
        assert isinstance(client, Client)
        return client


def _told(asking: httpx.Client, path: str, url: str) -> httpx.Response:
    response = asking.get(path)
    if response.status_code in _REFUSED:
        raise ServerError(
            f"The Chroma server at {url} refuses the token.",
            hint="Correct QA_CHROMA_TOKEN and QA_CHROMA_TOKEN_HEADER.",
        )
    return response


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
