from __future__ import annotations

import plistlib
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from qa.articles import ArticleReader, Columns, Extract
from qa.articles import formats as formats_module
from qa.articles.folder import Limits
from qa.articles.formats import formats, offered
from qa.errors import UnreadableArticleError

SENTENCE = "The kiln was lit by Ada Bru on Monday."
PAGE = f"<html><body><p>{SENTENCE} It will burn for a week.</p></body></html>".encode()
RICH = f"{{\\rtf1\\ansi\\b The kiln\\b0\\par {SENTENCE}}}".encode()
MAIL = f"MIME-Version: 1.0\nSubject: The kiln\nContent-Type: text/plain\n\n{SENTENCE}\n".encode()


def read(ending: str, content: bytes) -> Extract:
    (extract,) = formats(Columns())[ending](content)
    assert isinstance(extract, Extract)
    return extract


@pytest.mark.parametrize("ending", [".docx", ".txt", ".pdf", ".html", ".rtf"])
@pytest.mark.parametrize("content", [PAGE, RICH, MAIL], ids=["page", "rich text", "mail"])
def test_a_file_is_read_as_what_it_is_whatever_its_name_says(ending: str, content: bytes) -> None:
    text = read(ending, content).text
    assert SENTENCE in text
    for mark in ("<", "\\", "MIME"):
        assert mark not in text


def test_a_text_that_speaks_of_markup_stays_as_it_is() -> None:
    text = "Subject: pages\n\nA page begins with <html> and a mail with fields. RTF has {\\rtf."
    assert read(".txt", text.encode()).text == text


def test_rich_text_has_paragraphs() -> None:
    assert read(".rtf", RICH).text == f"The kiln\n\n{SENTENCE}"


def read_lines(content: bytes) -> Iterator[Extract]:
    for number, line in enumerate(content.decode().splitlines(), start=1):
        yield Extract(text=line, title="A line", body=((0, len(line)),), part=f"line {number}")


def fail(content: bytes) -> Iterator[Extract]:
    raise ZeroDivisionError("no divisor")


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Install a package that has an entry point for a format."""

    def install(name: str, value: str) -> None:
        entry = EntryPoint(name=name, value=value, group="qa.formats")
        monkeypatch.setattr(formats_module, "entry_points", lambda group: [entry])

    package = SimpleNamespace(read_lines=read_lines, fail=fail)
    monkeypatch.setitem(sys.modules, "fake_reader", package)
    return install


def test_another_package_can_add_a_format(add: Callable[[str, str], None], tmp_path: Path) -> None:
    (tmp_path / "notes.LOG").write_text("First line.\nSecond line.\n", "utf-8")
    assert ArticleReader(Limits()).scan(tmp_path).files == ()
    add("log", "fake_reader:read_lines")
    reader = ArticleReader(Limits())
    (file,) = reader.scan(tmp_path).files
    assert [document.text for document in reader.read(file)] == ["First line.", "Second line."]


def test_an_added_format_shows_in_the_signature_so_that_files_are_read_again(
    add: Callable[[str, str], None],
) -> None:
    before = ArticleReader().signature
    add("txt", "fake_reader:read_lines")
    assert "txt=fake_reader:read_lines" in ArticleReader().signature
    assert ArticleReader().signature != before


@pytest.mark.parametrize("value", ["fake_reader:fail", "fake_reader:missing", "no_such_module:x"])
def test_an_added_reader_that_fails_is_a_reason_to_skip_the_file(
    add: Callable[[str, str], None], value: str
) -> None:
    add("log", value)
    with pytest.raises(UnreadableArticleError, match=value) as error:
        list(formats(Columns())[".log"](b"x"))
    assert "log" in error.value.hint


def test_page_saved_by_safari_is_read() -> None:
    archive = {
        "WebMainResource": {
            "WebResourceData": PAGE.replace(b"Ada", "Åda".encode("latin-1")),
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "ISO-8859-1",
        },
        "WebSubframeArchives": [],
    }
    for kind in (plistlib.FMT_BINARY, plistlib.FMT_XML):
        text = read(".webarchive", plistlib.dumps(archive, fmt=kind)).text
        assert "The kiln was lit by Åda Bru on Monday." in text


@pytest.mark.parametrize("content", [b"", b"bplist00", plistlib.dumps({"a": 1}), b"<html>"])
def test_what_is_no_web_archive_is_told(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="no web archive"):
        list(formats(Columns())[".webarchive"](content))


def test_old_word_is_not_offered_but_read_if_it_is_something_else() -> None:
    assert ".doc" not in offered()
    assert {".docx", ".fb2", ".enex", ".webarchive", ".zip"} <= set(offered())
    assert SENTENCE in read(".doc", RICH).text
    with pytest.raises(UnreadableArticleError, match="old format") as error:
        list(formats(Columns())[".doc"](b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "save it as DOCX" in error.value.hint


def test_rich_text_without_a_frame_is_read_to_its_end() -> None:
    parts = (
        rb"{\pard \b The kiln\par}" + rb"{\pard It was lit on Monday.\par}{\pard It went out.\par}"
    )
    assert read(".rtf", parts).text == "The kiln\n\nIt was lit on Monday.\n\nIt went out."
