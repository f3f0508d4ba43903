from __future__ import annotations

from pathlib import Path

from qa.articles import Limits
from qa.articles.uploads import ReaderWithUploads


def write(path: Path, text: str = "Some text of an article, long enough to be one.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_uploaded_files_are_listed_beside_the_folders_own(tmp_path: Path) -> None:
    folder, uploads = tmp_path / "folder", tmp_path / "uploads"
    write(folder / "a.txt")
    write(folder / "z.exe")
    write(folder / ".uploads" / "hidden.txt")
    write(uploads / "a.txt", "Another text under the same name.")
    write(uploads / "b.exe")
    scan = ReaderWithUploads(uploads, Limits()).scan(folder)
    assert [(file.relative, file.path) for file in scan.files] == [
        (".uploads/a.txt", (uploads / "a.txt").resolve()),
        ("a.txt", (folder / "a.txt").resolve()),
    ]
    assert [item.path for item in scan.skipped] == [".uploads", ".uploads/b.exe", "z.exe"]


def test_without_uploads_it_reads_the_folder_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    reader = ReaderWithUploads(tmp_path / "none")
    assert [file.relative for file in reader.scan(tmp_path).files] == ["a.txt"]


def test_an_uploaded_article_says_where_it_is_from(tmp_path: Path) -> None:
    folder, uploads = tmp_path / "folder", tmp_path / "uploads"
    folder.mkdir()
    write(uploads / "a.txt")
    (document,) = ReaderWithUploads(uploads).load_data(folder)
    assert document.metadata["path"] == ".uploads/a.txt"
