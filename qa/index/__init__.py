"""The index of a folder: vectors, keywords, article texts, and the manifest of what is live."""

from __future__ import annotations

from qa.index.changes import Progress, SyncReport
from qa.index.filters import Filters
from qa.index.forgetting import forget, forget_everything, home_bytes, stored_bytes
from qa.index.health import Health, check_health
from qa.index.index import ArticleIndex
from qa.index.places import ChromaServer
from qa.index.snapshot import Snapshot
from qa.index.storage.manifest import FORMAT, ArticleRecord, FileRecord, Fingerprint, Manifest
from qa.index.syncing import sync

__all__ = [
    "FORMAT",
    "ArticleIndex",
    "ArticleRecord",
    "ChromaServer",
    "FileRecord",
    "Filters",
    "Fingerprint",
    "Health",
    "Manifest",
    "Progress",
    "Snapshot",
    "SyncReport",
    "check_health",
    "forget",
    "forget_everything",
    "home_bytes",
    "stored_bytes",
    "sync",
]
