"""Which generation a sync writes: the live one, one that was cut short, or a new one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.errors import DamagedIndexError, IndexMismatchError
from qa.index.faults import Fault
from qa.index.manifest import Fingerprint, Manifest
from qa.index.vectors import PassageVectors

if TYPE_CHECKING:
    from pathlib import Path

    from qa.index.location import Location

__all__ = ["Target", "choose"]


@dataclass(frozen=True, slots=True)
class Target:
    """The generation to write.

    Attributes:
        path: Its folder.
        vectors: Its vectors, open.
        fingerprint: What it is made with.
        base: Its manifest; None where it is not the live generation.
        before: The live manifest, of whatever generation, where one can be read.
        rebuilt: Why it is a new generation although there was an old one.
    """

    path: Path
    vectors: PassageVectors
    fingerprint: Fingerprint
    base: Manifest | None
    before: Manifest | None
    rebuilt: str | None


def choose(location: Location, fingerprint: Fingerprint, *, rebuild: bool) -> Target:
    """Open the generation to write; the caller holds the writer's lock and closes the vectors.

    Raises:
        IndexMismatchError: The index was made with other settings, and ``rebuild`` is False.
        Fault, NoRoom: A new generation cannot be made.
    """
    current: Path | None = None
    before: Manifest | None = None
    reason = "asked for" if rebuild else None
    try:
        current = location.current()
        if current is not None:
            before = Manifest.read(current / "manifest.json")
            if not rebuild:
                check_fingerprint(location, before.fingerprint, fingerprint)
                vectors = _open(current, fingerprint, before.passages)
                location.remove_generations(keep={current})
                return Target(current, vectors, fingerprint, before, before, rebuilt=None)
    except (Fault, DamagedIndexError) as error:
        reason = str(error)
    path, vectors = _unfinished(location, current, fingerprint) or _new(location, fingerprint)
    location.remove_generations(keep={path} | ({current} if current else set()))
    return Target(path, vectors, fingerprint, None, before, rebuilt=reason)


def check_fingerprint(location: Location, made_with: Fingerprint, asked_with: Fingerprint) -> None:
    """Refuse an index that was made with another model or other settings.

    Raises:
        IndexMismatchError: It was; the hint is the command that rebuilds.
    """
    if made_with != asked_with:
        raise IndexMismatchError(
            f"The index of {location.folder} was made with other settings: "
            f"{made_with.differences(asked_with)}.",
            hint=f"Rebuild it: {location.command('--rebuild')}",
        )


def _open(generation: Path, fingerprint: Fingerprint, passages: int) -> PassageVectors:
    vectors = PassageVectors.open(generation, create=fingerprint.digest())
    try:
        vectors.check(passages)
    except BaseException:
        vectors.close()
        raise
    return vectors


def _unfinished(
    location: Location, current: Path | None, fingerprint: Fingerprint
) -> tuple[Path, PassageVectors] | None:
    """Return the newest generation that a killed sync left, if its rows can be used."""
    generations = location.generations()
    if not generations or generations[-1] == current:
        return None
    path = generations[-1]
    try:
        return path, _open(path, fingerprint, 0)
    except Fault:
        shutil.rmtree(path, ignore_errors=True)
        return None


def _new(location: Location, fingerprint: Fingerprint) -> tuple[Path, PassageVectors]:
    path = location.next_generation()
    path.mkdir(parents=True)
    return path, PassageVectors.open(path, create=fingerprint.digest())
