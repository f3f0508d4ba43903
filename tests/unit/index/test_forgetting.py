from __future__ import annotations

import shutil

import pytest
from bench import Bench

from qa.errors import IndexLockedError, MissingIndexError
from qa.index import ArticleIndex, forget, stored_bytes
from qa.index.storage.location import Location
from qa.index.storage.lock import writing


def test_nothing_is_left_of_the_index_and_the_articles_stay(bench: Bench) -> None:
    path = bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    assert stored_bytes(bench.folder, home=bench.home) > 10_000
    forget(bench.folder, home=bench.home)
    assert list((bench.home / "indexes").iterdir()) == []
    assert stored_bytes(bench.folder, home=bench.home) == 0
    assert path.read_text() == "The ferry leaves at noon."
    assert not ArticleIndex.exists(bench.folder, home=bench.home)
    bench.sync()
    assert bench.keyword("ferry")


def test_reader_that_was_open_says_that_the_index_is_gone(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with bench.open() as index:
        forget(bench.folder, home=bench.home)
        with pytest.raises(MissingIndexError):
            index.snapshot()


def test_folder_that_is_gone_can_be_forgotten(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    shutil.rmtree(bench.folder)
    forget(bench.folder, home=bench.home)
    with pytest.raises(MissingIndexError):
        forget(bench.folder, home=bench.home)


def test_index_that_is_being_written_is_not_deleted(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with writing(Location.of(bench.folder, bench.home)), pytest.raises(IndexLockedError):
        forget(bench.folder, home=bench.home)
    assert bench.keyword("ferry")
