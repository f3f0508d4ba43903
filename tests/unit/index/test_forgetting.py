from __future__ import annotations

import shutil

import pytest
from bench import Bench

from qa.errors import IndexLockedError, MissingIndexError
from qa.index.storage.location import Location
from qa.index.storage.lock import writing


def test_nothing_is_left_of_the_index_and_the_articles_stay(bench: Bench) -> None:
    path = bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    assert bench.index().stored_bytes() > 10_000
    bench.index().forget()
    assert list((bench.home / "indexes").iterdir()) == []
    assert bench.index().stored_bytes() == 0
    assert path.read_text() == "The ferry leaves at noon."
    assert not bench.index().exists()
    bench.sync()
    assert bench.keyword("ferry")


def test_reader_that_was_open_says_that_the_index_is_gone(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with bench.open() as index:
        bench.index().forget()
        with pytest.raises(MissingIndexError):
            index.snapshot()


def test_folder_that_is_gone_can_be_forgotten(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    shutil.rmtree(bench.folder)
    bench.index().forget()
    with pytest.raises(MissingIndexError):
        bench.index().forget()


def test_index_that_is_being_written_is_not_deleted(bench: Bench) -> None:
    bench.write("ferry.txt", "The ferry leaves at noon.")
    bench.sync()
    with writing(Location.of(bench.folder, bench.home)), pytest.raises(IndexLockedError):
        bench.index().forget()
    assert bench.keyword("ferry")
