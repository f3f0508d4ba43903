"""Claims on a Chroma server: which of several machines writes, and which does what.

A claim is a row. Of two rows that are added with one id, Chroma keeps the first, so that exactly
one machine gets a claim however many ask at the same moment. Whoever holds a claim renews it while
it lives; a claim that was not renewed for a while may be taken over, as the next turn of its key.
The clocks of the machines should agree to within some seconds: if they do not, a claim may be taken
from a machine that is still at work.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from chromadb.errors import NotFoundError

from qa.errors import ServerError
from qa.index.storage.chroma import chroma_errors
from qa.index.storage.store import CannotWrite, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

__all__ = ["LEASE_SECONDS", "WRITER", "Claims", "Taken"]

#: The key that the machine that writes holds; all other keys are files.
WRITER = "writer"
#: A claim that was not renewed for so long belongs to a process that was killed.
LEASE_SECONDS = 30.0
_RENEWED_EVERY = 5.0
_IDS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the keys that were asked for; all others are at work elsewhere.

    Attributes:
        won: Keys that now belong to the asker.
        done: Keys whose work is done.
    """

    won: frozenset[str] = field(default_factory=frozenset)
    done: frozenset[str] = field(default_factory=frozenset)


class Claims:
    """The claims of one index, as one process sees them. Safe for several threads.

    Args:
        client: The server.
        name: Name of the collection that holds the claims; it is made when it is needed.
        server: Address of the server.
    """

    def __init__(self, client: Client, name: str, server: str) -> None:
        self.name = name
        self._client = client
        self._server = server
        self._holder = secrets.token_hex(8)
        self._held: dict[str, int] = {}
        self._renewed = 0.0
        self._lock = threading.Lock()

    def take(
        self, keys: Sequence[str], entries: Mapping[str, Any] | None = None, *, place: str = ""
    ) -> Taken:
        """Claim each key that is free, and tell which of them are won and which are done.

        Args:
            keys: What to claim.
            entries: What to store beside each claim.
            place: Claims made with the same place are free, since the caller knows that the
                process that made them has ended.

        Raises:
            ServerError: The server does not answer.
        """
        with chroma_errors(self._server):
            rows = self._client.get_or_create_collection(self.name, embedding_function=None)
        newest = self._newest(keys)
        free = [
            key
            for key in keys
            if key not in newest or _is_free(newest[key], place) or self._forgot(newest[key])
        ]
        won: dict[str, int] = {}
        if free:
            turns = {key: newest[key]["turn"] + 1 if key in newest else 1 for key in free}
            claim = {
                **(entries or {}),
                "holder": self._holder,
                "place": place,
                "until": _end_of_lease(),
                "done": False,
            }
            with chroma_errors(self._server):
                rows.add(
                    ids=[_row(key, turns[key]) for key in free],
                    embeddings=np.asarray([_position(key) for key in free], np.float32),
                    metadatas=[{**claim, "key": key, "turn": turns[key]} for key in free],
                )
                newest |= self._newest(free)
                won = {key: turns[key] for key in free if newest[key]["holder"] == self._holder}
                past = [_row(key, turn - 1) for key, turn in won.items() if turn > 1]
                if past:
                    rows.delete(ids=past)
            with self._lock:
                self._held |= won
                self._renewed = time.monotonic()
        return Taken(
            won=frozenset(won),
            done=frozenset(key for key in keys if key in newest and newest[key]["done"]),
        )

    def note(self, key: str, entries: Mapping[str, Any]) -> None:
        """Store something beside a claim that is held."""
        with self._lock:
            turns = {key: self._held[key]} if key in self._held else {}
        self._update(turns, entries)

    def finish(self, keys: Iterable[str]) -> None:
        """Record that the work of these claims is done."""
        self._give_back(keys, {"done": True})

    def release(self, keys: Iterable[str] | None = None) -> None:
        """Give claims back, all if none are named, so that others need not wait for them."""
        self._give_back(list(self._held) if keys is None else keys, {"until": 0.0})

    def holder(self, key: str) -> dict[str, Any] | None:
        """Return what is stored of a claim that somebody holds; None if nobody does."""
        found = self._newest([key]).get(key)
        return None if found is None or _is_free(found, "") or found["done"] else found

    def renew(self) -> None:
        """Renew all claims that are held; those that others have taken over are held no more."""
        with self._lock:
            held = dict(self._held)
        newest = self._newest(list(held))
        lost = {key for key in held if newest.get(key, {}).get("holder") != self._holder}
        kept = {key: turn for key, turn in held.items() if key not in lost}
        self._update(kept, {"until": _end_of_lease()})
        with self._lock:
            for key in lost:
                self._held.pop(key, None)
            self._renewed = time.monotonic()

    def holds(self, key: str) -> bool:
        """Tell whether a claim is still held; the server is asked if the last renewal is old."""
        if time.monotonic() - self._renewed > _RENEWED_EVERY * 2:
            self.renew()
        return key in self._held

    @contextlib.contextmanager
    def renewing(self) -> Iterator[None]:
        """Renew the claims again and again, in a thread, as long as the process lives."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(_RENEWED_EVERY):
                # A server that does not answer now may answer the next time.
                with contextlib.suppress(ServerError, Fault, CannotWrite):
                    self.renew()

        thread = threading.Thread(target=renew, name="qa claims", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join(timeout=1.0)

    def clear(self) -> None:
        """Forget all claims on files; the claim of the machine that writes stays."""
        other: Any = {"key": {"$ne": WRITER}}
        with chroma_errors(self._server):
            self._rows().delete(where=other)

    def _forgot(self, row: Mapping[str, Any]) -> bool:
        """Tell whether this process gave a claim back while the server did not answer."""
        return not row["done"] and row["holder"] == self._holder and row["key"] not in self._held

    def _give_back(self, keys: Iterable[str], entries: Mapping[str, Any]) -> None:
        # Even if the server does not answer, they are renewed no more.
        with self._lock:
            turns = {key: self._held.pop(key) for key in list(keys) if key in self._held}
        self._update(turns, entries)

    def _update(self, turns: Mapping[str, int], entries: Mapping[str, Any]) -> None:
        ids = [_row(key, turn) for key, turn in turns.items()]
        if ids:
            with chroma_errors(self._server):
                # A row that has been deleted is passed over.
                self._rows().update(ids=ids, metadatas=[dict(entries) for _ in ids])

    def _newest(self, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the row of the last turn of each key that has any."""
        newest: dict[str, dict[str, Any]] = {}
        for start in range(0, len(keys), _IDS_AT_ONCE):
            named: Any = {"key": {"$in": list(keys[start : start + _IDS_AT_ONCE])}}
            with chroma_errors(self._server):
                try:
                    found: Any = self._rows().get(where=named, include=["metadatas"])
                except NotFoundError:
                    return {}
            for row in found["metadatas"]:
                if row["turn"] > newest.get(row["key"], {"turn": 0})["turn"]:
                    newest[row["key"]] = dict(row)
        return newest

    def _rows(self) -> Collection:
        return self._client.get_collection(self.name, embedding_function=None)


def _is_free(row: Mapping[str, Any], place: str) -> bool:
    if row["done"]:
        return False
    return row["until"] < time.time() or (bool(place) and row["place"] == place)


def _end_of_lease() -> float:
    return time.time() + LEASE_SECONDS


def _row(key: str, turn: int) -> str:
    return f"{key}-{turn}"


def _position(key: str) -> list[float]:
    # Chroma requires a vector; equal vectors would spoil its search graph.
    return [int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 16**8]
