"""An index on a Chroma server for several machines: one of them writes, all of them read.

On the server lie, for an index named ``news``, the collections

    qa-news                 the manifest in rows; the metadata say which of them are live
    qa-news-gen-N           the passages with their vectors
    qa-news-gen-N-texts     the article texts
    qa-news-claims          which machine writes, and which does what if several write together

and on each machine a keyword index, which follows the revision. A collection's metadata are
replaced as a whole, so one call makes a revision live.
"""

from __future__ import annotations

import contextlib
import socket
import weakref
from os import getpid
from typing import TYPE_CHECKING, Any

from chromadb.errors import NotFoundError
from filelock import FileLock
from typing_extensions import override

from qa.errors import IndexLockedError, ServerError
from qa.home import GENERATION, delete_written
from qa.index.storage.chroma import chroma_errors, close_server_client, server_client
from qa.index.storage.claims import LEASE_SECONDS, WRITER, Claims
from qa.index.storage.keywords import KeywordIndex, follow
from qa.index.storage.lock import writing
from qa.index.storage.manifest import Manifest
from qa.index.storage.server_manifest import get_manifest, put_manifest, remove_other_pieces
from qa.index.storage.server_texts import ServerTexts
from qa.index.storage.store import Fault, Generation, Outdated, Store
from qa.index.storage.vectors import PassageVectors, open_collection

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from chromadb.api.models.Collection import Collection

    from qa.index.storage.chroma import ChromaServer
    from qa.index.storage.location import Location

__all__ = ["ServerGeneration", "ServerStore"]


class ServerGeneration(Generation):
    """A generation on a server.

    Args:
        name: Its name.
        store: The store that it belongs to.
        state: The metadata that name it as live; None if it is not live.
    """

    def __init__(self, name: str, store: ServerStore, state: dict[str, Any] | None = None) -> None:
        self.name = name
        self.keywords = store.folder / name / "keywords"
        self._store = store
        self._state = state or {}
        self._covered = self.keywords.with_name("revisions")

    @override
    def manifest(self) -> Manifest:
        if "revision" not in self._state:
            raise Fault("the manifest is missing")
        return self._store.read_manifest(self._state)

    @override
    def vectors(self, *, create: str | None = None) -> PassageVectors:
        with chroma_errors(self._store.url):
            collection = open_collection(
                self._store.client, f"{self._store.prefix}-{self.name}", create
            )
        return PassageVectors(
            self._store.client,
            collection,
            batch=self._batch,
            close=lambda: None,  # the connection belongs to the store, which still uses it
            server=self._store.url,
        )

    @override
    def texts(self) -> ServerTexts:
        with chroma_errors(self._store.url):
            return ServerTexts(
                self._store.client.get_or_create_collection(
                    f"{self._store.prefix}-{self.name}-texts", embedding_function=None
                ),
                self._store.url,
            )

    @override
    def keyword_index(self, manifest: Manifest) -> KeywordIndex:
        if not self.keywords_follow(manifest):
            self.keywords.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.keywords.with_name("follow.lock")):
                if not self.keywords_follow(manifest):
                    follow(self.keywords, manifest, self.vectors())
                    self._covered.write_text(_stamp(manifest), "utf-8")
        return KeywordIndex(self.keywords)

    @override
    def keywords_follow(self, manifest: Manifest) -> bool:
        try:
            KeywordIndex(self.keywords)
            return _stamp(manifest) in self._covered.read_text("utf-8").splitlines()
        except (Fault, OSError):
            return False

    def cover(self, manifest: Manifest) -> None:
        """Record that this machine's keyword index holds what a manifest names."""
        self.keywords.parent.mkdir(parents=True, exist_ok=True)
        with self._covered.open("a", encoding="utf-8") as file:
            file.write(_stamp(manifest) + "\n")

    @override
    def is_unfinished(self) -> bool:
        return self._store.state().get("unfinished") == self.name

    @override
    def mark(self, *, unfinished: bool) -> None:
        self._store.change(unfinished=self.name if unfinished else "")

    @contextlib.contextmanager
    def _batch(self, rows: int) -> Iterator[None]:
        del rows
        self._store.check_writer()
        yield


class ServerStore(Store):
    """An index on a Chroma server.

    Args:
        location: The folder of articles, and the place on this machine.
        server: The server, and the name of the index there.

    Raises:
        ConfigurationError: The address is not valid, or the token would be sent unencrypted.
        ServerError: The server does not answer, or refuses the token.
    """

    def __init__(self, location: Location, server: ChromaServer) -> None:
        name = server.name or location.root.name
        self.location = location
        self.url = server.url
        self.prefix = f"qa-{name}"
        self.folder = location.root / "server" / name
        self.client = server_client(server)
        self._claims = Claims(self.client, f"{self.prefix}-claims", self.url)
        self._writes = False
        # Views may be used after the index is closed; the last of them closes the connection.
        weakref.finalize(self, close_server_client, self.client)

    @property
    @override
    def where(self) -> str:
        return f"{self.url}, collections {self.prefix}*"

    @property
    @override
    def shared(self) -> bool:
        return True

    @override
    def exists(self) -> bool:
        return "revision" in self.state()

    @override
    def stamp(self) -> Hashable:
        state = self.state()
        if "revision" not in state:
            raise self.location.missing()
        return state["generation"], state["revision"]

    @override
    def current(self) -> ServerGeneration | None:
        state = self.state()
        if "revision" not in state:
            return None
        return ServerGeneration(state["generation"], self, state)

    @override
    def latest(self) -> ServerGeneration | None:
        names = _names(self.state())
        return ServerGeneration(names[-1], self) if names else None

    @override
    def begin(self) -> ServerGeneration:
        names = _names(self.state())
        number = 1 + (int(names[-1].removeprefix("gen-")) if names else 0)
        name = f"gen-{number}"
        self.change(generations=",".join([*names, name]))
        return ServerGeneration(name, self)

    @override
    def publish(self, generation: Generation, manifest: Manifest) -> None:
        assert isinstance(generation, ServerGeneration)
        self.check_writer(at_once=True)
        rows = self._rows()
        with chroma_errors(self.url):
            names = put_manifest(rows, manifest.to_json())
            generation.cover(manifest)
            self.change(
                generation=generation.name, revision=manifest.revision, manifest=" ".join(names)
            )
            remove_other_pieces(rows, names)

    @override
    def remove_generations(self, *, keep: set[str]) -> None:
        names = _names(self.state())
        dead = [name for name in names if name not in keep]
        for name in dead:
            self._delete(f"{self.prefix}-{name}")
            self._delete(f"{self.prefix}-{name}-texts")
            with contextlib.suppress(OSError):
                delete_written(self.folder / name, GENERATION)
                (self.folder / name).rmdir()
        if dead:
            self.change(generations=",".join(name for name in names if name in keep))

    @override
    @contextlib.contextmanager
    def writing(self, *, sharing: bool = False) -> Iterator[None]:
        host = socket.gethostname()
        claim = {"host": host, "process": getpid(), "sharing": sharing, "generation": ""}
        # Whoever holds the lock of this home is the only process that writes from it.
        place = f"{host}:{self.location.root}"
        with writing(self.location):
            if not self._claims.take([WRITER], claim, place=place).won:
                raise self._locked()
            self._writes = True
            try:
                with self._claims.renewing():
                    with chroma_errors(self.url):
                        self.client.get_or_create_collection(self.prefix, embedding_function=None)
                    yield
            finally:
                self._writes = False
                with contextlib.suppress(ServerError, Fault):
                    self._claims.release()

    @property
    @override
    def claims(self) -> Claims:
        return self._claims

    def check_writer(self, *, at_once: bool = False) -> None:
        """Check that no other machine has begun to write, if this one does.

        Args:
            at_once: Ask the server, even if it was asked some seconds ago.

        Raises:
            IndexLockedError: It has, since this process did not renew its claim in time.
        """
        if self._writes and at_once:
            self._claims.renew()
        if self._writes and not self._claims.holds(WRITER):
            raise self._locked()

    def _locked(self) -> IndexLockedError:
        other = self._claims.holder(WRITER) or {"process": "unknown", "host": "another machine"}
        return IndexLockedError(
            f"The index of {self.location.folder} is being written by process "
            f"{other['process']} on {other['host']}.",
            hint="Wait until that process has finished, or divide the work among the machines: "
            f"{self.location.command('--join')} on each. If it was killed, wait "
            f"{LEASE_SECONDS:g} seconds.",
        )

    @override
    def forget(self) -> None:
        self.remove_generations(keep=set())
        self._delete(self.prefix)
        self._delete(self._claims.name)
        self.location.forget()

    def state(self) -> dict[str, Any]:
        """Return the live revision and the generations; empty if there is no index."""
        with chroma_errors(self.url):
            try:
                return dict(self._rows().metadata or {})
            except NotFoundError:
                return {}

    def change(self, **entries: Any) -> None:
        """Change entries of the state in one step."""
        with chroma_errors(self.url):
            rows = self._rows()
            rows.modify(metadata={**(rows.metadata or {}), **entries})

    def read_manifest(self, state: Mapping[str, Any]) -> Manifest:
        """Read the manifest of the revision that a state names.

        Raises:
            Outdated: An earlier version of this package wrote it.
            Fault: It is missing or not valid.
        """
        if "manifest" not in state:
            raise Outdated("another version of qa made it (its manifest is in other pieces)")
        with chroma_errors(self.url):
            return Manifest.from_json(get_manifest(self._rows(), state["manifest"].split()))

    def _rows(self) -> Collection:
        return self.client.get_collection(self.prefix, embedding_function=None)

    def _delete(self, collection: str) -> None:
        with chroma_errors(self.url), contextlib.suppress(NotFoundError):
            self.client.delete_collection(collection)


def _names(state: dict[str, Any]) -> list[str]:
    return [name for name in str(state.get("generations", "")).split(",") if name]


def _stamp(manifest: Manifest) -> str:
    return f"{manifest.revision} {manifest.updated}"
