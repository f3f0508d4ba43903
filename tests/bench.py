"""A folder of articles with its index, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fakes import HashEmbedding

from qa.articles import ArticleReader
from qa.index import ArticleIndex, Filters, Fingerprint, SyncReport, sync
from qa.passages import SentencePassages

FINGERPRINT = Fingerprint("hash", 64, "20 words")


@dataclass
class Bench:
    """A folder of articles, a home, and all that a sync needs."""

    folder: Path
    home: Path
    reader: ArticleReader = field(default_factory=ArticleReader)
    embed_model: HashEmbedding = field(default_factory=HashEmbedding)
    fingerprint: Fingerprint = FINGERPRINT

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def sync(self, **options: Any) -> SyncReport:
        options.setdefault("fingerprint", self.fingerprint)
        return sync(
            self.folder,
            home=self.home,
            reader=self.reader,
            parser=SentencePassages(max_tokens=20, count_tokens=lambda text: len(text.split())),
            embed_model=self.embed_model,
            **options,
        )

    def open(self) -> ArticleIndex:
        return ArticleIndex.open(self.folder, home=self.home, fingerprint=self.fingerprint)

    def generation(self) -> Path:
        (root,) = (self.home / "indexes").iterdir()
        return root / (root / "CURRENT").read_text().strip()

    def dense(self, question: str, k: int = 3, filters: Filters | None = None) -> list[str]:
        vector = self.embed_model.get_query_embedding(question)
        with self.open() as index, index.snapshot() as view:
            return [hit.node.get_content() for hit in view.dense(vector, k, filters)]

    def keyword(self, question: str, k: int = 3, filters: Filters | None = None) -> list[str]:
        with self.open() as index, index.snapshot() as view:
            found = [node_id for node_id, _ in view.keyword(question, k, filters)]
            nodes = view.nodes(found)
            return [nodes[node_id].get_content() for node_id in found]
