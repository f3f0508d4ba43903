"""EPUB: each chapter of a book is an article."""

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

__all__ = ["read_epub"]

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
