from __future__ import annotations

import io
import zipfile

import pytest

from qa.articles.extract import Extract
from qa.articles.odt import read_odt
from qa.errors import UnreadableArticleError

PROSE = "<text:p>The mill was sold on Monday. It had stood empty for years.</text:p>"


def odt(text: str, manifest: str = "<m/>") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "drawing")
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>"
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
        '<text:list-style style:name="L1"><text:list-level-style-number/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-bullet/></text:list-style>'
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def read(content: bytes) -> Extract:
    (extract,) = read_odt(content)
    return extract


@pytest.mark.parametrize(
    "headline",
    [
        '<text:p text:style-name="P1">The mill of Torne</text:p>',
        '<text:p text:style-name="Title">The mill of Torne</text:p>',
        '<text:h text:outline-level="1">The mill of Torne</text:h>',
    ],
)
def test_title_and_date_stand_above_the_text(headline: str) -> None:
    extract = read(odt(f"{headline}<text:p>10 July 2021</text:p>{PROSE}"))
    assert (extract.title, extract.published) == ("The mill of Torne", "2021-07-10")
    assert (
        extract.text.split("\n\n")[-1]
        == "The mill was sold on Monday. It had stood empty for years."
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a   b\tc\nd"),
        ("<text:p>a <text:span>b <text:a>c</text:a></text:span> d</text:p>", "a b c d"),
        (
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>a</text:p>",
            "a",
        ),
        ("<text:p>a<office:annotation><text:p>hm</text:p></office:annotation>b</text:p>", "ab"),
        ("<text:section><text:p>a</text:p></text:section><text:p>b</text:p>", "a\n\nb"),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>note</text:p></text:note-body></text:note>b</text:p><text:p>c</text:p>",
            "ab\n\nc\n\nnote",
        ),
        (
            "<text:list text:style-name='L1'><text:list-item><text:p>x</text:p></text:list-item>"
            "<text:list-item><text:p>y</text:p></text:list-item></text:list>",
            "1. x\n\n2. y",
        ),
        (
            "<text:list text:style-name='L2'><text:list-item><text:p>x</text:p></text:list-item>"
            "</text:list>",
            "x",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p><text:p>c</text:p></table:table-cell>"
            "</table:table-row><table:table-row><table:table-cell><text:p>d</text:p>"
            "</table:table-cell><table:table-cell/></table:table-row></table:table>",
            "a | b c\nd |",
        ),
    ],
)
def test_all_that_a_reader_sees_is_read(markup: str, text: str) -> None:
    assert read(odt(markup)).text == text


@pytest.mark.parametrize("keep", [0, 10, 200])
def test_a_damaged_file_says_so(keep: int) -> None:
    with pytest.raises(UnreadableArticleError, match="an OpenDocument text"):
        read(odt(PROSE)[:keep])


def test_a_locked_file_says_so() -> None:
    with pytest.raises(UnreadableArticleError, match="locked with a password"):
        read(odt(PROSE, "<manifest:encryption-data/>"))
