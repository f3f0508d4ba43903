from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

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
    monkeypatch.setattr("qa.articles.packages._LARGEST", 1_000)
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


def w(document: Document, markup: str) -> None:
    """Append WordprocessingML, in which ``w:`` and ``mc:`` are known, before the last section."""
    namespaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    body = parse_xml(f"<w:body {namespaces}>{markup}</w:body>")
    for element in list(body):
        document.element.body.insert(len(document.element.body) - 1, element)


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def test_tracked_changes_are_read_as_accepted() -> None:
    text = read(
        lambda document: w(
            document,
            f"<w:p>{run('The board granted ')}<w:del>{run('nine', 'delText')}</w:del>"
            f"<w:ins>{run('twelve')}</w:ins>{run(' licences.')}</w:p>"
            f"<w:p><w:moveFrom>{run('Gone.')}</w:moveFrom><w:moveTo>{run('Here.')}</w:moveTo></w:p>",
        )
    ).text
    assert text == "The board granted twelve licences.\n\nHere."


def test_content_controls_are_read_around_paragraphs_in_them_and_in_tables() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    text = read(
        lambda document: w(
            document,
            control(f"<w:p>{run('Dana Orr heads the clinic.')}</w:p>")
            + f"<w:p>{run('It opens in ')}{control(run('March'))}{run('.')}</w:p>"
            + "<w:tbl>"
            + control(f"<w:tr><w:tc><w:p>{run('beds')}</w:p></w:tc>"
                      + control(f"<w:tc><w:p>{run('40')}</w:p></w:tc>") + "</w:tr>")
            + "</w:tbl>",
        )
    ).text  # fmt: skip
    assert text == "Dana Orr heads the clinic.\n\nIt opens in March.\n\nbeds | 40"


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Key figure: 31.')}</w:p></w:txbxContent>"
    text = read(
        lambda document: w(
            document,
            f"<w:p>{run('Before.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}"
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            f"<w:p>{run('After.')}</w:p>",
        )
    ).text
    assert text == "Before.\n\nKey figure: 31.\n\nAfter."


def with_parts(content: bytes, **parts: str) -> bytes:
    """Write parts of the folder ``word`` into a document, or over those that it has."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        names = {f"word/{name}.xml": text for name, text in parts.items()}
        for name in source.namelist():
            if name not in names:
                target.writestr(name, source.read(name))
        for name, text in names.items():
            target.writestr(name, text)
    return stream.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_notes_follow_the_text_in_the_order_in_which_it_refers_to_them() -> None:
    def write(document: Document) -> None:
        reference = '<w:r><w:{}Reference w:id="{}"/></w:r>'
        first, second = reference.format("footnote", 2), reference.format("endnote", 1)
        w(
            document,
            f"<w:p>{run('Rents rose.')}{second}</w:p><w:p>{run('So did fees.')}{first}</w:p>",
        )

    notes = (
        '<w:{0}s {1}><w:{0} w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
        '<w:{0} w:id="{2}"><w:p>{3}</w:p></w:{0}></w:{0}s>'
    )
    content = with_parts(
        saved(write),
        footnotes=notes.format("footnote", W, 2, run("The town's own count.")),
        endnotes=notes.format("endnote", W, 1, run("By 4 per cent.")),
    )
    (extract,) = read_docx(content)
    assert extract.text == "Rents rose.\n\nSo did fees.\n\nBy 4 per cent.\n\nThe town's own count."


def listed(text: str, number: int, level: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}</w:pPr>{run(text)}</w:p>"


def test_numbered_paragraphs_begin_with_the_number_that_word_shows() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="%1.%2)"/></w:lvl>'
    )
    bullets = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{bullets}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{again}</w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    )
    content = saved(
        lambda document: w(
            document,
            listed("Wash.", 1) + f"<w:p>{run('With care.')}</w:p>" + listed("Dry.", 1)
            + listed("In the sun.", 1, 1) + listed("Or not.", 1, 1) + listed("Fold.", 1)
            + listed("Start anew.", 2) + listed("A bullet.", 3),
        )
    )  # fmt: skip
    (extract,) = read_docx(with_parts(content, numbering=numbering))
    assert extract.text.split("\n\n") == [
        "3. Wash.",
        "With care.",
        "4. Dry.",
        "4.i) In the sun.",
        "4.ii) Or not.",
        "5. Fold.",
        "1. Start anew.",
        "A bullet.",
    ]


def test_the_strict_form_of_the_standard_is_read() -> None:
    def write(document: Document) -> None:
        document.add_heading("Who signed the pact?", 0)
        add_paragraphs(document)

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(write))) as source, zipfile.ZipFile(stream, "w") as out:
        for name in source.namelist():
            part = source.read(name)
            for of_2006, strict in (("wordprocessingml", "main"), ("officeDocument", "")):
                part = part.replace(
                    f"http://schemas.openxmlformats.org/{of_2006}/2006/{strict}".encode(),
                    f"http://purl.oclc.org/ooxml/{of_2006}/{strict}".encode(),
                )
            out.writestr(name, part)
    (extract,) = read_docx(stream.getvalue())
    assert extract.title == "Who signed the pact?"
    assert body(extract) == "\n\n".join(PARAGRAPHS)


def test_comments_follow_the_text_with_their_authors() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("The orchard has 230 apple trees.")
        document.add_comment(paragraph.runs, text="Recount: 241 trees.", author="Eva", initials="E")

    assert read(write).text == (
        "The orchard has 230 apple trees.\n\nComment by Eva: Recount: 241 trees."
    )
