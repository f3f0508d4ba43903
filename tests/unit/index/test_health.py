from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from bench import Bench

from qa.errors import IndexLockedError, MissingIndexError
from qa.index.examination import Finding, examine
from qa.index.storage.files import LocalStore
from qa.index.storage.location import Location
from qa.index.storage.lock import writing

pytestmark = pytest.mark.slow  # the check of an index runs in a process of its own

VOCABULARY = ["heron", "weir", "ferry", "treaty", "harvest", "beam", "crack", "winter", "museum"]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """More passages than Chroma keeps in its log, so that a vector segment is on disk."""
    root = tmp_path_factory.mktemp("indexed")
    (root / "articles").mkdir()
    bench = Bench(root / "articles", root / "home")
    for number in range(12):
        lines = (
            " ".join(VOCABULARY[(number + line * word) % 9] for word in range(14))
            + f" {number}-{line}."
            for line in range(100)
        )
        bench.write(f"{number}.txt", "\n\n".join(lines))
    assert bench.sync().passages > 1000
    return bench


@pytest.fixture
def copy(indexed: Bench, tmp_path: Path) -> Bench:
    shutil.copytree(indexed.home, tmp_path / "home")
    return Bench(indexed.folder, tmp_path / "home")


def findings(bench: Bench) -> list[Finding]:
    """Examine in this process; only the tests of `Index.check` pay for another one."""
    found = examine(LocalStore(Location.of(bench.folder, bench.home)))
    return [told for told in found if isinstance(told, Finding)]


def damage(bench: Bench) -> list[str]:
    return [found.what for found in findings(bench) if found.damage]


def segment(bench: Bench) -> Path:
    return next(path for path in (bench.generation() / "chroma").iterdir() if path.is_dir())


def test_sound_index_has_no_findings(indexed: Bench) -> None:
    told: list[str] = []
    health = indexed.index().check(told.append)
    assert health.sound
    assert health.damage == health.notes == ()
    assert told == list(health.checked)
    assert health.checked[:2] == ("the manifest", "12 article texts")
    assert health.repair == f"qa index --rebuild {indexed.folder}"


def test_folder_without_an_index_is_told(bench: Bench) -> None:
    with pytest.raises(MissingIndexError):
        bench.index().check()


def test_index_that_is_being_written_is_told(indexed: Bench) -> None:
    with writing(Location.of(indexed.folder, indexed.home)), pytest.raises(IndexLockedError):
        indexed.index().check()


def test_altered_vectors_end_the_check_or_are_found_but_never_end_the_caller(copy: Bench) -> None:
    path = segment(copy) / "data_level0.bin"
    path.write_bytes(os.urandom(path.stat().st_size))  # a segmentation fault, more often than not
    health = copy.index().check()
    assert not health.sound
    assert "vector" in health.damage[0]  # the vectors, or the vector store


def test_lost_vector_segment_is_found(copy: Bench) -> None:
    shutil.rmtree(segment(copy))
    assert damage(copy)


def test_row_changed_behind_chromas_back_is_found(copy: Bench) -> None:
    with sqlite3.connect(copy.generation() / "chroma/chroma.sqlite3") as database:
        database.execute(
            "update embedding_metadata set string_value = 'Altered.'"
            " where key = 'chroma:document' and id = 5"
        )
    database.close()
    (finding,) = damage(copy)
    assert finding.endswith("is not part of its article")


def test_article_missing_from_the_vector_store_is_found(copy: Bench) -> None:
    with copy.open() as index, index.snapshot() as view:
        (article_id, record), *_ = view.manifest.articles.items()
        view.vector_store.client.delete(where={"article_id": article_id})
    (finding,) = damage(copy)
    assert finding.startswith("the vector store and the manifest disagree")
    assert record.path in finding


def test_article_missing_from_the_keyword_index_is_found(copy: Bench, tmp_path: Path) -> None:
    bench = Bench(tmp_path / "other", tmp_path / "other-home")
    bench.write("other.txt", "Something else stands here.")
    bench.sync()
    shutil.rmtree(copy.generation() / "keywords")
    shutil.copytree(bench.generation() / "keywords", copy.generation() / "keywords")
    found = damage(copy)
    assert found[0] == "the keyword index is older than the manifest"
    assert found[1].startswith(
        "the keyword index and the manifest disagree about the passages of 12"
    )


def test_lost_or_altered_text_is_found(copy: Bench) -> None:
    lost, altered, *_ = sorted((copy.generation() / "texts").glob("*/*.txt"))
    lost.unlink()
    altered.write_text("Altered.")
    found = damage(copy)
    assert any(lost.stem in finding and "cannot be read" in finding for finding in found)
    assert any(altered.stem in finding and "not the one" in finding for finding in found)


def test_unreadable_manifest_is_found(copy: Bench) -> None:
    (copy.generation() / "manifest.json").write_text("{")
    assert damage(copy) == ["the manifest is not valid"]


def test_article_that_was_removed_and_came_back_leaves_no_findings(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    museum = bench.write("museum.txt", "The museum is closed on Mondays.")
    bench.sync()
    for _ in range(3):
        told = museum.read_text()
        museum.unlink()
        bench.sync()
        assert findings(bench) == []
        museum.write_text(told)
        bench.sync()
        assert findings(bench) == []


def test_sync_that_was_cut_short_is_a_note(copy: Bench) -> None:
    (copy.generation() / "unfinished").touch()
    assert findings(copy) == [
        Finding("the last indexing was interrupted; the next one completes it", damage=False)
    ]
