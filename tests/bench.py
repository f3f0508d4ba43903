"""A folder of articles with its index, for tests; syncs also run in processes to be killed."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from fakes import HashEmbedding

from qa.articles import ArticleReader
from qa.articles.passages import SentencePassages
from qa.errors import QAError
from qa.index import ChromaServer, Filters, Fingerprint, Index, IndexReader, SyncReport

FINGERPRINT = Fingerprint("hash", 64, "20 words")


@dataclass
class Bench:
    """A folder of articles, a home, and all that a sync needs."""

    folder: Path
    home: Path
    reader: ArticleReader = field(default_factory=ArticleReader)
    embed_model: HashEmbedding = field(default_factory=HashEmbedding)
    fingerprint: Fingerprint = FINGERPRINT
    server: ChromaServer | None = None

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def sync(self, **options: Any) -> SyncReport:
        options.setdefault("fingerprint", self.fingerprint)
        return self.index().sync(
            reader=self.reader,
            parser=SentencePassages(max_tokens=20, count_tokens=lambda text: len(text.split())),
            embed_model=self.embed_model,
            **options,
        )

    @contextlib.contextmanager
    def syncing(
        self, *, pause: float = 0.0, most_bytes: int | None = None, join: bool = False
    ) -> Iterator[Syncing]:
        """Sync in a process of its own, which has begun; on leaving it is killed.

        Args:
            pause: Seconds to wait before each batch is embedded.
            most_bytes: No file may grow beyond this.
            join: Share the work with other machines.
        """
        # A server that has imported everything forks faster than a new interpreter imports it.
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(["qa.articles", "qa.index", "qa.articles.passages"])
        ours, theirs = processes.Pipe()
        process = processes.Process(
            target=_sync_and_tell,
            args=(self._alike(), pause, most_bytes, join, theirs),
        )
        process.start()
        theirs.close()
        try:
            assert ours.recv() == "ready"
            yield Syncing(process, ours)
        finally:
            process.kill()
            process.join()
            ours.close()

    def _alike(self) -> dict[str, Any]:
        """What another process needs to do the same; readers are made anew there."""
        return {
            "folder": self.folder,
            "home": self.home,
            "server": self.server,
            "fingerprint": self.fingerprint,
            "dimension": self.embed_model.dimension,
        }

    def kill_a_sync(self, rng: random.Random, batches: int, longest: float = 0.2) -> bool:
        """Kill a sync in the midst of a random one of its batches; False where it was done.

        Args:
            rng: Chooses the moment.
            batches: How many batches the sync has.
            longest: Seconds that a batch takes.
        """
        with self.syncing() as other:
            other.embedded(rng.randint(0, batches))
            time.sleep(rng.uniform(0, longest))
            return other.running()

    def open(self) -> IndexReader:
        return self.index().open(self.fingerprint)

    def index(self) -> Index:
        return Index(self.folder, self.home, self.server)

    def root(self) -> Path:
        (root,) = (self.home / "indexes").iterdir()
        return root

    def generation(self) -> Path:
        return self.root() / (self.root() / "CURRENT").read_text().strip()

    def dense(self, question: str, k: int = 3, filters: Filters | None = None) -> list[str]:
        vector = self.embed_model.get_query_embedding(question)
        with self.open() as index, index.snapshot() as view:
            found = [node_id for node_id, _ in view.dense(vector, k, filters)]
            nodes = view.nodes(found)
            return [nodes[node_id].get_content() for node_id in found]

    def keyword(self, question: str, k: int = 3, filters: Filters | None = None) -> list[str]:
        with self.open() as index, index.snapshot() as view:
            found = [node_id for node_id, _ in view.keyword(question, k, filters)]
            nodes = view.nodes(found)
            return [nodes[node_id].get_content() for node_id in found]

    def contents(self) -> dict[str, tuple[object, ...]]:
        """Every row: vector, text, metadata, and what the keyword index has of it; all live."""
        live = self.live()
        with self.open() as index, index.snapshot() as view:
            assert view.vector_store.client.count() == len(live) == view.manifest.passages
        return live

    def live(self) -> dict[str, tuple[object, ...]]:
        """The rows of live articles."""
        with self.open() as index, index.snapshot() as view:
            rows = view.vector_store.client.get(include=["embeddings", "documents", "metadatas"])
            nodes = view.nodes(rows["ids"])
            return {
                node_id: (tuple(vector), text, metadata, nodes[node_id].to_dict())
                for node_id, vector, text, metadata in zip(
                    rows["ids"],
                    # A server tells them in digits, which become other 64-bit floats.
                    np.asarray(rows["embeddings"], np.float32).tolist(),
                    rows["documents"],
                    rows["metadatas"],
                    strict=True,
                )
                if node_id in nodes
            }


@dataclass
class Syncing:
    """A sync that runs in another process."""

    process: Any
    _told: Connection

    @property
    def pid(self) -> int:
        return int(self.process.pid)

    def running(self) -> bool:
        return bool(self.process.is_alive())

    def kill(self) -> None:
        self.process.kill()
        self.process.join()

    def embedded(self, batches: int) -> int:
        """Wait for so many batches, or the end; return how many passages were embedded."""
        passages = 0
        for _ in range(batches):
            told = self._told.recv()
            if not isinstance(told, int):
                break
            passages = told
        return passages

    def finish(self) -> str:
        """Wait for its end and return the report's summary, or the error as `Type: message`."""
        told = self._last()
        return told.summary() if isinstance(told, SyncReport) else told

    def report(self) -> SyncReport:
        """Wait for its end and return the report."""
        told = self._last()
        assert isinstance(told, SyncReport), told
        return told

    def _last(self) -> SyncReport | str:
        told: int | SyncReport | str = 0
        while isinstance(told, int):
            told = self._told.recv()
        self.process.join()
        return told


class _SlowEmbedding(HashEmbedding):
    pause: float

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        time.sleep(self.pause)
        return super()._get_text_embeddings(texts)


def _sync_and_tell(
    alike: dict[str, Any],
    pause: float,
    most_bytes: int | None,
    join: bool,
    pipe: Connection,
) -> None:
    dimension = alike.pop("dimension")
    slow = _SlowEmbedding(pause=pause, dimension=dimension, embed_batch_size=256)
    bench = Bench(**alike, embed_model=slow)
    if most_bytes is not None:
        bench.reader.languages.detect("")  # loads its model through a temporary file, a large one
        import resource  # Windows has none

        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    pipe.send("ready")
    try:
        pipe.send(bench.sync(progress=lambda done, _total, _phase: pipe.send(done), join=join))
    except QAError as error:
        pipe.send(f"{type(error).__name__}: {error}")
