"""An index on a real Chroma server on loopback: one machine writes, others follow."""

from __future__ import annotations

import os
import random
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import chromadb
import pytest
from bench import Bench
from chroma_serving import Server, chroma_server

from qa.errors import (
    ConfigurationError,
    DamagedIndexError,
    IndexLockedError,
    IndexMismatchError,
    MissingIndexError,
    ServerError,
)
from qa.index import ChromaServer, Filters, Fingerprint, Index


class Silent(BaseHTTPRequestHandler):
    """A web server that has nothing."""

    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with chroma_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def bench(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Bench:
    folder = tmp_path / "articles"
    folder.mkdir()
    name = f"test-{abs(hash(request.node.name)):x}"
    return Bench(folder, tmp_path / "home", server=ChromaServer(server.url, name))


def other_machine(bench: Bench, tmp_path: Path) -> Bench:
    """A machine with a home of its own, which does not even have the articles."""
    return Bench(tmp_path / "elsewhere", tmp_path / "other-home", server=bench.server)


def write_articles(bench: Bench, count: int) -> None:
    rng = random.Random(1)
    words = ["heron", "weir", "ferry", "treaty", "harvest", "beam", "crack", "winter", "museum"]
    for number in range(count):
        lines = (" ".join(rng.choices(words, k=14)) + "." for _ in range(30))
        bench.write(f"{number:03}.txt", f"Fact {number} holds.\n\n" + "\n\n".join(lines))


def test_second_machine_follows_the_first(bench: Bench, tmp_path: Path) -> None:
    bench.write("ferry-2021-07-10.txt", "The ferry leaves at noon.\n\nZoë is the captain.")
    bench.write("museum.txt", "The museum is closed on Mondays.")
    bench.sync()
    reader = other_machine(bench, tmp_path)
    with reader.open() as index:
        with index.snapshot() as view:
            (first, _) = view.keyword("ferry noon", 5)[0]
            ferry = view.nodes([first])[first].metadata["article_id"]
            assert view.text(ferry) == "The ferry leaves at noon.\n\nZoë is the captain."
        assert "noon" in reader.dense("The ferry leaves at noon", 1)[0]
        assert reader.dense("ferry museum", 5, Filters(since=20210101)) == reader.keyword(
            "ferry captain", 5, Filters(since=20210101)
        )
        bench.write("ferry-2021-07-10.txt", "The ferry leaves at dusk.")
        (bench.folder / "museum.txt").unlink()
        bench.sync()
        with index.snapshot() as view:
            assert view.manifest.revision == 2
            vector = bench.embed_model.get_query_embedding("ferry museum")
            nodes = view.nodes(node_id for node_id, _ in view.dense(vector, 10))
            found = [node.get_content() for node in nodes.values()]
            assert found == ["The ferry leaves at dusk."]
            assert view.keyword("museum noon", 10) == []
    assert reader.embed_model.texts == []


def test_unchanged_folder_is_recognised(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    first = bench.sync()
    bench.embed_model.texts.clear()
    again = bench.sync()
    assert (again.unchanged, again.embedded, again.revision) == (1, 0, first.revision)
    assert bench.embed_model.texts == []


def test_server_killed_during_indexing(server: Server, bench: Bench, tmp_path: Path) -> None:
    write_articles(bench, 10)
    bench.sync()
    write_articles(bench, 40)

    def kill_after_two_batches(done: int, total: int, phase: str) -> None:
        if done >= 512:
            server.kill()

    with pytest.raises(ServerError, match="does not answer") as caught:
        bench.sync(progress=kill_after_two_batches)
    assert "chroma run" in caught.value.hint
    with pytest.raises(ServerError):
        bench.open()
    server.start()
    assert any("Fact 7 " in text for text in bench.keyword("Fact 7 holds"))  # the old state
    with bench.open() as index:
        assert len(index.manifest.articles) == 10
    report = bench.sync()
    assert report.added == 30
    assert report.embedded < 30 * 30  # what was embedded before the kill is kept
    fresh = Bench(bench.folder, tmp_path / "undisturbed")
    fresh.sync()
    assert bench.contents() == fresh.contents()
    assert server.url in str(caught.value)


def test_reader_that_was_open_goes_on_after_a_restart(server: Server, bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with bench.open() as index:
        server.kill()
        with pytest.raises(ServerError):
            index.snapshot()
        server.start()
        with index.snapshot() as view:
            assert view.dense(bench.embed_model.get_query_embedding("ferry"), 1)


def test_one_machine_writes(bench: Bench, tmp_path: Path) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    other = other_machine(bench, tmp_path)
    shutil.copytree(bench.folder, other.folder)
    with bench.index().store.writing():
        told = f"by process {os.getpid()} on {socket.gethostname()}"
        with pytest.raises(IndexLockedError, match=re.escape(told)):
            other.sync()
    other.sync()  # it was given back


def test_writer_on_another_machine_that_was_killed_holds_the_index_for_seconds_only(
    bench: Bench, server: Server, tmp_path: Path
) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    other = other_machine(bench, tmp_path)
    shutil.copytree(bench.folder, other.folder)
    assert bench.server is not None
    client = chromadb.HttpClient("127.0.0.1", server.port)
    claims = client.get_collection(f"qa-{bench.server.name}-claims", embedding_function=None)
    (last,) = claims.get()["ids"]
    claims.update(ids=[last], metadatas=[{"until": time.time() + 20}])  # as if it were killed now
    with pytest.raises(IndexLockedError):
        other.sync()
    assert bench.sync().unchanged == 1  # on its own machine, the lock in files tells that it ended
    claims.update(ids=claims.get()["ids"], metadatas=[{"until": time.time() - 1}])
    other.sync()


def test_writer_that_another_machine_took_for_dead_makes_nothing_live(
    bench: Bench, server: Server
) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    first = bench.sync()
    bench.write("ferry.txt", "The ferry leaves at dusk.")
    assert bench.server is not None
    client = chromadb.HttpClient("127.0.0.1", server.port)
    claims = client.get_collection(f"qa-{bench.server.name}-claims", embedding_function=None)

    def sleep_too_long(done: int, total: int, phase: str) -> None:
        if phase == "saving":
            (held,) = claims.get()["metadatas"] or []
            stolen = {
                **held,
                "turn": 99,
                "holder": "other",
                "process": 7,
                "host": "another.example",
            }
            claims.add(ids=["writer-99"], embeddings=[[0.5]], metadatas=[stolen])

    with pytest.raises(IndexLockedError, match=r"process 7 on another\.example"):
        bench.sync(progress=sleep_too_long)
    with bench.open() as index:
        assert index.manifest.revision == first.revision


def test_other_model_is_refused_and_a_rebuild_replaces_the_old_generation(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    bench.fingerprint = Fingerprint("another", 64, "20 words")
    with pytest.raises(IndexMismatchError):
        bench.open()
    assert bench.sync(rebuild=True).rebuilt == "asked for"
    assert bench.dense("ferry", 1)
    bench.sync()  # the next sync removes what the rebuild left
    assert bench.server is not None
    port = int(bench.server.url.rpartition(":")[2])
    names = {one.name for one in chromadb.HttpClient("127.0.0.1", port).list_collections()}
    mine = {name for name in names if bench.server.name in name}
    prefix = f"qa-{bench.server.name}"
    assert mine == {prefix, f"{prefix}-claims", f"{prefix}-gen-2", f"{prefix}-gen-2-texts"}


def test_damage_is_told_found_and_mended(bench: Bench, server: Server) -> None:
    write_articles(bench, 3)
    bench.sync()
    whole = bench.contents()
    client = chromadb.HttpClient("127.0.0.1", server.port)
    assert bench.server is not None
    client.delete_collection(f"qa-{bench.server.name}-gen-1")
    with pytest.raises(DamagedIndexError) as caught:
        bench.dense("heron")
    assert "--rebuild" in caught.value.hint
    assert any("Fact 2" in text for text in bench.keyword("Fact 2 holds"))
    health = bench.index().check()
    assert health.damage == ("the vector store holds no passages",)
    assert bench.sync().rebuilt
    assert bench.contents() == whole
    assert bench.index().check().sound


def test_nothing_is_left_on_the_server_of_a_forgotten_folder(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    bench.index().forget()
    with pytest.raises(MissingIndexError):
        bench.open()
    with pytest.raises(MissingIndexError):
        bench.index().forget()
    assert bench.sync().added == 1


def qa(bench: Bench, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert bench.server is not None
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "QA_HOME": str(bench.home),
        "QA_EMBEDDING": "fakes:HashEmbedding",
        "QA_CHROMA_URL": bench.server.url,
        "QA_CHROMA_NAME": bench.server.name,
    }
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        env=environment,
        cwd=bench.home.parent,
        capture_output=True,
        encoding="utf-8",
    )


def test_commands_use_the_server_that_the_settings_name(bench: Bench, tmp_path: Path) -> None:
    assert bench.server is not None
    bench.write("ferry.txt", "The ferry leaves at noon.")
    folder = str(bench.folder)
    joined = qa(bench, "index", "--join", folder).stdout
    assert joined.startswith("1 file added")
    assert "This machine took 1 file and embedded 1 passage." in joined
    assert bench.server.url in qa(bench, "status", "--folder", folder).stdout
    reader = other_machine(bench, tmp_path)
    asked = qa(reader, "search", "ferry", "--folder", str(reader.folder))
    assert "The ferry leaves at noon." in asked.stdout
    assert f"The index of {folder} is sound." in qa(bench, "doctor", "--folder", folder).stdout
    assert qa(bench, "forget", "--yes", folder).returncode == 0
    gone = qa(bench, "search", "ferry", "--folder", str(reader.folder))
    assert "Traceback" not in gone.stderr
    assert f"There is no folder {reader.folder}" in gone.stderr


def test_what_answers_may_be_no_chroma_server(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), Silent) as web:
        answering = threading.Thread(target=web.handle_request)
        answering.start()
        url = f"http://127.0.0.1:{web.server_port}"
        with pytest.raises(ServerError, match=f"The server at {url} is not a Chroma server"):
            Index(tmp_path, tmp_path, ChromaServer(url)).exists()
        answering.join()


def test_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="does not answer") as caught:
        Index(tmp_path, tmp_path, ChromaServer("http://127.0.0.1:9")).exists()
    assert "QA_CHROMA_URL" in caught.value.hint


@pytest.mark.parametrize(
    "url", ["nonsense", "", "ftp://127.0.0.1", "127.0.0.1:8000", "http://host:port"]
)
def test_address_that_is_none_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigurationError, match="not the address of a Chroma server"):
        Index(tmp_path, tmp_path, ChromaServer(url)).exists()
