"""What a sync did, and how it reports its progress."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.index.storage.manifest import FileRecord, Manifest

__all__ = ["Meter", "SyncProgress", "SyncReport", "report"]

_MOST_REASONS = 3


class SyncProgress(Protocol):
    """Is called with the progress of a sync, in the thread that runs it."""

    def __call__(self, done: int, total: int, phase: str) -> None:
        """Receive the progress.

        Args:
            done: Passages embedded so far, with those that were embedded already.
            total: How many there will be: an estimate from the bytes read so far, exact at the end.
            phase: ``embedding`` or ``saving``.
        """


class Meter:
    """Turns bytes read and passages seen into an estimate of the whole.

    Args:
        progress: Is called with the progress; None if nobody wants to know.
    """

    def __init__(self, progress: SyncProgress | None) -> None:
        self._progress = progress
        self._bytes = self._bytes_read = self._passages = self._done = 0

    def expect(self, size: int) -> None:
        """Record how many bytes there are to read."""
        self._bytes = size

    def read(self, size: int) -> None:
        """Record how many bytes were read."""
        self._bytes_read += size

    def parsed(self, passages: int) -> None:
        """Record how many passages were made."""
        self._passages += passages

    def embedded(self, passages: int) -> None:
        """Record how many passages were embedded, and report the progress."""
        self._done += passages
        self._tell("embedding")

    def saving(self) -> None:
        """Report that everything is embedded and is being saved."""
        self._tell("saving")

    def _tell(self, phase: str) -> None:
        if self._progress is None:
            return
        share = self._bytes_read / self._bytes if self._bytes else 1.0
        total = round(self._passages / share) if share else self._passages
        self._progress(self._done, max(total, self._passages), phase)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found and did. Files are counted, not articles.

    Attributes:
        added: Files with articles that were not there before.
        changed: Files whose articles differ from those before.
        removed: Files that held articles and are gone, or no longer hold any.
        unchanged: Files with the same articles as before.
        skipped: Why files and rows were skipped, by relative path.
        articles: Live articles after the sync.
        passages: Live passages after the sync.
        embedded: Passages whose vectors were computed.
        seconds: Wall time.
        revision: The state of the index after the sync.
        rebuilt: Why a new generation was made; None if none was.
        advice: What to do since the index has become large; empty if it has not.
        taken: Files that this machine took if several shared the work; None if it worked alone.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: Mapping[str, str]
    articles: int
    passages: int
    embedded: int
    seconds: float
    revision: int
    rebuilt: str | None = None
    advice: str = ""
    taken: int | None = None

    def summary(self) -> str:
        """Return a summary in one line: ``3 files added, 1 changed, 1 skipped (empty)``."""
        counts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        parts = [f"{count} {what}" for what, count in counts.items() if count]
        if parts:  # a file may hold many articles, so what is counted is named
            count, what = parts[0].split()
            parts[0] = f"{count} {'file' if count == '1' else 'files'} {what}"
        else:
            parts = ["nothing changed"]
        if self.skipped:
            # What follows a semicolon says what to do about it.
            whys = Counter(reason.partition(";")[0] for reason in self.skipped.values())
            reasons = [reason for reason, _ in whys.most_common()]
            more = ["…"] if len(reasons) > _MOST_REASONS else []
            listed = "; ".join(reasons[:_MOST_REASONS] + more)
            parts.append(f"{len(self.skipped)} skipped ({listed})")
        return ", ".join(parts)


def report(
    before: Mapping[str, FileRecord],
    after: Manifest,
    *,
    embedded: int,
    seconds: float,
    rebuilt: str | None = None,
    advice: str = "",
) -> SyncReport:
    """Compare the files before a sync with the manifest after it."""
    old = {path: file for path, file in before.items() if file.sightings}
    new = {path: file for path, file in after.files.items() if file.sightings}
    both = old.keys() & new.keys()
    # Of most files, the very record was kept.
    touched = [path for path in both if old[path] is not new[path]]
    changed = sum(_articles(old[path]) != _articles(new[path]) for path in touched)
    return SyncReport(
        added=len(new.keys() - old.keys()),
        changed=changed,
        removed=len(old.keys() - new.keys()),
        unchanged=len(both) - changed,
        skipped=after.reasons,
        articles=len(after.stored),
        passages=after.passages,
        embedded=embedded,
        seconds=seconds,
        revision=after.revision,
        rebuilt=rebuilt,
        advice=advice,
    )


def _articles(file: FileRecord) -> tuple[str, ...]:
    return tuple(sighting.article_id for sighting in file.sightings)
