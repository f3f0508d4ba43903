from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from qa.articles.extract import Extract
from qa.articles.pdf import read_pdf
from qa.errors import UnreadableArticleError

PARAGRAPHS = [
    "The French defence minister, Florence Parly, and her counterpart, Lloyd Austin, have agreed "
    "to intensify cooperation on counter-terrorism. Their special forces will work together.",
    "The pact comes amid the withdrawal of US troops from Afghanistan and the drawdown of French "
    "units in the Sahel region. Both places present a hotbed of terrorist threat, she said.",
    "However, this agreement suggests that neither France nor the US will abandon their fight "
    "against jihadism despite their withdrawal. Nothing else was agreed upon in Washington.",
]


def pdf(pages: Sequence[Sequence[tuple[str, float]]], **properties: str) -> bytes:
    """Set lines, each with the size of its type, from the top of each page down."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Times-Roman"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content, y = "", 800.0
        for line, size in lines:
            y -= 1.4 * size
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            content += f"BT /F1 {size} Tf 1 0 0 1 50 {y} Tm ({escaped}) Tj ET\n"
        stream = DecodedStreamObject()
        stream.set_data(content.encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def wrapped(*paragraphs: str, width: int = 60) -> list[tuple[str, float]]:
    return [(line, 10) for text in paragraphs for line in textwrap.wrap(text, width)]


def read(content: bytes) -> Extract:
    (extract,) = read_pdf(content)
    assert isinstance(extract, Extract)
    return extract


def body(extract: Extract) -> str:
    *_, (start, end) = extract.body
    return extract.text[start:end].strip()


def test_wrapped_lines_become_the_paragraphs_they_were() -> None:
    assert read(pdf([wrapped(*PARAGRAPHS)])).text == "\n\n".join(PARAGRAPHS)


def test_title_byline_and_date_stand_above_the_text() -> None:
    head = [("France and the United States sign", 24), ("a pact", 24)]
    head += [("By Jane Doe", 10), ("10 July 2021", 10)]
    extract = read(pdf([head + wrapped(*PARAGRAPHS)], Title="Microsoft Word - pact_v2.docx"))
    assert (extract.title, extract.published, extract.author) == (
        "France and the United States sign a pact",
        "2021-07-10",
        "Jane Doe",
    )
    assert body(extract) == "\n\n".join(PARAGRAPHS)


def test_the_title_of_the_properties_is_used_where_none_is_set_in_large_type() -> None:
    content = pdf([wrapped(*PARAGRAPHS)], Title="A pact is signed", CreationDate="D:20190312")
    extract = read(content)
    assert (extract.title, extract.published) == ("A pact is signed", None)


@pytest.mark.parametrize("stated", ["pact.pdf", "untitled", "(anonymous)", "pact", ""])
def test_a_title_that_a_program_wrote_is_none(stated: str) -> None:
    assert read(pdf([wrapped(*PARAGRAPHS)], Title=stated)).title is None


def test_pages_are_kept_and_a_paragraph_goes_on_over_their_edge() -> None:
    lines = wrapped(*PARAGRAPHS)
    extract = read(pdf([lines[:5], [], lines[5:]]))
    assert extract.text == "\n\n".join(PARAGRAPHS)
    first, empty, last = (extract.text[start:end] for start, end in extract.pages)
    assert first.split()[-1] == lines[4][0].split()[-1]
    assert empty == ""
    assert last.split()[0] == lines[5][0].split()[0]


def test_running_titles_and_page_numbers_are_left_out() -> None:
    pages = [
        [("The Daily News", 8), *wrapped(paragraph), (f"Page {number} of 3", 8), (str(number), 10)]
        for number, paragraph in enumerate(PARAGRAPHS, start=1)
    ]
    assert read(pdf(pages)).text == "\n\n".join(PARAGRAPHS)


def test_a_sentence_that_every_page_repeats_stays() -> None:
    pages = [[("All rights are reserved.", 10), *wrapped(text)] for text in PARAGRAPHS]
    assert read(pdf(pages)).text.count("All rights are reserved.") == 3


def test_words_divided_at_a_line_end_are_made_whole() -> None:
    lines = [
        "The two coun-",
        "tries fight counter-",
        "terrorism, and the Anglo-",
        "American counter-terrorism unit.",
    ]
    text = read(pdf([[(line, 10) for line in lines]])).text
    assert text == (
        "The two countries fight counter-terrorism, and the Anglo-American counter-terrorism unit."
    )


def test_a_scan_says_so() -> None:
    with pytest.raises(UnreadableArticleError, match="a scan: pictures of pages without text"):
        read(pdf([[], []]))


def encrypted(user_password: str) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf([wrapped(*PARAGRAPHS)])))
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_file_locked_against_changes_alone_is_read() -> None:
    assert read(encrypted("")).text == "\n\n".join(PARAGRAPHS)


def test_a_file_locked_with_a_password_says_so() -> None:
    with pytest.raises(UnreadableArticleError, match="locked with a password"):
        read(encrypted("secret"))


@pytest.mark.parametrize("keep", [0, 5, 100, 400])
def test_a_damaged_file_gives_its_reason_and_no_noise(
    keep: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnreadableArticleError):
        read(pdf([wrapped(*PARAGRAPHS)])[:keep])
    assert capfd.readouterr() == ("", "")
