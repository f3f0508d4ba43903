"""Books in EPUB and FictionBook: each chapter is an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.articles.dates import find_dates
from qa.articles.decoding import decode
from qa.articles.extract import Extract, Unusable
from qa.articles.numbering import attribute, local_name
from qa.articles.packages import Package
from qa.articles.pagetree import shown_text
from qa.errors import UnreadableArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

__all__ = ["read_epub", "read_fictionbook"]

_KIND = "an EPUB book"
_PAGES = ("application/xhtml+xml", "text/html")
_HEADINGS = ("h1", "h2", "h3")
#: What encrypts only fonts; a book with any other encryption is protected.
_OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def read_epub(content: bytes) -> Iterator[Extract | Unusable]:
    """Read a book in its reading order; its title, author and day hold for each chapter.

    A chapter is named by its first heading, else by the book. Pages without text, such as the
    cover, and the table of contents are left out.

    Raises:
        UnreadableArticleError: It is damaged, or protected against reading.
    """
    package = Package(content, _KIND)
    try:
        _refuse_protected(package)
        main = _main_part(package)
        book = package.xml(main)
        pages = list(_spine(package, main, book))
    except UnreadableArticleError:
        raise
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError(
            f"{_KIND} that cannot be read ({type(error).__name__})", hint="Save it again."
        ) from error
    title, author, stated = (_stated(book, name) for name in ("title", "creator", "date"))
    day = next((found.iso for found in find_dates(stated or "") if found.iso), None)
    number = 0
    for name in pages:
        tree = _tree(package, name)
        if tree is None:
            yield Unusable(name, "a chapter that cannot be read")
            continue
        heading = next((line for line in _headings(tree) if line), None)
        text = shown_text(tree)
        if not text or text == heading:
            continue
        number += 1
        yield Extract(
            text=text,
            title=heading or title,
            published=day,
            author=author,
            body=((0, len(text)),),
            part=f"chapter {number}",
        )


def read_fictionbook(book: _Element) -> Iterator[Extract]:
    """Read a book in FictionBook's XML; each section right inside a body is a chapter.

    Args:
        book: The root element.
    """
    about = next((one for one in book.iter() if local_name(one) == "title-info"), book)
    title, stated = (_stated(about, name) for name in ("book-title", "date"))
    day = next((found.iso for found in find_dates(stated or "") if found.iso), None)
    authors = (one for one in about if local_name(one) == "author")
    author = ", ".join(
        " ".join("".join(part.itertext()).strip() for part in one if _is_name(part))
        for one in authors
    )
    sections = [
        section
        for body in book
        if local_name(body) == "body"
        for section in ([one for one in body if local_name(one) == "section"] or [body])
    ]
    for number, section in enumerate(sections, start=1):
        lines = list(_lines(section))
        text = "\n\n".join(line for _, line in lines)
        if text:
            heading = next((line for is_title, line in lines[:1] if is_title), None)
            yield Extract(
                text=text,
                title=heading or title,
                published=day,
                author=author or None,
                body=((0, len(text)),),
                part=f"chapter {number}",
            )


def _is_name(part: _Element) -> bool:
    return local_name(part) in ("first-name", "middle-name", "last-name", "nickname")


def _lines(section: _Element) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a section, each with whether it is a heading."""
    for element in section:
        name = local_name(element)
        if name == "title":
            yield True, " ".join(line for _, line in _lines(element))
        elif name in ("p", "v", "subtitle", "text-author"):
            if line := " ".join("".join(element.itertext()).split()):
                yield False, line
        elif name == "tr":
            yield False, " | ".join(" ".join("".join(cell.itertext()).split()) for cell in element)
        elif name != "binary":
            yield from _lines(element)


def _refuse_protected(package: Package) -> None:
    if "META-INF/encryption.xml" in package.names:
        for element in package.xml("META-INF/encryption.xml").iter():
            method = attribute(element, "Algorithm")
            if local_name(element) == "EncryptionMethod" and method not in _OF_FONTS:
                raise UnreadableArticleError(
                    "a book that its seller has protected against reading (DRM)",
                    hint="Ask the seller for a copy without protection.",
                )


def _main_part(package: Package) -> str:
    for element in package.xml("META-INF/container.xml").iter():
        if local_name(element) == "rootfile":
            return attribute(element, "full-path")
    raise KeyError("rootfile")


def _spine(package: Package, main: str, book: _Element) -> Iterator[str]:
    """Yield the names of a book's pages in reading order, without its table of contents."""
    items = {attribute(item, "id"): item for item in book.iter() if local_name(item) == "item"}
    for place in book.iter():
        item = items.get(attribute(place, "idref"))
        if local_name(place) != "itemref" or item is None:
            continue
        contents = "nav" in attribute(item, "properties").split()
        if attribute(item, "media-type") in _PAGES and not contents:
            name = package.beside(main, attribute(item, "href"))
            if name in package.names:
                yield name


def _stated(book: _Element, name: str) -> str | None:
    for element in book.iter():
        if local_name(element) == name and (element.text or "").strip():
            return " ".join(element.text.split())
    return None


def _tree(package: Package, name: str) -> HtmlElement | None:
    from lxml import etree, html

    try:
        source = decode(package.read(name))
        body = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, UnreadableArticleError):
        return None
    return body.find("body")


def _headings(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter(*_HEADINGS):
        yield " ".join(element.text_content().split())
