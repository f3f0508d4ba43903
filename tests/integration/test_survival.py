"""What an index must survive, with real kills, real damage and real processes.

Each test is named after a row of the project's list of failures. An undisturbed run of the same
folder says what must come out.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench import Bench

from qa.articles import ArticleReader, Limits
from qa.errors import DamagedIndexError, IndexLockedError, IndexMismatchError, StorageError
from qa.index import Filters, Snapshot

WORDS = (Path(__file__).parents[2] / "seeds/articles").glob("*.txt")
VOCABULARY = sorted({word for path in WORDS for word in path.read_text().split()})


def write_articles(bench: Bench, count: int, *, passages: int = 20, seed: int = 1) -> None:
    """Write articles of so many passages, each with a fact of its own."""
    rng = random.Random(seed)
    for number in range(count):
        sentences = (
            " ".join(rng.choices(VOCABULARY, k=11)).rstrip(".").capitalize() + "."
            for _ in range(passages * 2)
        )
        bench.write(f"{number:04}.txt", f"Fact {number}-{seed} holds.\n\n" + "\n\n".join(sentences))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "articles"
    folder.mkdir()
    return Bench(folder, tmp_path / "home")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """An index large enough for Chroma to have written its vector segment."""
    root = tmp_path_factory.mktemp("indexed")
    (root / "articles").mkdir()
    bench = Bench(root / "articles", root / "home")
    write_articles(bench, 40)
    assert bench.sync().passages > 1300
    return bench


@pytest.fixture
def copy(indexed: Bench, tmp_path: Path) -> Bench:
    """A copy of that index to damage."""
    shutil.copytree(indexed.home, tmp_path / "home")
    return Bench(indexed.folder, tmp_path / "home")


def undisturbed(bench: Bench, home: Path) -> dict[str, tuple[object, ...]]:
    fresh = Bench(bench.folder, home)
    fresh.sync()
    return fresh.contents()


def test_killed_during_indexing(bench: Bench, tmp_path: Path) -> None:
    rng = random.Random(5)
    write_articles(bench, 10)
    bench.sync()
    kills, edition = 0, 2
    while kills < 6:
        write_articles(bench, 50, seed=edition)  # all articles changed, 40 added
        killed = bench.kill_a_sync(rng, batches=8)
        kills, edition = kills + killed, edition + (not killed)
        assert any("Fact 7-" in text for text in bench.keyword("Fact 7 holds", 10))
        # Damaged: killed while Chroma wrote its segment. Nothing else may be raised.
        with contextlib.suppress(DamagedIndexError):
            assert len(bench.dense("Fact 7 holds", 10)) == 10
    bench.sync()
    assert bench.contents() == undisturbed(bench, tmp_path / "undisturbed")


def test_killed_during_the_first_indexing(bench: Bench, tmp_path: Path) -> None:
    write_articles(bench, 50)
    with bench.syncing() as other:
        embedded = other.embedded(5)
    report = bench.sync()
    assert report.embedded <= report.passages - embedded  # what was done before the kill is kept
    assert embedded >= 5 * 256
    assert bench.contents() == undisturbed(bench, tmp_path / "undisturbed")


def _segment(bench: Bench) -> Path:
    (segment,) = (path for path in (bench.generation() / "chroma").iterdir() if path.is_dir())
    return segment


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda bench: (_segment(bench) / "index_metadata.pickle").unlink(), id="map"),
        pytest.param(lambda bench: (_segment(bench) / "header.bin").unlink(), id="header"),
        pytest.param(lambda bench: shutil.rmtree(_segment(bench)), id="segment"),
        pytest.param(lambda bench: os.truncate(_segment(bench) / "data_level0.bin", 9), id="cut"),
        pytest.param(
            lambda bench: (bench.generation() / "chroma/chroma.sqlite3").unlink(), id="database"
        ),
        pytest.param(lambda bench: shutil.rmtree(bench.generation() / "chroma"), id="all"),
    ],
)
def test_wedged_or_lost_segment(copy: Bench, damage: Callable[[Bench], None]) -> None:
    whole = copy.contents()
    old = copy.generation()
    damage(copy)
    with pytest.raises(DamagedIndexError) as caught:
        copy.dense("Fact 7 holds")
    assert f"qa index --rebuild {copy.folder}" in caught.value.hint
    assert any("Fact 7-" in text for text in copy.keyword("Fact 7 holds"))
    report = copy.sync()
    assert report.rebuilt
    assert copy.generation() != old
    assert copy.contents() == whole


def test_lost_keyword_index(copy: Bench) -> None:
    whole = copy.contents()
    shutil.rmtree(copy.generation() / "keywords")
    assert any("Fact 7-" in text for text in copy.keyword("Fact 7 holds"))
    copy.embed_model.texts.clear()
    assert copy.contents() == whole
    assert copy.embed_model.texts == []


def test_keyword_index_older_than_the_manifest(copy: Bench, tmp_path: Path) -> None:
    earlier = tmp_path / "keywords"
    shutil.copytree(copy.generation() / "keywords", earlier)
    extra = copy.write("extra.txt", "The heron nests by the weir.")
    try:
        copy.sync()
    finally:
        extra.unlink()
    shutil.rmtree(copy.generation() / "keywords")
    earlier.rename(copy.generation() / "keywords")
    assert copy.keyword("heron weir") == ["The heron nests by the weir."]


@pytest.mark.parametrize("name", ["manifest.json", "../CURRENT"])
def test_lost_manifest(copy: Bench, name: str) -> None:
    whole = copy.contents()
    (copy.generation() / name).write_text("{")
    with pytest.raises(DamagedIndexError) as caught:
        copy.open()
    assert "--rebuild" in caught.value.hint
    copy.sync()
    assert copy.contents() == whole


def test_altered_article_text(copy: Bench) -> None:
    path = next((copy.generation() / "texts").glob("*/*.txt"))
    path.write_text("Something else.")
    with (
        copy.open() as index,
        index.snapshot() as view,
        pytest.raises(DamagedIndexError, match="not the one that was stored"),
    ):
        view.text(path.stem)


def test_second_writer(bench: Bench) -> None:
    write_articles(bench, 40)
    with bench.syncing(pause=30) as other:
        while not any(path.read_text() for path in (bench.home / "indexes").glob("*/writer.pid")):
            time.sleep(0.01)
        started = time.monotonic()
        with pytest.raises(IndexLockedError, match=f"locked by process {other.pid}"):
            bench.sync()
        assert time.monotonic() - started < 20  # it does not wait for the other's 30 s
    bench.sync()  # a killed process holds nothing


def nearest(view: Snapshot, question: list[float]) -> str:
    ((found, _),) = view.dense(question, 1)
    return view.nodes([found])[found].get_content()


def test_reindex_while_the_chat_is_open(bench: Bench) -> None:
    bench.write("old.txt", "The ferry leaves at noon.")
    bench.write("other.txt", "The museum is closed on Mondays.")
    bench.sync()
    question = bench.embed_model.get_query_embedding("When does the ferry leave?")
    with bench.open() as index:
        with index.snapshot() as view:
            assert "noon" in nearest(view, question)
            bench.write("old.txt", "The ferry leaves at dusk.")
            with bench.syncing() as other:
                assert other.finish() == "1 file changed"
            # The view that a question holds does not change under it ...
            assert "noon" in view.nodes([view.keyword("ferry", 1)[0][0]]).popitem()[1].text
            (ferry,) = (key for key, one in view.manifest.articles.items() if one.path == "old.txt")
            assert "noon" in view.text(ferry)
            # ... and rows that are gone are passed over, not stumbled on.
            assert 1 <= len(view.dense(question, 5)) <= 2
        with index.snapshot() as view:  # ... and the next question sees the new state.
            assert "dusk" in nearest(view, question)
            assert "dusk" in view.nodes([view.keyword("ferry", 1)[0][0]]).popitem()[1].text


def test_asked_with_a_filter_while_another_process_adds(indexed: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(indexed.folder, folder)
    bench = Bench(folder, tmp_path / "home")
    bench.sync()
    write_articles(bench, 80, seed=3)
    question = bench.embed_model.get_query_embedding("Fact 7 holds")
    with bench.open() as index:
        filters = Filters(articles=frozenset(index.manifest.articles))
        asked = 0
        with bench.syncing(pause=0.05) as other:
            while other.running():
                with index.snapshot() as view:
                    assert view.dense(question, 10)
                    assert view.dense(question, 10, filters) or view.manifest.revision > 1
                    asked += 1
            assert "changed" in other.finish()
        assert asked > 5
    assert len(bench.contents()) == bench.sync().passages


def test_model_changed_same_dimension(copy: Bench) -> None:
    manifest = copy.generation() / "manifest.json"
    told = manifest.read_text()
    assert '"embedding":"hash"' in told
    manifest.write_text(told.replace('"embedding":"hash"', '"embedding":"hush"'))
    with pytest.raises(IndexMismatchError) as caught:
        copy.open()
    assert caught.value.hint == f"Rebuild it: qa index --rebuild {copy.folder}"


def test_more_than_5461_passages(bench: Bench) -> None:
    lines = (f"Entry {number} tells of {number * 7919}." for number in range(6000))
    text = "\n\n".join(line + " x" * 14 for line in lines)
    bench.write("long.txt", text)
    report = bench.sync()
    assert report.passages >= 6000
    contents = bench.contents()
    assert len(contents) == report.passages


def test_file_changed_or_removed(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.write("museum.txt", "The museum is closed on Mondays.")
    bench.sync()
    bench.write("ferry.txt", "The ferry leaves at dusk.")
    (bench.folder / "museum.txt").unlink()
    bench.sync()
    found = bench.dense("ferry museum noon Mondays", 10) + bench.keyword("ferry museum noon", 10)
    assert set(found) == {"The ferry leaves at dusk."}


def test_symlink_binary_latin_1_utf_16_empty_huge_file(bench: Bench, tmp_path: Path) -> None:
    says = "Le café d'Orne est fermé depuis le {} mars, dit Zoë."
    outside = tmp_path / "secret.txt"
    outside.write_text("The password is heron.")
    (bench.folder / "link.txt").symlink_to(outside)
    (bench.folder / "binary.txt").write_bytes(random.Random(1).randbytes(1900))
    (bench.folder / "latin-1.txt").write_bytes(says.format(1).encode("latin-1"))
    (bench.folder / "utf-16.txt").write_bytes(says.format(2).encode("utf-16"))
    (bench.folder / "empty.txt").touch()
    (bench.folder / "huge.txt").write_bytes(b"a word " * 400)
    bench.reader = ArticleReader(Limits(max_file_mb=0.002))
    assert bench.sync().skipped == {
        "binary.txt": "not a text file; remove it, or convert it to text",
        "empty.txt": "empty",
        "huge.txt": "larger than 0.002 MB",
        "link.txt": "a link that leaves the folder",
    }
    assert set(bench.dense("café mars", 10)) == {says.format(1), says.format(2)}
    assert bench.keyword("password heron") == []


def test_no_room_to_write_a_larger_file(bench: Bench, tmp_path: Path) -> None:
    write_articles(bench, 5)
    bench.sync()
    before = bench.contents()
    write_articles(bench, 100, seed=2)
    with bench.syncing(most_bytes=1_500_000) as other:
        assert other.finish().startswith("StorageError: ")
    assert bench.keyword("Fact 3-1 holds", 1)
    assert len(bench.dense("Fact 3-1 holds", 10)) == 10
    assert bench.live() == before
    bench.sync()
    assert bench.contents() == undisturbed(bench, tmp_path / "undisturbed")


def test_no_room_to_write_temporary_files(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(bench, 5)
    bench.sync()
    before = bench.contents()
    write_articles(bench, 5, seed=2)
    bench.reader = ArticleReader()  # its language model is unpacked into a temporary file
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(StorageError, match="No temporary file can be written"):
        bench.sync()
    monkeypatch.undo()
    assert bench.live() == before
    bench.sync()
    assert bench.contents() == undisturbed(bench, tmp_path / "undisturbed")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "disk"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(path)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)


def test_no_room_to_write_on_a_full_disk(bench: Bench, small_disk: Path) -> None:
    bench.home = small_disk / "home"
    write_articles(bench, 5)
    bench.sync()
    before = bench.contents()
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 6_000_000))
    write_articles(bench, 60, seed=2)
    with bench.syncing() as other:
        assert other.finish().startswith("StorageError: ")
    assert bench.keyword("Fact 3-1 holds", 1)
    assert len(bench.dense("Fact 3-1 holds", 10)) == 10
    assert bench.live() == before
    ballast.unlink()
    assert bench.sync().added == 55
