from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qa.articles.folder import Limits, Scan, scan_folder
from qa.errors import FolderError
from qa.settings import Settings

TYPES = {".txt", ".md"}
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX file types")


def write(path: Path, content: str = "Some text.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def scan(folder: Path, **limits: float) -> Scan:
    return scan_folder(folder, Limits(**limits), TYPES)  # type: ignore[arg-type]


def reasons(found: Scan) -> dict[str, str]:
    return {item.path: item.reason for item in found.skipped}


def names(found: Scan) -> list[str]:
    return [file.relative for file in found.files]


def test_files_are_listed_in_order_with_size_and_time(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "héllo")
    write(tmp_path / "a" / "c.md")
    write(tmp_path / "a.TXT")
    found = scan(tmp_path)
    assert names(found) == ["a.TXT", "a/c.md", "b.txt"]
    last = found.files[-1]
    assert last.path == tmp_path / "b.txt"
    assert last.path.is_absolute()
    assert (last.size, last.mtime_ns) == (6, (tmp_path / "b.txt").stat().st_mtime_ns)


def test_what_is_left_out_has_a_reason(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/config.txt", "photo.jpg", "README", "gold.jsonl", "qa.toml"):
        write(tmp_path / name)
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "large.txt", "x" * 2000)
    found = scan(tmp_path, max_file_mb=0.001)
    assert names(found) == []
    assert reasons(found) == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "README": "no file type",
        "empty.txt": "empty",
        "gold.jsonl": "holds gold questions, not an article",
        "large.txt": "larger than 0.001 MB",
        "photo.jpg": "files of type .jpg are not read",
        "qa.toml": "holds settings, not an article",
    }


def test_folders_are_followed_down_to_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "one" / "two" / "deep.txt")
    write(tmp_path / "one" / "flat.txt")
    found = scan(tmp_path, max_depth=1)
    assert names(found) == ["one/flat.txt"]
    assert reasons(found) == {"one/two": "too deep: folders are read 1 levels down"}


def test_a_very_deep_folder_is_no_trouble(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    write(deep / "a.txt")
    assert len(names(scan(tmp_path, max_depth=10_000))) == 1


def test_the_number_of_files_is_bounded(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / f"{number}.txt")
    found = scan(tmp_path, max_files=3)
    assert names(found) == ["0.txt", "1.txt", "2.txt"]
    assert reasons(found) == {"3.txt": "more than 3 files: this one and the rest were left out"}


@posix_only
def test_links_are_followed_only_to_files_inside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    write(outside / "secret.txt")
    write(inside / "sub" / "real.txt")
    for name, target in {
        "good.txt": inside / "sub" / "real.txt",
        "bad.txt": outside / "secret.txt",
        "folder": outside,
        "circle": inside,
        "broken.txt": inside / "nothing.txt",
        "self.txt": inside / "self.txt",
    }.items():
        (inside / name).symlink_to(target)
    found = scan(inside)
    assert names(found) == ["good.txt", "sub/real.txt"]
    assert reasons(found) == {
        "bad.txt": "a link that leaves the folder",
        "broken.txt": "a link that leads nowhere",
        "circle": "a link to a folder that is read anyway",
        "folder": "a link that leaves the folder",
        "self.txt": "a link that leads nowhere",
    }


@posix_only
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(scan(tmp_path / "link")) == ["a.txt"]


@posix_only
def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(scan(tmp_path)) == {"pipe.txt": "not a regular file"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_unicode_is_skipped_and_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Some text.")
    assert reasons(scan(tmp_path)) == {
        "caf\N{REPLACEMENT CHARACTER}.txt": "its name is not valid Unicode; rename it"
    }


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_folder_that_may_not_be_listed_is_skipped(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    write(closed / "a.txt")
    closed.chmod(0)
    try:
        assert reasons(scan(tmp_path)) == {"closed": "cannot be listed: permission denied"}
    finally:
        closed.chmod(0o700)


def test_a_missing_folder_and_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="There is no folder") as missing:
        scan(tmp_path / "nothing")
    assert missing.value.hint
    with pytest.raises(FolderError, match="is not a folder"):
        scan(write(tmp_path / "a.txt"))


def test_the_limits_default_to_the_settings() -> None:
    fields = Settings.model_fields
    limits = Limits()
    for name in ("max_file_mb", "max_files", "max_characters", "max_depth"):
        assert getattr(limits, name) == fields[name].default


@pytest.mark.parametrize("parts", ["Race_files", "Race.files", "Race_fichiers", "Race-Dateien"])
def test_the_folder_that_a_browser_saves_beside_a_page_is_passed_over(
    tmp_path: Path, parts: str
) -> None:
    write(tmp_path / "Race.html")
    write(tmp_path / parts / "frame.html")
    write(tmp_path / "Notes_files" / "b.txt")
    found = scan_folder(tmp_path, Limits(), {".txt", ".html"})
    assert names(found) == ["Notes_files/b.txt", "Race.html"]
    assert reasons(found) == {parts: "holds the parts of the saved page Race.html"}


def test_well_known_types_that_are_not_read_say_what_to_do(tmp_path: Path) -> None:
    for name in ("talk.ppt", "letter.pages", "papers.tar.gz", "other.xyz"):
        (tmp_path / name).write_bytes(b"x")
    reasons = {one.path: one.reason for one in scan_folder(tmp_path, Limits(), {".txt"}).skipped}
    assert reasons["talk.ppt"] == "files of type .ppt are not read; save it as PPTX"
    assert "export it from Pages as DOCX or PDF" in reasons["letter.pages"]
    assert "ZIP" in reasons["papers.tar.gz"]
    assert reasons["other.xyz"] == "files of type .xyz are not read"
