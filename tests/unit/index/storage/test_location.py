from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qa.errors import DamagedIndexError
from qa.index.storage.location import Location, replace_file, settle


@pytest.fixture
def location(tmp_path: Path) -> Location:
    location = Location.of(tmp_path / "my articles", tmp_path / "home")
    location.root.mkdir(parents=True)
    return location


def test_index_lies_under_the_hash_of_the_real_path(tmp_path: Path) -> None:
    location = Location.of(tmp_path / "a" / ".." / "b", tmp_path)
    name = hashlib.sha256(str(tmp_path.resolve() / "b").encode()).hexdigest()[:16]
    assert location.root == tmp_path / "indexes" / name


def test_commands_can_be_pasted_into_a_shell(location: Location) -> None:
    assert location.command("--rebuild") == f"qa index --rebuild '{location.folder}'"


def test_generations_are_numbered_on_and_one_of_them_is_current(location: Location) -> None:
    assert location.current() is None
    first = location.next_generation()
    first.mkdir()
    location.switch(first)
    (location.root / "gen-10").mkdir()
    (location.root / "gen-x").mkdir()
    assert location.current() == first
    assert location.next_generation().name == "gen-11"
    location.remove_generations(keep={first.name})
    assert location.generations() == [first]


@pytest.mark.parametrize("content", [b"", b"gen-2", b"../gen-1", b"\xff"])
def test_current_that_names_no_generation_is_damage(location: Location, content: bytes) -> None:
    location.next_generation().mkdir()
    (location.root / "CURRENT").write_bytes(content)
    with pytest.raises(DamagedIndexError, match="CURRENT"):
        location.current()


def test_file_that_cannot_be_replaced_keeps_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("count", [0, 1, 100])
def test_written_files_can_be_settled_together(tmp_path: Path, count: int) -> None:
    paths = [tmp_path / str(number) for number in range(count)]
    for path in paths:
        replace_file(path, b"content", durable=False)
    settle(paths)
    assert all(path.read_bytes() == b"content" for path in paths)
