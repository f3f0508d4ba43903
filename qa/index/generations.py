"""Chooses the generation that a sync writes: the live one, an unfinished one, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import DamagedIndexError, IndexMismatchError
from qa.index.storage.store import Fault

if TYPE_CHECKING:
    from qa.index.storage.location import Location
    from qa.index.storage.manifest import Fingerprint, Manifest
    from qa.index.storage.store import Generation, Store
    from qa.index.storage.vectors import PassageVectors

__all__ = ["Target", "check_fingerprint", "choose"]


@dataclass(frozen=True, slots=True)
class Target:
    """The generation to write.

    Attributes:
        generation: Where to write.
        vectors: Its vectors, open.
        fingerprint: What its vectors are made with.
        base: Its manifest; None if it is not the live generation.
        before: The live manifest, of any generation; None if none can be read.
        rebuilt: Why it is a new generation although there was an old one.
    """

    generation: Generation
    vectors: PassageVectors
    fingerprint: Fingerprint
    base: Manifest | None
    before: Manifest | None
    rebuilt: str | None


def choose(store: Store, fingerprint: Fingerprint, *, rebuild: bool) -> Target:
    """Open the generation to write; the caller holds the lock for writing and closes the vectors.

    Raises:
        IndexMismatchError: The index was made with other settings, and ``rebuild`` is False.
        Fault, CannotWrite: A new generation cannot be made.
    """
    current: Generation | None = None
    before: Manifest | None = None
    reason = "asked for" if rebuild else None
    try:
        current = store.current()
        if current is not None:
            before = current.manifest()
            if not rebuild:
                check_fingerprint(store.location, before.fingerprint, fingerprint)
                vectors = _open(current, fingerprint, before.passages)
                store.remove_generations(keep={current.name})
                return Target(current, vectors, fingerprint, before, before, rebuilt=None)
    except (Fault, DamagedIndexError) as error:
        reason = str(error)
    live = {current.name} if current else set()
    generation, vectors = _unfinished(store, live, fingerprint) or _new(store, fingerprint)
    store.remove_generations(keep=live | {generation.name})
    return Target(generation, vectors, fingerprint, None, before, rebuilt=reason)


def check_fingerprint(location: Location, made_with: Fingerprint, asked_with: Fingerprint) -> None:
    """Raise an error if an index was made with another model or other settings.

    Raises:
        IndexMismatchError: It was; the hint gives the command that rebuilds it.
    """
    if made_with != asked_with:
        raise IndexMismatchError(
            f"The index of {location.folder} was made with other settings: "
            f"{made_with.differences(asked_with)}.",
            hint=f"Rebuild it: {location.command('--rebuild')}",
        )


def _open(generation: Generation, fingerprint: Fingerprint, passages: int) -> PassageVectors:
    vectors = generation.vectors(create=fingerprint.digest())
    try:
        vectors.check(passages)
    except BaseException:
        vectors.close()
        raise
    return vectors


def _unfinished(
    store: Store, live: set[str], fingerprint: Fingerprint
) -> tuple[Generation, PassageVectors] | None:
    """Return the newest generation that an interrupted sync left, if its rows can be used."""
    generation = store.latest()
    if generation is None or generation.name in live:
        return None
    try:
        return generation, _open(generation, fingerprint, 0)
    except Fault:
        return None


def _new(store: Store, fingerprint: Fingerprint) -> tuple[Generation, PassageVectors]:
    generation = store.begin()
    return generation, generation.vectors(create=fingerprint.digest())
