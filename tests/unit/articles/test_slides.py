from __future__ import annotations

import io
import zipfile

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.slides import read_pptx
from qa.errors import UnreadableArticleError

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def shape(text: str, kind: str = "") -> str:
    place = f'<p:ph type="{kind}"/>' if kind else ""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    properties = f"<p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>"
    return f"<p:sp>{properties}<p:txBody>{paragraphs}</p:txBody></p:sp>"


def relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{TYPE}{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f"<Relationships>{inner}</Relationships>"


def pptx(*slides: str, notes: str = "") -> bytes:
    ids = "".join(f'<p:sldId id="{at}" r:id="r{at}"/>' for at in reversed(range(len(slides))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "ppt/presentation.xml")))
        archive.writestr("ppt/presentation.xml", f"<p:presentation {SPACES}>{ids}</p:presentation>")
        targets = [("slide", f"slides/slide{at}.xml") for at in range(len(slides))]
        archive.writestr("ppt/_rels/presentation.xml.rels", relations(*targets))
        for at, slide in enumerate(slides):
            archive.writestr(f"ppt/slides/slide{at}.xml", f"<p:sld {SPACES}>{slide}</p:sld>")
        if notes:
            archive.writestr(
                "ppt/slides/_rels/slide0.xml.rels", relations(("notesSlide", "../notes/n.xml"))
            )
            archive.writestr("ppt/notes/n.xml", f"<p:notes {SPACES}>{notes}</p:notes>")
    return stream.getvalue()


def read(content: bytes) -> Extract:
    (extract,) = read_pptx(content)
    assert isinstance(extract, Extract)
    return extract


def test_slides_are_pages_in_their_order_with_their_notes() -> None:
    first = shape("Visitors\nof the museum", "ctrTitle") + shape("In 2021: 48,000\nIn 2022: 61,000")
    last = shape("Plans", "title") + shape("3", "sldNum") + shape("A new hall in May")
    extract = read(pptx(last, first, notes=shape("Thank the staff") + shape("1", "sldNum")))
    assert extract.title == "Visitors of the museum"
    assert [extract.text[start:end].split("\n\n") for start, end in extract.pages] == [
        ["Visitors of the museum", "In 2021: 48,000", "In 2022: 61,000"],
        ["Plans", "A new hall in May", "Thank the staff"],
    ]


def test_the_rows_of_a_table_stay_together() -> None:
    cell = "<a:tc><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></a:tc>"
    rows = "".join(
        f"<a:tr>{''.join(cell.format(text) for text in row)}</a:tr>"
        for row in (("Town", "Trees"), ("Torne", "48"))
    )
    table = f"<p:graphicFrame><a:graphic><a:tbl>{rows}</a:tbl></a:graphic></p:graphicFrame>"
    assert read(pptx(table)).text == "Town | Trees\nTorne | 48"


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_a_damaged_file_says_so(keep: int) -> None:
    with pytest.raises(UnreadableArticleError, match="a presentation in PPTX form"):
        read(pptx(shape("x"))[:keep])


def test_a_damaged_slide_costs_no_more_than_itself() -> None:
    found = list(read_pptx(pptx(shape("Plans"), "<p:sp>", shape("A new hall in May"))))
    damaged, deck = found
    assert isinstance(damaged, Unusable)
    assert isinstance(deck, Extract)
    assert damaged.part == "slide 2"
    assert "cannot be read" in damaged.reason
    assert [deck.text[start:end] for start, end in deck.pages] == [
        "A new hall in May",
        "",
        "Plans",
    ]
