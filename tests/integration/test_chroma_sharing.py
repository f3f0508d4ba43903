"""Several machines that index one folder together, on a real Chroma server on loopback.

Each machine is a process with a home of its own. An undisturbed sync in files says what must come
out.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest
from bench import Bench
from chroma_serving import Server, chroma_server

from qa.errors import ConfigurationError, IndexLockedError, IndexMismatchError
from qa.index import ChromaServer, Fingerprint
from qa.index.storage.chroma import server_client
from qa.index.storage.claims import WRITER, Claims

FILES, LINES = 160, 30
#: Seconds that a machine takes for a batch of 256 passages, so that all of them get a part.
PAUSE = 0.3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with chroma_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def machines(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> list[Bench]:
    """Three machines with the same articles, each with a home of its own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    name = f"test-{abs(hash(request.node.name)):x}"
    return [
        Bench(folder, tmp_path / f"home-{number}", server=ChromaServer(server.url, name))
        for number in range(3)
    ]


def write_articles(bench: Bench, seed: int, files: int = FILES) -> None:
    rng = random.Random(seed)
    words = ["heron", "weir", "ferry", "treaty", "harvest", "beam", "crack", "winter", "museum"]
    for number in range(files):
        lines = (" ".join(rng.choices(words, k=14)) + "." for _ in range(LINES))
        bench.write(f"{number:03}.txt", f"Fact {number}-{seed} holds.\n\n" + "\n\n".join(lines))


def undisturbed(bench: Bench, home: Path) -> dict[str, tuple[object, ...]]:
    alone = Bench(bench.folder, home)
    alone.sync()
    return alone.contents()


@pytest.mark.slow
def test_each_file_is_taken_by_one_machine(machines: list[Bench], tmp_path: Path) -> None:
    write_articles(machines[0], seed=1)
    with contextlib.ExitStack() as stack:
        working = [stack.enter_context(one.syncing(pause=PAUSE, join=True)) for one in machines]
        reports = [one.report() for one in working]
    assert {report.revision for report in reports} == {1}
    assert [report.added for report in reports] == [FILES] * 3
    assert sum(report.taken or 0 for report in reports) == FILES
    assert sum(report.embedded for report in reports) == reports[0].passages
    whole = undisturbed(machines[0], tmp_path / "undisturbed")
    assert [one.contents() == whole for one in machines] == [True] * 3


@pytest.mark.slow
@pytest.mark.parametrize("victim", [0, 1], ids=["leader", "helper"])
def test_work_of_a_killed_machine_is_taken_over(
    machines: list[Bench], tmp_path: Path, victim: int
) -> None:
    write_articles(machines[0], seed=1, files=10)
    machines[0].sync()
    write_articles(machines[0], seed=2)
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(machines[0].syncing(pause=PAUSE, join=True))
        first.embedded(1)  # it leads
        second = stack.enter_context(machines[1].syncing(pause=PAUSE, join=True))
        (first, second)[victim].embedded(2)
        (first, second)[victim].kill()
        assert "Fact 7-1 holds" in machines[2].keyword("Fact 7-1 holds", 1)[0]  # the old state
        assert (first, second)[1 - victim].report().added == FILES - 10
    assert machines[1 - victim].contents() == undisturbed(machines[0], tmp_path / "undisturbed")
    assert machines[victim].sync(join=True).embedded == 0


@pytest.mark.slow
def test_work_goes_on_when_the_server_comes_back(
    server: Server, machines: list[Bench], tmp_path: Path
) -> None:
    write_articles(machines[0], seed=1)
    with contextlib.ExitStack() as stack:
        working = [stack.enter_context(one.syncing(pause=PAUSE, join=True)) for one in machines]
        working[0].embedded(2)
        server.kill()
        time.sleep(2)
        server.start()
        reports = [one.report() for one in working]
    assert [report.added for report in reports] == [FILES] * 3
    assert machines[0].contents() == undisturbed(machines[0], tmp_path / "undisturbed")


def test_machine_that_joins_later_finds_nothing_to_do(machines: list[Bench]) -> None:
    machines[0].write("ferry.txt", "The ferry leaves at noon.")
    assert (machines[0].sync(join=True).taken, machines[0].sync(join=True).taken) == (1, 0)
    assert machines[1].sync(join=True).embedded == 0
    assert "noon" in machines[1].dense("ferry", 1)[0]


def test_rows_that_helped_no_article_are_removed(machines: list[Bench]) -> None:
    leader, helper = machines[:2]
    helper.folder = leader.folder.parent / "copy"
    leader.write("ferry.txt", "The ferry leaves at noon.")
    helper.write("ferry.txt", "The ferry leaves at noon.")
    helper.write("other.txt", "Only this machine has the museum.")
    store = leader.index().store
    assert store.claims is not None
    leader.sync()
    leader.write("weir.txt", "The heron nests by the weir.")
    current = store.current()
    assert current is not None
    with store.writing(sharing=True):
        current.mark(unfinished=True)
        store.claims.note(WRITER, {"generation": current.name})
        helping = threading.Thread(target=helper.sync, kwargs={"join": True})
        helping.start()
        while not any("museum" in text for text in helper.embed_model.texts):
            time.sleep(0.05)
    helping.join()  # the leader has ended without a new state, so it leads and makes its own live
    assert helper.keyword("museum", 1) == ["Only this machine has the museum."]
    leader.sync(join=True)
    assert leader.keyword("museum", 1) == []
    assert len(leader.contents()) == 2


def test_machine_that_does_not_share_is_not_joined(machines: list[Bench]) -> None:
    machines[0].write("ferry.txt", "The ferry leaves at noon.")
    with (
        machines[0].index().store.writing(),
        pytest.raises(IndexLockedError, match="is being written by process") as caught,
    ):
        machines[1].sync(join=True)
    assert f"qa index --join {machines[1].folder} on each" in caught.value.hint


def test_machine_with_other_settings_cannot_help(machines: list[Bench]) -> None:
    machines[0].write("ferry.txt", "The ferry leaves at noon.")
    machines[0].sync()
    store = machines[0].index().store
    assert store.claims is not None
    machines[1].fingerprint = Fingerprint("another", 64, "20 words")
    with store.writing(sharing=True):
        store.claims.note(WRITER, {"generation": "gen-1"})
        with pytest.raises(IndexMismatchError, match="with other settings"):
            machines[1].sync(join=True)


def test_index_in_files_cannot_be_shared(tmp_path: Path) -> None:
    bench = Bench(tmp_path, tmp_path / "home")
    bench.write("ferry.txt", "The ferry leaves at noon.")
    with pytest.raises(ConfigurationError, match="Chroma server") as caught:
        bench.sync(join=True)
    assert "QA_CHROMA_URL" in caught.value.hint


def test_of_many_that_claim_at_once_one_wins(server: Server) -> None:
    rivals = [
        Claims(server_client(ChromaServer(server.url)), "many-claims", server.url) for _ in range(8)
    ]
    won: list[frozenset[str]] = []
    start = threading.Barrier(len(rivals))

    def claim(rival: Claims) -> None:
        start.wait()
        won.extend(rival.take([f"file-{number}"]).won for number in range(20))

    threads = [threading.Thread(target=claim, args=(rival,)) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(key for keys in won for key in keys) == sorted(f"file-{n}" for n in range(20))


def test_claim_is_held_until_it_is_given_back_or_runs_out(server: Server) -> None:
    client = chromadb.HttpClient("127.0.0.1", server.port)
    connect = server_client(ChromaServer(server.url))
    first, second = (Claims(connect, "one-claims", server.url) for _ in range(2))
    assert first.take(["a", "b"]).won == {"a", "b"}
    first.finish(["b"])
    assert second.take(["a", "b"]) == type(second.take([]))(frozenset(), frozenset({"b"}))
    first.release(["a"])
    assert second.take(["a"]).won == {"a"}
    rows = client.get_collection("one-claims", embedding_function=None)
    rows.update(ids=["a-2"], metadatas=[{"until": time.time() - 1}])  # it was killed a while ago
    assert first.take(["a"]).won == {"a"}
    assert first.holds("a")
    second.renew()
    assert not second.holds("a")
    assert rows.get(ids=["a-2"])["ids"] == []  # earlier turns are deleted
