"""The manifest: the live articles, what each file held, and what the index was made with."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from qa.index.storage.location import replace_file
from qa.index.storage.store import Fault, Outdated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "FORMAT",
    "ArticleRecord",
    "FileRecord",
    "Fingerprint",
    "Manifest",
    "Sighting",
    "StoredArticle",
    "now",
]

#: Version of everything that an index holds on disk; indexes of other versions are rebuilt.
FORMAT = 5


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index was made with; its vectors cannot be compared with vectors made otherwise.

    Attributes:
        embedding: Name of the embedding model.
        dimension: Number of components of its vectors.
        passages: The passage settings, in words such as ``160 tokens, 1 sentence of overlap``.
        format: Version of the index on disk.
    """

    embedding: str
    dimension: int
    passages: str
    format: int = FORMAT

    def digest(self) -> str:
        """Hash of all fields: 16 hexadecimal digits."""
        fields = json.dumps(dataclasses.asdict(self), sort_keys=True)
        return hashlib.sha256(fields.encode()).hexdigest()[:16]

    def differences(self, other: Fingerprint) -> str:
        """Return in which fields this fingerprint differs from another: ``embedding a, not b``."""
        return "; ".join(
            f"{field.name} {getattr(self, field.name)}, not {getattr(other, field.name)}"
            for field in dataclasses.fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        )


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article as one file presents it; several files may hold the same text."""

    article_id: str
    title: str
    published: str | None
    author: str | None
    language: str
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the folder as it was when it was last read.

    Attributes:
        size: Bytes.
        mtime_ns: Time of its last change, in nanoseconds since 1970.
        sha256: SHA-256 of its bytes; empty if they could not be read.
        sightings: The articles found in it.
        skipped: Why the file, or rows of a table in it, were left out: reasons by path.
    """

    size: int
    mtime_ns: int
    sha256: str
    sightings: tuple[Sighting, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What is stored of an article: the number of passages and the SHA-256 of its text."""

    passages: int
    digest: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A live article.

    Attributes:
        path: The first file that holds it, relative, with forward slashes.
        also_in: The other files that hold it.
        published: ISO date, or None.
        passages: How many passages it was split into.
        digest: SHA-256 of its text.
        updated: ISO date of its last change, if it states one.
    """

    article_id: str
    title: str
    published: str | None
    author: str | None
    language: str
    path: str
    also_in: tuple[str, ...]
    passages: int
    digest: str
    updated: str | None = None

    @property
    def published_day(self) -> int | None:
        """The date of publication as an integer such as 20210710."""
        return int(self.published[:10].replace("-", "")) if self.published else None


@dataclass(frozen=True)
class Manifest:
    """One state of an index, complete and immutable.

    Attributes:
        revision: Counts the states of an index, from 1.
        folder: Real path of the folder of articles.
        fingerprint: What the index was made with.
        reading: Signature of the reader that read the files.
        files: Every file read, by relative path.
        stored: What is stored of each live article, by article id.
        skipped: Why files and folders were skipped without being read: reasons by relative path.
        keyword_opstamp: The state of the keyword index that holds at least these articles.
        created: When this generation was started, ISO 8601, UTC.
        updated: When this state was written.
    """

    revision: int
    folder: str
    fingerprint: Fingerprint
    reading: str
    files: Mapping[str, FileRecord]
    stored: Mapping[str, StoredArticle]
    skipped: Mapping[str, str]
    keyword_opstamp: int
    created: str
    updated: str

    @cached_property
    def articles(self) -> Mapping[str, ArticleRecord]:
        """The live articles by id, in order of their paths."""
        return _Records(self.files, self.stored)

    @property
    def passages(self) -> int:
        """The number of live passages."""
        return sum(stored.passages for stored in self.stored.values())

    @property
    def reasons(self) -> dict[str, str]:
        """Why each file, folder or row was skipped, by relative path."""
        within = {path: why for file in self.files.values() for path, why in file.skipped.items()}
        return dict(sorted({**self.skipped, **within}.items()))

    def to_json(self) -> bytes:
        """Return the manifest as JSON."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """Read JSON.

        Raises:
            Outdated: It is a manifest of another format.
            Fault: It is not a valid manifest.
        """
        try:
            made_with = msgspec.json.decode(content, type=_Made).fingerprint.format
            if made_with != FORMAT:
                raise Outdated(f"another version of qa made it (format {made_with}, not {FORMAT})")
            with _without_collector():
                manifest = msgspec.json.decode(content, type=cls)
        except msgspec.MsgspecError as error:
            raise Fault("the manifest is not valid") from error
        sighted = {one.article_id for file in manifest.files.values() for one in file.sightings}
        if sighted != manifest.stored.keys():
            raise Fault("the manifest is not valid: files and articles disagree")
        return manifest

    def write(self, path: Path) -> None:
        """Replace the manifest at ``path`` atomically.

        Raises:
            OSError: It could not be written; the earlier manifest is kept.
        """
        replace_file(path, self.to_json())

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest file.

        Raises:
            Outdated: It is a manifest of another format.
            Fault: It is missing or not valid.
        """
        try:
            return cls.from_json(path.read_bytes())
        except OSError as error:
            raise Fault(f"the manifest cannot be read ({error})") from error


class _Records(Mapping[str, ArticleRecord]):
    """The records of articles, each made when it is first asked for: a question needs a few."""

    def __init__(
        self, files: Mapping[str, FileRecord], stored: Mapping[str, StoredArticle]
    ) -> None:
        self._files, self._stored = files, stored
        self._made: dict[str, ArticleRecord] = {}
        self._path: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}
        for path in sorted(files):
            for sighting in files[path].sightings:
                if self._path.setdefault(sighting.article_id, path) != path:
                    self._others.setdefault(sighting.article_id, []).append(path)

    def __getitem__(self, article_id: str) -> ArticleRecord:
        record = self._made.get(article_id)
        if record is None:
            record = self._made[article_id] = self._record(article_id, self._path[article_id])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._path)

    def __len__(self) -> int:
        return len(self._path)

    def _record(self, article_id: str, path: str) -> ArticleRecord:
        first = next(one for one in self._files[path].sightings if one.article_id == article_id)
        stored = self._stored[article_id]
        return ArticleRecord(
            article_id=article_id,
            title=first.title,
            published=first.published,
            author=first.author,
            language=first.language,
            path=path,
            also_in=tuple(dict.fromkeys(self._others.get(article_id, ()))),
            passages=stored.passages,
            digest=stored.digest,
            updated=first.updated,
        )


class _Version(msgspec.Struct):
    format: int


class _Made(msgspec.Struct):
    """What a manifest of any format says of its making."""

    fingerprint: _Version


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Make many objects at once, in a quarter of the time.

    Python's collector of cycles looks at all objects again whenever some thousands have been made;
    those of a manifest form no cycles.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def now() -> str:
    """The time as ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
