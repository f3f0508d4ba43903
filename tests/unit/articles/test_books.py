from __future__ import annotations

import io
import zipfile

import pytest

from qa.articles.books import read_epub
from qa.articles.extract import Extract
from qa.articles.feeds import read_xml
from qa.errors import UnreadableArticleError

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
BOOK = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Tales of Torne</dc:title><dc:creator>Ida Berg</dc:creator>
<dc:date>2019-03-04T00:00:00Z</dc:date></metadata>
<manifest>
<item id="two" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="a.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/>
<itemref idref="one"/><itemref idref="two"/></spine>
</package>"""
PAGES = {
    "OEBPS/cover.xhtml": '<body><img src="a.jpg"/></body>',
    "OEBPS/nav.xhtml": "<body><nav><ol><li>The ferry</li><li>The mill</li></ol></nav></body>",
    "OEBPS/text/one.xhtml": (
        "<body><h2>The <i>ferry</i></h2><p>Nils rowed.</p><p>It rained.</p></body>"
    ),
    "OEBPS/text/two b.xhtml": "<body><p>The mill é stood still.</p><ol><li>Wheel</li></ol></body>",
}


def epub(**others: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", BOOK)
        for name, page in PAGES.items():
            html = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
            archive.writestr(name, f'<?xml version="1.0"?>\n{html}{page}</html>')
        for name, content in others.items():
            archive.writestr(f"META-INF/{name}.xml", content)
    return stream.getvalue()


def test_each_chapter_is_an_article_in_reading_order() -> None:
    chapters = [one for one in read_epub(epub()) if isinstance(one, Extract)]
    assert [(one.part, one.title, one.text) for one in chapters] == [
        ("chapter 1", "The ferry", "The ferry\n\nNils rowed.\n\nIt rained."),
        ("chapter 2", "Tales of Torne", "The mill é stood still.\n\n1. Wheel"),
    ]
    assert {(one.author, one.published) for one in chapters} == {("Ida Berg", "2019-03-04")}


@pytest.mark.parametrize(
    ("method", "protected"),
    [
        ("http://www.idpf.org/2008/embedding", False),
        ("http://www.w3.org/2001/04/xmlenc#aes128", True),
    ],
)
def test_a_protected_book_says_so_but_fonts_may_be_hidden(method: str, protected: bool) -> None:
    encryption = f'<encryption><d><EncryptionMethod Algorithm="{method}"/></d></encryption>'
    if protected:
        with pytest.raises(UnreadableArticleError, match="DRM"):
            list(read_epub(epub(encryption=encryption)))
    else:
        assert len(list(read_epub(epub(encryption=encryption)))) == 2


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_a_damaged_book_says_so(keep: int) -> None:
    with pytest.raises(UnreadableArticleError, match="an EPUB book"):
        list(read_epub(epub()[:keep]))


FICTIONBOOK = """<?xml version="1.0" encoding="windows-1251"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"
    xmlns:l="http://www.w3.org/1999/xlink">
  <description><title-info><genre>prose</genre>
    <author><first-name>Ada</first-name><last-name>Bru</last-name></author>
    <book-title>The kiln</book-title><date value="2021-07-10">10 July 2021</date>
  </title-info><document-info><date>1 May 2023</date></document-info></description>
  <body><title><p>The kiln</p></title>
    <section><title><p>One</p><p>The fire</p></title>
      <epigraph><p>Ёжик!</p></epigraph>
      <p>The kiln was <strong>lit</strong> on Monday.</p><image l:href="#a.png"/>
      <section><title><p>A night</p></title><p>It rained.</p></section></section>
    <section><p>The kiln went out.</p></section></body>
  <body name="notes"><section id="n1"><p>A note.</p></section></body>
  <binary id="a.png" content-type="image/png">AAAA</binary>
</FictionBook>""".encode("windows-1251")


def test_each_section_of_a_fictionbook_is_a_chapter() -> None:
    chapters = list(read_xml(FICTIONBOOK))
    assert all(isinstance(chapter, Extract) for chapter in chapters)
    assert [chapter.text for chapter in chapters if isinstance(chapter, Extract)] == [
        "One The fire\n\nЁжик!\n\nThe kiln was lit on Monday.\n\nA night\n\nIt rained.",
        "The kiln went out.",
        "A note.",
    ]
    first, second, _ = chapters
    assert isinstance(first, Extract)
    assert isinstance(second, Extract)
    assert (first.title, first.author, first.published) == ("One The fire", "Ada Bru", "2021-07-10")
    assert (second.title, second.part) == ("The kiln", "chapter 2")
