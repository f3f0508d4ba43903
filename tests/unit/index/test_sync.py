from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from bench import Bench
from fakes import HashEmbedding

from qa.articles import ArticleReader, Limits
from qa.articles.tables import Columns
from qa.errors import (
    ConfigurationError,
    IndexMismatchError,
    MissingIndexError,
    NothingReadableError,
)
from qa.index import Fingerprint

TREATY = "The treaty was signed in Vienna in 1961. It had forty parties then."
BRIDGE = "Bridge number 3 was closed on Monday. Engineers found a crack in a beam."
HARVEST = "The wheat harvest failed twice. Prices rose by a third before winter came."


def test_indexed_articles_are_found_by_meaning_and_by_keywords(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.write("bridge.txt", BRIDGE)
    report = bench.sync()
    assert (report.added, report.changed, report.removed) == (2, 0, 0)
    assert report.summary() == "2 files added"
    assert "Vienna" in bench.dense("Where was the treaty signed?")[0]
    assert "crack" in bench.keyword("bridge number 3")[0]


def test_second_sync_embeds_nothing_and_opens_no_file(bench: Bench) -> None:
    path = bench.write("treaty.txt", TREATY)
    first = bench.sync()
    bench.embed_model.texts.clear()
    before = path.stat()
    path.write_text(TREATY.replace("Vienna", "Geneva"))  # unseen unless the file is opened
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = bench.sync()
    assert bench.embed_model.texts == []
    assert (again.unchanged, again.embedded, again.revision) == (1, 0, first.revision)
    assert again.summary() == "nothing changed"


def test_touched_file_is_not_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bench.write("treaty.txt", TREATY)
    bench.sync()
    os.utime(path, ns=(1, 1))
    monkeypatch.setattr(bench.reader, "read", lambda file: pytest.fail(f"read {file}"))
    assert bench.sync().unchanged == 1


def test_only_changes_are_embedded_and_the_report_counts_them(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.write("bridge.txt", BRIDGE)
    bench.sync()
    bench.embed_model.texts.clear()
    bench.write("harvest.txt", HARVEST)
    bench.write("bridge.txt", BRIDGE.replace("Monday", "Tuesday"))
    (bench.folder / "treaty.txt").unlink()
    bench.write("empty.txt", "")
    report = bench.sync()
    assert report.summary() == "1 file added, 1 changed, 1 removed, 1 skipped (empty)"
    assert not any("Vienna" in text for text in bench.embed_model.texts)
    assert all("Monday" not in text for text in bench.keyword("bridge closed", 10))
    assert bench.keyword("Vienna treaty") == []
    assert not any("Vienna" in text for text in bench.dense("Vienna treaty", 10))


def test_removed_article_leaves_no_rows_and_its_text_goes_an_hour_later(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.write("bridge.txt", BRIDGE)
    bench.sync()
    (bench.folder / "treaty.txt").unlink()
    bench.sync()
    with bench.open() as index, index.snapshot() as view:
        assert view.vector_store.client.count() == view.manifest.passages
    texts = bench.generation() / "texts"
    (treaty,) = (path for path in texts.glob("*/*.txt") if "Vienna" in path.read_text())
    bench.write("harvest.txt", HARVEST)
    bench.sync()
    assert treaty.exists()  # a question asked before the removal may still quote it
    two_hours_ago = time.time() - 7200
    notes = treaty.with_name("notes.txt")
    notes.write_text("somebody's own")
    for path in texts.glob("*/*.txt"):
        os.utime(path, (two_hours_ago, two_hours_ago))
    bench.write("harvest.txt", HARVEST + " Bread was dear.")
    bench.sync()
    assert not treaty.exists()
    assert notes.read_text() == "somebody's own"
    notes.unlink()
    assert len(list(texts.glob("*/*.txt"))) == 3  # two live ones and the earlier harvest


def test_same_text_under_two_names_is_indexed_once_and_cited_with_both(bench: Bench) -> None:
    bench.write("b.txt", TREATY)
    bench.write("a/c.txt", TREATY)
    report = bench.sync()
    assert report.added == 2
    with bench.open() as index:
        (record,) = index.manifest.articles.values()
    assert (record.path, record.also_in) == ("a/c.txt", ("b.txt",))
    assert bench.embed_model.texts == list(dict.fromkeys(bench.embed_model.texts))
    (bench.folder / "a/c.txt").unlink()
    bench.embed_model.texts.clear()
    bench.sync()
    with bench.open() as index:
        (record,) = index.manifest.articles.values()
    assert (record.path, record.also_in, record.title) == (
        "b.txt",
        (),
        "The treaty was signed in Vienna in 1961",
    )
    assert bench.embed_model.texts == []


def test_renamed_file_is_not_embedded_again(bench: Bench) -> None:
    path = bench.write("old.txt", TREATY)
    bench.sync()
    bench.embed_model.texts.clear()
    path.rename(bench.folder / "new.txt")
    assert bench.sync().summary() == "1 file added, 1 removed"
    assert bench.embed_model.texts == []


def test_text_is_kept_exactly_after_the_file_has_changed(bench: Bench) -> None:
    text = "Zoë opened a café\non 3 May.\n\nIt closed a year later.\n"
    (bench.folder / "cafe.txt").write_bytes(text.encode())
    bench.sync()
    bench.write("cafe.txt", "gone")
    with bench.open() as index, index.snapshot() as view:
        (article_id,) = view.manifest.articles
        kept = view.text(article_id)
        nodes = view.nodes([node_id for node_id, _ in view.keyword("café opened", 5)])
    assert kept == text
    assert nodes
    for node in nodes.values():
        assert kept[node.start_char_idx : node.end_char_idx] == node.text


def test_folder_without_articles_is_refused_unless_it_had_some(bench: Bench) -> None:
    bench.write("empty.txt", "")
    with pytest.raises(NothingReadableError) as caught:
        bench.sync()
    assert caught.value.skipped == {"empty.txt": "empty"}
    assert not bench.index().exists()
    path = bench.write("treaty.txt", TREATY)
    bench.sync()
    path.unlink()
    assert bench.sync().removed == 1
    assert bench.dense("treaty") == bench.keyword("treaty") == []


def test_unindexed_folder_says_which_command_indexes_it(bench: Bench) -> None:
    with pytest.raises(MissingIndexError) as caught:
        bench.open()
    assert caught.value.hint == f"Index it: qa index {bench.folder}"


def test_other_model_is_refused_until_the_index_is_rebuilt(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.sync()
    old = bench.generation()
    bench.fingerprint = Fingerprint("another", 64, "20 words")
    for attempt in (bench.open, bench.sync):
        with pytest.raises(IndexMismatchError, match="embedding hash, not another") as caught:
            attempt()
        assert f"qa index --rebuild {bench.folder}" in caught.value.hint
    report = bench.sync(rebuild=True)
    assert report.rebuilt == "asked for"
    assert report.summary() == "nothing changed"
    assert bench.generation() != old
    assert bench.dense("treaty")


def test_index_of_another_version_is_told_and_made_anew(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.sync()
    manifest = bench.generation() / "manifest.json"
    told = json.loads(manifest.read_text())
    told["fingerprint"]["format"] -= 1
    del told["reading"]  # as in an index of an earlier version
    manifest.write_text(json.dumps(told))
    with pytest.raises(IndexMismatchError, match="another version of qa made it") as caught:
        bench.open()
    assert caught.value.hint.endswith(f"qa index {bench.folder}")
    report = bench.sync()
    assert report.rebuilt is not None
    assert "another version of qa" in report.rebuilt
    assert bench.keyword("Vienna treaty")


def test_progress_ends_with_the_exact_number_of_passages(bench: Bench) -> None:
    for number in range(40):
        bench.write(f"{number}.txt", f"{TREATY} Copy {number} of it. {BRIDGE} {HARVEST}")
    told: list[tuple[int, int, str]] = []
    report = bench.sync(progress=lambda done, total, phase: told.append((done, total, phase)))
    assert told[-1] == (report.passages, report.passages, "saving")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert all(done <= total for done, total, _ in told)


def test_rows_that_a_killed_sync_left_are_removed_when_no_article_needs_them(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write("treaty.txt", TREATY)
    bench.sync()
    lost = bench.write("bridge.txt", BRIDGE)
    with monkeypatch.context() as patch:
        patch.setattr("qa.index.storage.files.LocalStore.publish", _stop)
        with pytest.raises(KeyboardInterrupt):
            bench.sync()
    lost.unlink()
    with bench.open() as index, index.snapshot() as view:
        assert view.vector_store.client.count() > view.manifest.passages
        assert view.keyword("bridge crack", 5) == []
    bench.sync()
    with bench.open() as index, index.snapshot() as view:
        assert view.vector_store.client.count() == view.manifest.passages


def test_rows_left_out_of_a_table_are_told_and_the_others_are_found(bench: Bench) -> None:
    bench.write("news.csv", f"title,text\nTreaty,{TREATY}\nNothing,\nBridge,{BRIDGE}\n")
    report = bench.sync()
    assert (report.articles, len(report.skipped)) == (2, 1)
    ((row, _),) = report.skipped.items()
    assert row.startswith("news.csv, ")
    assert bench.sync().skipped == report.skipped  # told again though the file is not read again
    assert bench.keyword("Vienna treaty")
    assert bench.keyword("bridge crack")


def test_other_limits_or_columns_make_files_be_read_again_but_not_embedded_again(
    bench: Bench,
) -> None:
    bench.write("news.csv", f"title,text,note\nTreaty,{TREATY},{BRIDGE}\n")
    bench.write("long.txt", HARVEST * 3)
    bench.reader = ArticleReader(Limits(max_characters=100))
    first = bench.sync()
    assert set(first.skipped) == {"long.txt"}
    bench.embed_model.texts.clear()
    bench.reader = ArticleReader(Limits(max_characters=1000))
    assert bench.sync().skipped == {}
    assert not any("Vienna" in text for text in bench.embed_model.texts)
    bench.reader = ArticleReader(columns=Columns(text="note"))
    bench.sync()
    assert bench.keyword("bridge crack")
    assert bench.keyword("Vienna treaty") == []


def test_file_that_could_not_be_opened_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write("treaty.txt", TREATY)
    bench.write("bridge.txt", BRIDGE)
    with monkeypatch.context() as patch:
        patch.setattr("qa.index.syncing.file_digest", _refuse_bridge)
        report = bench.sync()
    assert report.skipped == {"bridge.txt": "cannot be read: permission denied"}
    assert bench.sync().summary() == "1 file added"


def test_embedding_of_another_dimension_is_told(bench: Bench) -> None:
    bench.write("treaty.txt", TREATY)
    bench.embed_model = HashEmbedding(dimension=32)
    with pytest.raises(ConfigurationError, match="vectors of 32 numbers, not 64"):
        bench.sync()


def _refuse_bridge(path: Path) -> str:
    if path.name == "bridge.txt":
        raise PermissionError(13, "Permission denied")
    return path.name


def _stop(*arguments: object) -> None:
    raise KeyboardInterrupt
