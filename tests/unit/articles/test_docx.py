from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from qa.articles.docx import read_docx
from qa.articles.extract import Extract
from qa.errors import UnreadableArticleError

PARAGRAPHS = [
    "The two countries signed a pact on Friday in Washington, officials said. It helps both.",
    "The U.S. withdrawal ends on August 31, President Biden said. Nothing else was agreed.",
]


def saved(write: Callable[[Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(write: Callable[[Document], None]) -> Extract:
    (extract,) = read_docx(saved(write))
    return extract


def body(extract: Extract) -> str:
    *_, (start, end) = extract.body
    return extract.text[start:end].strip()


def add_paragraphs(document: Document) -> None:
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)


def test_paragraphs_are_set_apart() -> None:
    assert read(add_paragraphs).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("level", [0, 1])
def test_the_title_is_that_of_its_style_whatever_it_ends_with(level: int) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("10 July 2021")
        document.add_heading("Who signed the pact?", level)
        document.add_paragraph("By Jane Doe")
        add_paragraphs(document)

    extract = read(write)
    assert (extract.title, extract.published, extract.author) == (
        "Who signed the pact?",
        "2021-07-10",
        "Jane Doe",
    )
    assert body(extract) == "\n\n".join(PARAGRAPHS)


def test_a_heading_below_the_first_sentence_is_no_title() -> None:
    def write(document: Document) -> None:
        add_paragraphs(document)
        document.add_heading("Background of it all", 1)
        document.add_paragraph("It began long ago.")

    extract = read(write)
    assert extract.title is None
    assert body(extract) == extract.text


def test_the_properties_of_the_file_state_neither_author_nor_date() -> None:
    def write(document: Document) -> None:
        document.core_properties.author = "Administrator"
        add_paragraphs(document)

    extract = read(write)
    assert (extract.author, extract.published) == (None, None)


def test_a_table_stands_in_its_place_with_a_row_a_line() -> None:
    def write(document: Document) -> None:
        document.add_paragraph(PARAGRAPHS[0])
        table = document.add_table(2, 3)
        for row, texts in zip(table.rows, ["ABC", "DEF"], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        merged = table.cell(1, 0).merge(table.cell(1, 1))
        merged.text = "D\nE"
        document.add_paragraph(PARAGRAPHS[1])

    assert read(write).text == f"{PARAGRAPHS[0]}\n\nA | B | C\nD E | F\n\n{PARAGRAPHS[1]}"


def test_a_document_without_text_is_empty() -> None:
    assert read(lambda document: None).text == ""


def test_a_document_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.articles.docx._LARGEST", 1_000)
    with pytest.raises(UnreadableArticleError, match="unpacks to"):
        read(add_paragraphs)


def archive(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        archive(hello="x"),
        saved(add_paragraphs)[:5000],
        saved(add_paragraphs)[:-400],
    ],
    ids=["empty", "old Word format", "another archive", "cut", "cut at its end"],
)
def test_what_is_no_word_document_gives_its_reason(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="Word document") as error:
        list(read_docx(content))
    assert error.value.hint
