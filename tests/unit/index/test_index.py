from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench import Bench

from qa.errors import FolderError, UnknownArticleError
from qa.index import Index, IndexReader


def test_changed_folder_is_noticed_without_reading_it(bench: Bench) -> None:
    path = bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with bench.open() as index:
        assert not index.changed_since(bench.reader)
        added = bench.write("museum.txt", "The museum is closed.")
        assert index.changed_since(bench.reader)
        added.unlink()
        assert not index.changed_since(bench.reader)
        path.write_text("The ferry leaves at dusk, or so they say.")
        assert index.changed_since(bench.reader)
        bench.sync()
        assert not index.changed_since(bench.reader)
        path.unlink()
        assert index.changed_since(bench.reader)


def test_missing_folder_is_told(bench: Bench) -> None:
    bench.folder.rmdir()
    with pytest.raises(FolderError):
        bench.sync()


def test_score_is_the_cosine(bench: Bench) -> None:
    texts = ["heron heron weir", "heron museum winter", "treaty harvest beam"]
    for number, text in enumerate(texts):
        bench.write(f"{number}.txt", text)
    bench.sync()
    question = bench.embed_model.get_query_embedding("heron weir")
    with bench.open() as index, index.snapshot() as view:
        hits = view.dense(question, 3)
        nodes = view.nodes(node_id for node_id, _ in hits)
    for node_id, score in hits:
        vector = bench.embed_model.get_text_embedding(nodes[node_id].get_content())
        cosine = sum(a * b for a, b in zip(question, vector, strict=True))
        assert score == pytest.approx(cosine, abs=1e-5)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert len(hits) == 3


def test_k_live_passages_come_back_among_many_dead_ones(bench: Bench) -> None:
    for number in range(60):
        bench.write(f"{number:02}.txt", f"heron {'weir ' * (number % 7)}{number}")
    bench.sync()
    question = bench.embed_model.get_query_embedding("heron")
    with bench.open() as index, index.snapshot() as view:
        # Rows that a killed sync left behind: in the store, in no manifest.
        live = dict(list(view.manifest.stored.items())[:20])
        view.manifest.stored.clear()  # type: ignore[attr-defined]
        view.manifest.stored.update(live)  # type: ignore[attr-defined]
        assert len(view.dense(question, 20)) == 20
        assert len(view.keyword("heron", 20)) == 20
        assert len(view.dense(question, 30)) == 20


def test_article_comes_back_whole_with_what_is_known_of_it(bench: Bench) -> None:
    text = "Updated: 12 July 2021\n\nThe ferry leaves at noon.\n\nIt is late."
    bench.write("2021-07-10.txt", text)
    bench.sync()
    with bench.open() as index, index.snapshot() as view:
        (article_id,) = view.manifest.articles
        article = view.article(article_id)
        with pytest.raises(UnknownArticleError):
            view.article("unknown")
    assert article.text == text
    assert (article.path, article.published) == ("2021-07-10.txt", "2021-07-10")
    assert article.updated == "2021-07-12"


def test_snapshot_outlives_the_index_it_came_from(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    question = bench.embed_model.get_query_embedding("ferry")
    index = bench.open()
    with index.snapshot() as view:
        index.close()
        assert view.dense(question, 1)


@pytest.mark.slow
def test_many_threads_ask_while_the_folder_is_synced(bench: Bench) -> None:
    def say(number: int, edition: int) -> str:
        return f"Ferry {number} leaves pier {number} in edition {edition}."

    for number in range(10):
        bench.write(f"{number}.txt", say(number, 0))
    bench.sync()
    done = threading.Event()

    def ask(index: IndexReader, number: int) -> int:
        vector = bench.embed_model.get_query_embedding(f"ferry {number} pier")
        asked = 0
        while not done.is_set():
            with index.snapshot() as view:
                found = view.nodes([key for key, _ in view.keyword(f"pier {number}", 5)])
                found |= view.nodes(key for key, _ in view.dense(vector, 10))
                nodes = list(found.values())
                assert len(nodes) >= 5
                for node in nodes:
                    text = view.text(node.metadata["article_id"])
                    assert text[node.start_char_idx : node.end_char_idx] == node.get_content()
                editions = {record.path for record in view.manifest.articles.values()}
                assert len(editions) == 10
                asked += 1
        return asked

    with bench.open() as index, ThreadPoolExecutor(8) as threads:
        asking = [threads.submit(ask, index, number) for number in range(8)]
        try:
            for edition in range(1, 6):
                for number in range(10):
                    bench.write(f"{number}.txt", say(number, edition))
                bench.sync()
        finally:
            done.set()
        assert all(future.result() > 0 for future in asking)


def test_index_of_a_folder_is_found_through_any_path_to_it(bench: Bench, tmp_path: Path) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    link = tmp_path / "link"
    link.symlink_to(bench.folder)
    for folder in (link, bench.folder / ".." / bench.folder.name):
        assert Index(folder, bench.home).exists()
