"""After a sync, processes that open the index need not repeat what the writer did."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench import Bench

from qa.index.storage.chroma import local_client
from qa.index.storage.segment import rows_to_replay
from qa.index.storage.vectors import write_segment_after

#: Chroma writes its segment after 1,000 rows: of so many passages, 600 stay in its log.
PASSAGES = 1600


@pytest.fixture
def grown(bench: Bench) -> Bench:
    rng = random.Random(1)
    words = [f"{first}{last}" for first in "bcdfghjk" for last in ("an", "est", "ill", "ower")]
    for number in range(8):
        lines = (" ".join(rng.choices(words, k=14)) + "." for _ in range(PASSAGES // 8))
        bench.write(f"{number}.txt", "\n\n".join(lines))
    assert bench.sync().passages == PASSAGES
    return bench


def threshold(bench: Bench) -> object:
    client = local_client(bench.generation() / "chroma")
    try:
        (collection,) = client.list_collections()
        return collection.configuration_json["hnsw"]["sync_threshold"]
    finally:
        client.close()


def test_log_is_short_after_a_large_sync_and_nothing_is_lost(grown: Bench, tmp_path: Path) -> None:
    assert rows_to_replay(grown.generation() / "chroma") <= 100
    assert threshold(grown) == 1000
    alone = Bench(grown.folder, tmp_path / "again")
    alone.sync()
    assert grown.contents() == alone.contents()


def test_small_update_does_not_write_the_whole_segment(grown: Bench) -> None:
    header = next((grown.generation() / "chroma").glob("*/header.bin"))
    before = header.stat().st_mtime_ns
    grown.write("more.txt", "The ferry leaves at noon.")
    grown.write("more.txt", "The ferry leaves at noon.")
    assert grown.sync().rebuilt is None
    assert header.stat().st_mtime_ns == before
    assert 0 < rows_to_replay(grown.generation() / "chroma") <= 100


def test_next_sync_repairs_what_a_kill_left(grown: Bench) -> None:
    client = local_client(grown.generation() / "chroma")
    (collection,) = client.list_collections()
    write_segment_after(collection, 2)
    client.close()
    grown.write("more.txt", "The ferry leaves at noon.")
    grown.write("more.txt", "The ferry leaves at noon.")
    assert grown.sync().rebuilt is None
    assert threshold(grown) == 1000


def test_database_of_another_version_tells_of_no_rows(tmp_path: Path) -> None:
    assert rows_to_replay(tmp_path) == 0
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    assert rows_to_replay(tmp_path) == 0
