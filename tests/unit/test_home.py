from __future__ import annotations

from pathlib import Path

import pytest

from qa.home import Layout, delete_written, others, written

LAYOUT: Layout = {r"state": None, r"part-\d+": {r"rows": None, r"inner": {r"x": None}}}


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def left(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_only_what_has_a_name_of_the_layout_is_deleted(tmp_path: Path) -> None:
    ours = {"state", "part-1/rows/a", "part-1/rows/b/c", "part-2/inner/x"}
    theirs = {"state.txt", "part-1/x", "part-1/inner/rows", "part-x/rows", "other/state"}
    fill(tmp_path, *ours, *theirs)
    delete_written(tmp_path, LAYOUT)
    assert left(tmp_path) == theirs
    assert not (tmp_path / "part-2").exists()
    assert written(tmp_path, LAYOUT) == []


def test_what_is_found_first_is_what_the_layout_names_first(tmp_path: Path) -> None:
    fill(tmp_path, "part-1/rows/a", "state")
    assert written(tmp_path, LAYOUT) == [tmp_path / "state", tmp_path / "part-1/rows"]


def test_others_are_listed_by_the_outermost_folder_that_the_layout_does_not_name(
    tmp_path: Path,
) -> None:
    fill(tmp_path, "state", "part-1/rows/a", "part-1/notes", "more/a", "more/b")
    assert others(tmp_path, LAYOUT) == [tmp_path / "part-1/notes", tmp_path / "more"]


def test_folder_that_is_missing_holds_nothing(tmp_path: Path) -> None:
    delete_written(tmp_path / "absent", LAYOUT)
    assert written(tmp_path / "absent", LAYOUT) == others(tmp_path / "absent", LAYOUT) == []


def test_nothing_behind_a_link_to_a_folder_is_deleted(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    fill(elsewhere, "rows", "state")
    (home / "part-1").mkdir(parents=True)
    try:
        (home / "state").symlink_to(elsewhere / "state")
        (home / "part-1/rows").symlink_to(elsewhere)
    except OSError:
        pytest.skip("links cannot be made here")
    delete_written(home, LAYOUT)
    assert left(elsewhere) == {"rows", "state"}
    assert others(home, LAYOUT) == [home / "state", home / "part-1/rows"]
