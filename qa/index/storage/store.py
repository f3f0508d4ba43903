"""The interface of every place that keeps an index: files, or a Chroma server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from qa.index.storage.claims import Claims
    from qa.index.storage.keywords import KeywordIndex
    from qa.index.storage.location import Location
    from qa.index.storage.manifest import Manifest
    from qa.index.storage.vectors import PassageVectors

__all__ = ["CannotWrite", "Fault", "Generation", "Outdated", "Store", "Texts"]


class Fault(Exception):
    """A part of the index is missing or inconsistent; the message says which.

    Users do not see it: the caller knows which command helps, and raises a `QAError` instead.
    """


class Outdated(Fault):
    """Another version of this package wrote the index; a sync rebuilds it from the articles."""


class CannotWrite(Exception):
    """A part of the index could not be written; the message says why, such as a full disk."""


class Texts(Protocol):
    """The articles' whole texts as they were read, by article id.

    Citations, verification and "open article" need the text that was indexed, even after the user's
    file has changed or gone.
    """

    def put(self, article_id: str, text: str) -> None:
        """Store a text; it is safely on disk only after `settle`.

        Raises:
            CannotWrite: It could not be written.
        """

    def settle(self) -> None:
        """Wait until all texts that were put so far are safely stored.

        Raises:
            CannotWrite: A text could not be written.
        """

    def get(self, article_id: str, digest: str) -> str:
        """Return a text, checked against its SHA-256.

        Raises:
            Fault: It is missing, unreadable, or not the text that was stored.
        """

    def retire(self, article_ids: Iterable[str]) -> None:
        """Record that these articles have died; earlier questions may quote them for a while."""

    def remove_dead(self, live: Collection[str]) -> None:
        """Delete the texts of articles that are not live and died more than an hour ago."""


class Generation(ABC):
    """One generation of an index: everything that was made with one fingerprint.

    Attributes:
        name: Such as ``gen-3``; later ones have higher numbers.
        keywords: The folder of its keyword index, always on this machine.
    """

    name: str
    keywords: Path

    @abstractmethod
    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            Fault: There is none, or it cannot be read.
        """

    @abstractmethod
    def vectors(self, *, create: str | None = None) -> PassageVectors:
        """Open the passages' vectors.

        Args:
            create: If there is no collection, make one and mark it with this digest.

        Raises:
            Fault: There is no such collection, it cannot be opened, or it has another mark.
            CannotWrite: It could not be made.
        """

    def settle(self) -> None:  # noqa: B027 - most need not do anything
        """Make the vectors fast to open, if possible; called after a sync has closed them."""

    @abstractmethod
    def texts(self) -> Texts:
        """Open the article texts."""

    @abstractmethod
    def keyword_index(self, manifest: Manifest) -> KeywordIndex:
        """Open the keyword index of what the manifest names; it is rebuilt if it is missing.

        Raises:
            Fault: It cannot be rebuilt.
            IndexLockedError: Another process is writing.
        """

    @abstractmethod
    def keywords_follow(self, manifest: Manifest) -> bool:
        """Whether the keyword index holds all that the manifest names."""

    @abstractmethod
    def is_unfinished(self) -> bool:
        """Whether a sync has started to change this generation and has not finished."""

    @abstractmethod
    def mark(self, *, unfinished: bool) -> None:
        """Record that a sync starts, or that it has finished."""


class Store(ABC):
    """The place of one folder's index.

    Attributes:
        location: The folder of articles, and what is kept on this machine.
    """

    location: Location

    @property
    @abstractmethod
    def where(self) -> str:
        """Where it is, in words for the user."""

    @property
    def shared(self) -> bool:
        """Whether machines that do not have the folder may read it."""
        return False

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is an index, even a damaged one."""

    @abstractmethod
    def stamp(self) -> Hashable:
        """Return a value that changes with every revision; it is cheap to get at every question.

        Raises:
            MissingIndexError: There is no index.
            DamagedIndexError: The manifest is missing.
        """

    @abstractmethod
    def current(self) -> Generation | None:
        """Return the live generation, or None if nothing has been indexed yet.

        Raises:
            DamagedIndexError: It is not known which generation is live.
        """

    @abstractmethod
    def latest(self) -> Generation | None:
        """Return the generation that was started last, finished or not."""

    @abstractmethod
    def begin(self) -> Generation:
        """Start a new generation."""

    @abstractmethod
    def publish(self, generation: Generation, manifest: Manifest) -> None:
        """Make a manifest, and its generation, the live one; atomically.

        Raises:
            CannotWrite: It could not be written; the earlier state stays live.
        """

    @abstractmethod
    def remove_generations(self, *, keep: set[str]) -> None:
        """Delete all generations but those named."""

    @property
    def claims(self) -> Claims | None:
        """Which machine does what if several write together; None if only one can write."""
        return None

    @abstractmethod
    def writing(self, *, sharing: bool = False) -> AbstractContextManager[None]:
        """Hold the lock for writing; it is released if the process is killed.

        Args:
            sharing: Other machines may take a part of the work; see `claims`.

        Raises:
            IndexLockedError: Another process holds it; raised at once.
            StorageError: The folder for the index cannot be made.
        """

    @abstractmethod
    def forget(self) -> None:
        """Delete everything stored; the caller holds the lock for writing."""
