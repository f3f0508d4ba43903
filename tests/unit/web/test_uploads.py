from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qa.errors import IndexLockedError, StorageError, UploadError
from qa.settings import Settings
from qa.web.uploads import Uploads


class CountingAssistant:
    """Syncs by counting; skips files of type .exe."""

    def __init__(self, uploads: Path) -> None:
        self.uploads = uploads
        self.syncs = 0
        self.error: Exception | None = None

    def sync(self, progress: Any = None) -> Any:
        self.syncs += 1
        if self.error:
            raise self.error
        skipped = {
            f".uploads/{path.name}": "files of type .exe are not read"
            for path in self.uploads.iterdir()
            if path.suffix == ".exe"
        }
        return SimpleNamespace(skipped=skipped)


@pytest.fixture
def assistant(tmp_path: Path) -> CountingAssistant:
    return CountingAssistant(tmp_path / "home" / "uploads" / "key")


def uploads_of(assistant: CountingAssistant, **settings: Any) -> Uploads:
    return Uploads(assistant, Settings(**settings))  # type: ignore[arg-type]


@pytest.fixture
def uploads(assistant: CountingAssistant) -> Uploads:
    return uploads_of(assistant)


def handed_over(tmp_path: Path, name: str, content: str = "Some text.", where: str = "a") -> Path:
    path = tmp_path / where / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_are_copied_and_indexed(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path
) -> None:
    first, second = handed_over(tmp_path, "a.txt"), handed_over(tmp_path, "b.txt")
    assert uploads.add([first, second]) == (["a.txt", "b.txt"], {})
    assert uploads.names() == ["a.txt", "b.txt"]
    assert first.exists()
    assert assistant.syncs == 1


def test_a_file_that_cannot_be_read_is_not_kept_and_the_reason_is_told(
    uploads: Uploads, tmp_path: Path
) -> None:
    files = [handed_over(tmp_path, "a.txt"), handed_over(tmp_path, "b.exe")]
    assert uploads.add(files) == (["a.txt"], {"b.exe": "files of type .exe are not read"})
    assert uploads.names() == ["a.txt"]


def test_the_same_name_again_keeps_both_unless_it_is_the_same_file(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path
) -> None:
    uploads.add([handed_over(tmp_path, "a.txt", "one")])
    assert uploads.add([handed_over(tmp_path, "a.txt", "one", "b")])[0] == ["a.txt"]
    assert uploads.add([handed_over(tmp_path, "a.txt", "two", "c")])[0] == ["a (2).txt"]
    assert (assistant.uploads / "a.txt").read_text(encoding="utf-8") == "one"
    assert (assistant.uploads / "a (2).txt").read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("name", [".hidden.txt", "<img src=x onerror=alert(1)>.txt", "x" * 240])
def test_names_are_made_harmless_and_stay_in_the_folder(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path, name: str
) -> None:
    (kept,), _ = uploads.add([handed_over(tmp_path, name)])
    assert not kept.startswith(".")
    assert len(kept) < 140
    assert (assistant.uploads / kept).parent == assistant.uploads


def test_too_large_a_file_or_too_many_bytes_are_refused_as_a_whole(
    assistant: CountingAssistant, tmp_path: Path
) -> None:
    uploads = uploads_of(assistant, max_file_mb=0.001, max_uploads_mb=0.0015)
    small, large = (
        handed_over(tmp_path, "a.txt", "x" * 900),
        handed_over(tmp_path, "b.txt", "x" * 1001),
    )
    with pytest.raises(UploadError, match=r"b\.txt has"):
        uploads.add([small, large])
    assert uploads.names() == []
    uploads.add([small])
    with pytest.raises(UploadError, match="are used"):
        uploads.add([handed_over(tmp_path, "c.txt", "y" * 900)])
    assert uploads.names() == ["a.txt"]
    assert assistant.syncs == 1


def test_nothing_is_left_behind_when_indexing_fails(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path
) -> None:
    uploads.add([handed_over(tmp_path, "a.txt")])
    assistant.error = IndexLockedError("locked by process 7", hint="Wait.")
    with pytest.raises(IndexLockedError):
        uploads.add([handed_over(tmp_path, "a.txt", where="b"), handed_over(tmp_path, "b.txt")])
    assert uploads.names() == ["a.txt"]


def test_a_failure_leaves_what_another_process_has_uploaded_meanwhile(
    uploads: Uploads,
    assistant: CountingAssistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(progress: Any = None) -> None:
        del progress
        (assistant.uploads / "theirs.txt").write_text("Sent to another process.")
        raise IndexLockedError("locked by process 7", hint="Wait.")

    monkeypatch.setattr(assistant, "sync", fail)
    with pytest.raises(IndexLockedError):
        uploads.add([handed_over(tmp_path, "a.txt")])
    assert uploads.names() == ["theirs.txt"]


def test_a_file_that_is_copied_in_part_is_not_left_behind(
    uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out_of_space(source: Any, target: Any) -> None:
        target.write(source.read(3))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", run_out_of_space)
    with pytest.raises(StorageError, match="No space left"):
        uploads.add([handed_over(tmp_path, "a.txt")])
    assert uploads.names() == []


def test_a_name_that_another_process_takes_at_this_moment_is_left_to_it(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = Uploads._name_for
    taken: list[str] = []

    def choose_late(self: Uploads, path: Path) -> str:
        name = choose(self, path)
        if not taken:
            taken.append(name)
            assistant.uploads.mkdir(exist_ok=True)
            (assistant.uploads / name).write_text("Sent to another process.")
        return name

    monkeypatch.setattr(Uploads, "_name_for", choose_late)
    added, _ = uploads.add([handed_over(tmp_path, "a.txt")])
    assert (assistant.uploads / "a.txt").read_text() == "Sent to another process."
    assert added == ["a (2).txt"]


def test_only_uploaded_files_are_ever_removed(
    uploads: Uploads, assistant: CountingAssistant, tmp_path: Path
) -> None:
    own = handed_over(tmp_path, "own.txt")
    uploads.add([handed_over(tmp_path, "a.txt"), handed_over(tmp_path, "b.txt")])
    uploads.remove(["a.txt", "../../../own.txt", str(own), "own.txt", "missing.txt"])
    assert uploads.names() == ["b.txt"]
    assert own.exists()
