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


#: The text and the size of a line, and perhaps its place: points from the left and from below.
Set = tuple[str, float] | tuple[str, float, float, float]


def pdf(
    pages: Sequence[Sequence[Set]], raw: str = "", unicode: str = "", **properties: str
) -> bytes:
    """Set lines, each with the size of its type, from the top of each page down.

    Lines with a place stand there; ``raw`` is added to each page, and ``unicode`` to the font.
    """
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Times-Roman"),
        }
    )
    if unicode:
        letters = DecodedStreamObject()
        letters.set_data(unicode.encode())
        font[NameObject("/ToUnicode")] = writer._add_object(letters)
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content, y = raw, 800.0
        for line, size, *place in lines:
            y -= 0 if place else 1.4 * size
            left, up = place or (50, y)
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            content += f"BT /F1 {size} Tf 1 0 0 1 {left} {up} Tm ({escaped}) Tj ET\n"
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


def with_margins(texts: Sequence[str], head: str, foot: str) -> bytes:
    """Set each text on a page between a head and a foot, which may hold the page's number."""
    return pdf(
        [
            [
                (head.format(page=number), 8, 50, 815),
                *wrapped(text),
                (foot.format(page=number), 8, 280, 30),
            ]
            for number, text in enumerate(texts, start=1)
        ]
    )


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("The Daily News", "{page}"),
        ("The Daily News", "Page {page} of 4"),
        ("World news, page {page}", "Harbour Press 2020"),
    ],
)
def test_running_titles_and_page_numbers_are_left_out(head: str, foot: str) -> None:
    texts = [*PARAGRAPHS, "The talks go on. " * 12]
    assert read(with_margins(texts, head, foot)).text == "\n\n".join(texts).strip()


def test_what_three_pages_repeat_may_be_their_text() -> None:
    text = read(with_margins(PARAGRAPHS, "Visitors in 202{page}", "{page}")).text
    assert [f"Visitors in 202{page}" in text for page in (1, 2, 3)] == [True] * 3
    assert not text.endswith("3")  # numbers that count on with the pages are the pages' own


@pytest.mark.parametrize("number", [2, 3])
def test_a_small_line_on_each_of_a_few_pages_is_a_running_title(number: int) -> None:
    margins = [("The Daily News", 8.0, 50.0, 815.0), ("Harbour Press 2020", 8.0, 50.0, 20.0)]
    pages = [[*margins, *wrapped(text)] for text in PARAGRAPHS[:number]]
    assert read(pdf(pages)).text == "\n\n".join(PARAGRAPHS[:number])


@pytest.mark.parametrize("size", [8.0, 10.0])
def test_a_line_that_one_of_three_pages_lacks_is_text(size: float) -> None:
    pages = [[("Visitors", size, 50.0, 815.0), *wrapped(text)] for text in PARAGRAPHS[:2]]
    assert "Visitors" in read(pdf([*pages, wrapped(PARAGRAPHS[2])])).text


def test_a_line_in_the_size_of_the_text_on_two_pages_is_text() -> None:
    pages = [[("Visitors", 10.0, 50.0, 815.0), *wrapped(text)] for text in PARAGRAPHS[:2]]
    assert read(pdf(pages)).text.count("Visitors") == 2


@pytest.mark.parametrize(
    "heads",
    [
        ["Sold: 48", "Sold: 61", "Sold: 70", "Sold: 12", "Sold: 33"],
        [f"Results {year}" for year in range(2018, 2023)],
    ],
)
def test_numbers_that_do_not_count_the_pages_stay(heads: list[str]) -> None:
    pages = [[(head, 8, 50, 815), *wrapped(PARAGRAPHS[0])] for head in heads]
    text = read(pdf(pages)).text
    assert all(head in text for head in heads)


def test_slides_keep_every_line() -> None:
    facts = [("Visitors in 2021: 48,000", "Staff: 35"), ("Visitors in 2022: 61,000", "Staff: 35")]
    pages = [[(line, 24, 80, 400 - 60 * at) for at, line in enumerate(each)] for each in facts * 2]
    assert read(pdf(pages)).text.split("\n\n") == [line for each in facts * 2 for line in each]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("The Daily News, 12 March 2020", "2020-03-12"),
        ("12/03/2020, 16:05", None),  # when a browser printed it
        ("March 13, 2020 4:05 PM  A pact is signed", None),
    ],
)
def test_a_date_in_a_running_title_is_that_of_publication(head: str, published: str | None) -> None:
    texts = [*PARAGRAPHS, "The talks go on. " * 12]
    assert read(with_margins(texts, head, "{page}")).published == published


def columns(*texts: str, left: float = 50, step: float = 190, width: int = 34) -> list[Set]:
    """Set texts side by side, row by row, as many programs for layout write them."""
    lines = [textwrap.wrap(text, width) for text in texts]
    return [
        (column[row], 10.0, left + step * number, 700.0 - 13 * row)
        for row in range(max(map(len, lines)))
        for number, column in enumerate(lines)
        if row < len(column)
    ]


@pytest.mark.parametrize("count", [2, 3])
def test_columns_that_are_drawn_row_by_row_are_read_one_by_one(count: int) -> None:
    texts = PARAGRAPHS[:count]
    assert read(pdf([columns(*texts)])).text == "\n\n".join(texts)


def test_a_headline_stands_above_its_columns() -> None:
    head: list[Set] = [("France and the United States sign a pact in Washington", 18, 50, 740)]
    extract = read(pdf([columns(*PARAGRAPHS) + head]))
    assert extract.title == head[0][0]
    assert extract.text == "\n\n".join([head[0][0], *PARAGRAPHS])


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    lines = textwrap.wrap(PARAGRAPHS[0], 34)
    first, second = lines[:3], lines[3:]
    rows: list[Set] = []
    for row, pair in enumerate(zip(first, second, strict=False)):
        rows += [(line, 10.0, 50.0 + 250 * at, 700.0 - 13 * row) for at, line in enumerate(pair)]
    assert read(pdf([rows])).text == PARAGRAPHS[0]


def test_the_rows_of_a_table_stay_together() -> None:
    table = [
        ["District", "Visitors in 2021", "Visitors in 2022", "Manager of the district"],
        ["North", "48,000", "61,000", "Ann Lee"],
        ["South", "12,500", "13,700", "Bo Berg"],
        ["East", "7,100", "9,900", "Cy Dahl"],
    ]
    rows: list[Set] = [
        (cell, 10.0, 50.0 + 130 * at, 600.0 - 20 * row)
        for row, cells in enumerate(table)
        for at, cell in enumerate(cells)
    ]
    text = read(pdf([wrapped(PARAGRAPHS[0]) + rows])).text
    assert text == PARAGRAPHS[0] + "\n\n" + "\n".join(" | ".join(cells) for cells in table)


def test_an_initial_belongs_to_its_word() -> None:
    first, *rest = textwrap.wrap(PARAGRAPHS[0], 60)
    lines: list[Set] = [(first[0], 40, 50, 676), (first[1:], 10, 76, 700)]
    lines += [(line, 10, 76 if at < 2 else 50, 687 - 13 * at) for at, line in enumerate(rest)]
    assert read(pdf([lines])).text == PARAGRAPHS[0]


@pytest.mark.parametrize("spacing", [0, 1, 3, 3.2])
def test_letters_set_apart_make_one_word(spacing: float) -> None:
    drawn = "(Buon) Tj (a ) Tj (Hous) Tj (e ) Tj (num) Tj (ber) Tj"
    word = f"BT /F1 12 Tf {spacing} Tc 1 0 0 1 50 700 Tm {drawn} ET\n"
    assert read(pdf([[]], raw=word)).text == "Buona House number"


def test_a_watermark_set_aslant_is_no_part_of_the_text() -> None:
    mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n"
    assert read(pdf([wrapped(*PARAGRAPHS)], raw=mark)).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0"])
def test_text_that_is_turned_comes_after_the_rest(matrix: str) -> None:
    turned = f"BT /F1 8 Tf {matrix} 20 300 Tm (Printed in Osby) Tj ET\n"
    text = read(pdf([wrapped(*PARAGRAPHS)], raw=turned)).text
    assert text == "\n\n".join([*PARAGRAPHS, "Printed in Osby"])


def test_a_page_printed_by_a_browser_loses_what_the_browser_added() -> None:
    printed: list[Set] = [
        ("11/28/26, 8:56 AM", 8, 24, 820),
        ("A pact is signed", 8, 300, 820),
        ("https://gazette.test/pact.html", 8, 24, 16),
        ("1/1", 8, 560, 16),
    ]
    assert read(pdf([printed + wrapped(*PARAGRAPHS)])).text == "\n\n".join(PARAGRAPHS)


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


def test_a_font_without_known_letters_says_so() -> None:
    private = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <21> <7e> <e021>"
    unicode = f"/CIDInit /ProcSet findresource begin begincmap {private} endbfrange endcmap"
    with pytest.raises(UnreadableArticleError, match="its fonts do not say which letters"):
        read(pdf([wrapped(*PARAGRAPHS)], unicode=unicode))


def encrypted(user_password: str, algorithm: str) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf([wrapped(*PARAGRAPHS)])))
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm=algorithm)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_locked_against_changes_alone_is_read(algorithm: str) -> None:
    assert read(encrypted("", algorithm)).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_locked_with_a_password_says_so(algorithm: str) -> None:
    with pytest.raises(UnreadableArticleError, match="locked with a password"):
        read(encrypted("secret", algorithm))


@pytest.mark.parametrize("keep", [0, 5, 100, 400])
def test_a_damaged_file_gives_its_reason_and_no_noise(
    keep: int, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnreadableArticleError):
        read(pdf([wrapped(*PARAGRAPHS)])[:keep])
    assert capfd.readouterr() == ("", "")
