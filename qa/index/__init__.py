"""The index of a folder: vectors, keywords, article texts, and the manifest of what is live."""

from __future__ import annotations

from qa.index.changes import SyncProgress, SyncReport
from qa.index.filters import Filters
from qa.index.health import Health
from qa.index.index import Index, forget_everything, home_bytes
from qa.index.reading import IndexReader
from qa.index.snapshot import Snapshot
from qa.index.storage import ChromaServer
from qa.index.storage.manifest import FORMAT, ArticleRecord, FileRecord, Fingerprint, Manifest

__all__ = [
    "FORMAT",
    "ArticleRecord",
    "ChromaServer",
    "FileRecord",
    "Filters",
    "Fingerprint",
    "Health",
    "Index",
    "IndexReader",
    "Manifest",
    "Snapshot",
    "SyncProgress",
    "SyncReport",
    "forget_everything",
    "home_bytes",
]
