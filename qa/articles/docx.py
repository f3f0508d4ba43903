"""Word documents (DOCX): all the text that a reader sees in Word, in its order.

The file is read as the standard defines it (ECMA-376), by the local names of its elements, so that
its "strict" form, which differs in the namespaces alone, is read as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.numbering import ListNumbers, attribute, child, local_name
from qa.articles.packages import Package
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_TITLE_STYLES = ("title", "heading 1")
#: Elements that are not part of the text: what tracked changes have deleted or moved away, the
#: older form of a drawing beside its newer one, and the properties of the surrounding element.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr", "tcPr"})
#: Characters that are written as elements of their own.
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_docx(content: bytes) -> Iterator[Extract]:
    """Read a Word document.

    Paragraphs are separated by empty lines, and each row of a table is one line. Tracked changes
    are read as accepted. Paragraphs of numbered lists begin with their number. A text box follows
    the paragraph that it is anchored to; footnotes, endnotes and comments follow the text.

    The title is the first paragraph in the style "Title", or else in "Heading 1". The author and
    the dates in the file's properties describe the file, not the article, and are not used.
    """
    blocks = _blocks(content)
    text = "\n\n".join(block for block, _ in blocks)
    header = read_header(text, headline=_headline(blocks))
    yield Extract(
        text=text,
        title=header.title,
        published=header.published,
        updated=header.updated,
        author=header.author,
        body=header.body(text),
    )


def _blocks(content: bytes) -> list[tuple[str, str]]:
    """Return the text and the style's name of each paragraph and table that is not empty."""
    package = Package(content, "a Word document in DOCX form")
    try:
        blocks = list(_Story(package).blocks())
    except UnreadableArticleError:
        raise
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError(
            f"a Word document that cannot be read ({type(error).__name__})",
            hint="Open it in a word processor and save it again as DOCX.",
        ) from error
    cleaned = ((clean(text).strip(), style) for text, style in blocks)
    return [(text, style) for text, style in cleaned if text]


class _Story:
    """The text of one document, with the parts of the file that it refers to."""

    def __init__(self, package: Package) -> None:
        main = _main_part(package)
        named = {
            name: package.beside(main, f"{name}.xml")
            for name in ("styles", "numbering", "footnotes", "endnotes", "comments")
        }
        self._document = package.xml(main)
        parts = {name: package.xml(part) for name, part in named.items() if part in package.names}
        self._styles = {
            attribute(style, "styleId"): attribute(name, "val").lower()
            for style in parts.get("styles", ())
            if local_name(style) == "style" and (name := child(style, "name")) is not None
        }
        self._numbers = ListNumbers(parts.get("numbering"), parts.get("styles"))
        self._notes = {
            (local_name(note), attribute(note, "id")): note
            for name in ("footnotes", "endnotes")
            for note in parts.get(name, ())
        }
        self._comments = [
            note for note in parts.get("comments", ()) if local_name(note) == "comment"
        ]
        self._referred: list[tuple[str, str]] = []
        self._boxes: list[_Element] = []

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Yield the text and the style's name of each paragraph and table; notes come last."""
        body = child(self._document, "body")
        if body is not None:
            yield from self._of(body)
        for key in self._referred:  # a note may refer to another one, which is then appended
            if key in self._notes:
                yield from self._of(self._notes[key])
        for comment in self._comments:
            blocks = [text for text, _ in self._of(comment) if text.strip()]
            author = attribute(comment, "author")
            yield f"Comment{f' by {author}' if author else ''}: {' '.join(blocks)}", ""

    def _of(self, parent: _Element) -> Iterator[tuple[str, str]]:
        for element in parent:
            name = local_name(element)
            if name == "p":
                yield self._paragraph(element), self._style(element)
            elif name == "tbl":
                yield self._table(element), ""
            elif name not in _LEFT_OUT:  # content controls and tracked insertions hold paragraphs
                yield from self._of(element)
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                yield from self._of(box)

    def _style(self, paragraph: _Element) -> str:
        style = child(child(paragraph, "pPr"), "pStyle")
        return "" if style is None else self._styles.get(attribute(style, "val"), "")

    def _paragraph(self, paragraph: _Element) -> str:
        text = "".join(self._characters(paragraph))
        number = self._numbers.next(paragraph) if text.strip() else ""
        return f"{number} {text.lstrip()}" if number else text

    def _characters(self, parent: _Element) -> Iterator[str]:
        for element in parent:
            name = local_name(element)
            if name == "t":
                yield element.text or ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name in ("footnoteReference", "endnoteReference"):
                self._referred.append((name.removesuffix("Reference"), attribute(element, "id")))
            elif name not in _LEFT_OUT:
                yield from self._characters(element)

    def _table(self, table: _Element) -> str:
        above: dict[int, str] = {}
        return "\n".join(self._row(row, above) for row in _descendants(table, "tr"))

    def _row(self, row: _Element, above: dict[int, str]) -> str:
        """Return a row's cells; a cell merged with the one above repeats that cell's text."""
        texts = []
        column = 0
        for cell in _descendants(row, "tc"):
            properties = child(cell, "tcPr")
            merged = child(properties, "vMerge")
            if merged is None or attribute(merged, "val") == "restart":
                above[column] = " ".join(" ".join(text for text, _ in self._of(cell)).split())
            texts.append(above.get(column, ""))
            span = child(properties, "gridSpan")
            column += max(1, int(attribute(span, "val") or 1)) if span is not None else 1
        return " | ".join(texts)


def _main_part(package: Package) -> str:
    """Return the name of the part that the package declares as its document."""
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _descendants(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, including those in content controls."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) not in (_LEFT_OUT | {"tbl"}):
            yield from _descendants(element, name)


def _headline(blocks: Sequence[tuple[str, str]]) -> Offsets | None:
    for wanted in _TITLE_STYLES:
        start = 0
        for text, style in blocks:
            if style == wanted:
                return start, start + len(text)
            start += len(text) + 2
    return None
