from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from qa.articles.archives import read_gzip, read_zip
from qa.articles.extract import Extract, Unusable
from qa.articles.folder import Skipped
from qa.articles.formats import formats
from qa.articles.language import LanguageDetector
from qa.articles.plain import read_plain
from qa.articles.reader import ArticleReader
from qa.articles.tables import Columns
from qa.errors import UnreadableArticleError

READERS = formats(Columns())
STORY = "The ferry was named on Monday. It carries cars and bicycles over the bay."
LIMIT = 2_000_000


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(content: bytes) -> tuple[list[Extract], dict[str, str]]:
    found: Iterable[Extract | Unusable] = read_zip(content, READERS, LIMIT)
    extracts: list[Extract] = []
    reasons: dict[str, str] = {}
    for one in found:
        if isinstance(one, Unusable):
            reasons[one.part] = one.reason
        else:
            extracts.append(one)
    return extracts, reasons


def test_every_file_of_an_archive_is_an_article_under_its_name() -> None:
    page = (
        f"<html><body><article><h1>Ferry named today</h1><p>{STORY * 4}</p></article></body></html>"
    )
    extracts, reasons = read(
        packed(
            {
                "news/2021-07-10-ferry.txt": STORY,
                "page.html": page,
                "rows.csv": f"title,text\nOne,{STORY}\nTwo,\n",
                "__MACOSX/._page.html": "x",
                ".DS_Store": "x",
                "news/": "",
            }
        )
    )
    assert [(one.part, one.published) for one in extracts] == [
        ("news/2021-07-10-ferry.txt", "2021-07-10"),
        ("page.html", None),
        ("rows.csv, row 2", None),
        ("rows.csv, row 3", None),
    ]
    assert extracts[0].text == STORY
    assert not reasons


def test_what_an_archive_holds_besides_is_named_with_its_reason() -> None:
    inner = packed({"a.txt": STORY})
    extracts, reasons = read(
        packed(
            {"in.zip": inner, "x.exe": b"x", "none": b"x", "a.pdf": b"%PDF-1.4 x", "e.txt": b""}
            | {"large.txt": b"ab cd ef " * 300_000, "good.txt": STORY}
        )
    )
    assert [one.part for one in extracts] == ["good.txt"]
    assert reasons == {
        "in.zip": "an archive within an archive is not read",
        "x.exe": "files of type .exe are not read",
        "none": "no file type",
        "a.pdf": "a PDF file that cannot be read: it is damaged or incomplete",
        "e.txt": "empty",
        "large.txt": "unpacks to more than 2 MB (QA_MAX_FILE_MB)",
    }


def test_a_bomb_is_not_unpacked() -> None:
    extracts, reasons = read(packed({"bomb.txt": b"\0" * 1_900_000, "a.txt": STORY}))
    assert [one.part for one in extracts] == ["a.txt"]
    assert reasons == {"bomb.txt": "unpacks to more than 200 times its size, as no article does"}


def test_an_archive_of_many_large_files_is_read_up_to_a_limit() -> None:
    text = "".join(chr(65 + at * at % 57) for at in range(19_000)).encode()
    small = 20_000
    found = list(read_zip(packed({f"{at}.txt": text for at in range(30)}), READERS, small))
    assert sum(isinstance(one, Extract) for one in found) == 26  # 25 times the largest file
    assert {one.reason for one in found if isinstance(one, Unusable)} == {
        "the archive unpacks to more than 0 MB"
    }


def test_an_archive_that_lies_about_its_sizes_does_no_harm() -> None:
    content = bytearray(packed({"a.txt": STORY, "b.txt": STORY * 2}))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")  # the first file's size
    extracts, reasons = read(bytes(content))
    assert [one.part for one in extracts] == ["b.txt"]
    assert list(reasons) == ["a.txt"]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"text", packed({"a.txt": STORY})[:60]],
    ids=["empty", "beginning", "text", "cut"],  # an archive's bytes hold the time of its making
)
def test_a_damaged_archive_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="a damaged ZIP archive"):
        read(content)


def test_a_file_compressed_by_gzip_is_read() -> None:
    parts = gzip.compress(STORY[:20].encode()) + gzip.compress(STORY[20:].encode())
    (extract,) = read_gzip(parts, read_plain, LIMIT)
    assert isinstance(extract, Extract)
    assert extract.text == STORY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"\0" * 50_000_000), "unpacks to more than 2 MB"),
        (gzip.compress(STORY.encode())[:-20], "damaged gzip file"),
        (b"text", "not a gzip file"),
    ],
    ids=["large", "damaged", "text"],  # a gzip file's bytes hold the time at which it was made
)
def test_a_gzip_file_that_is_not_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        list(read_gzip(content, read_plain, LIMIT))


def test_the_reader_finds_compressed_files_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "rows.csv.gz").write_bytes(gzip.compress(f"title,text\nOne,{STORY}\n".encode()))
    (tmp_path / "all.zip").write_bytes(packed({"a.txt": STORY + " More.", "b.exe": "x"}))
    (tmp_path / "tree.tar.gz").write_bytes(gzip.compress(b"x"))
    reader = ArticleReader(languages=LanguageDetector())
    scan = reader.scan(tmp_path)
    assert scan.skipped == (
        Skipped("tree.tar.gz", "files of type .tar.gz are not read; unpack it, or pack it as ZIP"),
    )
    skipped: list[Skipped] = []
    documents = [one for file in scan.files for one in reader.read(file, skipped.append)]
    assert [(one.metadata["path"], one.metadata["title"]) for one in documents] == [
        ("all.zip", "The ferry was named on Monday"),
        ("rows.csv.gz", "One"),
    ]
    assert skipped == [Skipped("all.zip, b.exe", "files of type .exe are not read")]


def test_parts_of_a_saved_page_are_passed_over_in_an_archive_too() -> None:
    page = "<html><body><h1>Ada won</h1><p>Ada Bru won the race on Monday.</p></body></html>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("news/Ada won.html", page)
        archive.writestr("news/Ada won_files/ad.html", page.replace("Ada", "Our car"))
        archive.writestr("other_files/Eva.html", page.replace("Ada", "Eva"))
    found = list(formats(Columns())[".zip"](stream.getvalue()))
    texts = [one.text for one in found if isinstance(one, Extract)]
    assert [text.split()[0] for text in texts] == ["Ada", "Eva"]
    (left,) = (one for one in found if isinstance(one, Unusable))
    assert left.reason == "a part of the saved page Ada won.html"
