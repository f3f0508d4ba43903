"""OpenDocument texts (ODT), as LibreOffice saves them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.numbering import attribute, child, local_name
from qa.articles.packages import Package
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_odt"]

_KIND = "an OpenDocument text"
#: Elements that are not part of the text: deleted text, comments, the forms of fields.
_LEFT_OUT = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "desc", "title"}
)
_INLINE_LEFT_OUT = _LEFT_OUT | {"note-citation", "ruby-text"}
_CHARACTERS = {"tab": "\t", "line-break": "\n"}
_TITLE_STYLE = "Title"


def read_odt(content: bytes) -> Iterator[Extract]:
    """Read an OpenDocument text.

    Paragraphs are separated by empty lines, and each row of a table is one line. Tracked changes
    are read as accepted. Items of numbered lists begin with their number. Text boxes and notes
    follow the text. The title is the first paragraph in the style "Title", else the first heading.

    Raises:
        UnreadableArticleError: It is damaged or locked with a password.
    """
    package = Package(content, _KIND)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableArticleError("locked with a password", hint="Save it without one.")
    try:
        blocks = list(_Story(package.xml("content.xml")).blocks())
    except UnreadableArticleError:
        raise
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError(
            f"{_KIND} that cannot be read ({type(error).__name__})", hint="Save it again."
        ) from error
    filled = [(clean(text).strip(), kind) for text, kind in blocks if text.strip()]
    text = "\n\n".join(block for block, _ in filled)
    header = read_header(text, headline=_headline(filled))
    yield Extract(
        text=text,
        title=header.title,
        published=header.published,
        updated=header.updated,
        author=header.author,
        body=header.body(text),
    )


class _Story:
    """The blocks of a text, each with its kind: "title", "heading" or an empty string."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._after: list[_Element] = []
        self._parents = {
            attribute(style, "name"): attribute(style, "parent-style-name")
            for style in root.iter()
            if local_name(style) == "style"
        }
        self._numbered = {
            attribute(style, "name")
            for style in root.iter()
            if local_name(style) == "list-style"
            and any(local_name(level) == "list-level-style-number" for level in style)
        }

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Yield the text and the kind of each paragraph, heading and row of a table."""
        text = child(child(self._root, "body"), "text")
        yield from self._of(() if text is None else text)
        for element in self._after:  # what is added meanwhile comes last
            yield from self._of(element)

    def _of(self, parent: _Element | tuple[()]) -> Iterator[tuple[str, str]]:
        for element in parent:
            name = local_name(element)
            if name in ("p", "h"):
                yield "".join(self._characters(element)), self._kind(element, name)
            elif name == "list":
                yield from self._list(element)
            elif name == "table":
                yield "\n".join(self._rows(element)), ""
            elif name and name not in _LEFT_OUT:
                yield from self._of(element)

    def _kind(self, paragraph: _Element, name: str) -> str:
        style = attribute(paragraph, "style-name")
        if _TITLE_STYLE in (style, self._parents.get(style)):
            return "title"
        return "heading" if name == "h" else ""

    def _list(self, items: _Element) -> Iterator[tuple[str, str]]:
        numbered = attribute(items, "style-name") in self._numbered
        number = 0
        for item in items:
            number += local_name(item) == "list-item"
            for at, (text, kind) in enumerate(self._of(item)):
                marked = numbered and at == 0 and text.strip() and local_name(item) == "list-item"
                yield (f"{number}. {text.lstrip()}" if marked else text), kind

    def _rows(self, table: _Element) -> Iterator[str]:
        for row in table.iter():
            if local_name(row) == "table-row":
                cells = (cell for cell in row if local_name(cell) == "table-cell")
                texts = [
                    " ".join(" ".join(text for text, _ in self._of(cell)).split()) for cell in cells
                ]
                if any(texts):
                    yield " | ".join(texts)

    def _characters(self, parent: _Element) -> Iterator[str]:
        yield parent.text or ""
        for element in parent:
            name = local_name(element)
            if name == "s":
                count = attribute(element, "c")
                yield " " * min(int(count) if count.isdecimal() else 1, 100)
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name in ("note-body", "text-box"):
                self._after.append(element)
            elif name and name not in _INLINE_LEFT_OUT:
                yield from self._characters(element)
            yield element.tail or ""


def _headline(blocks: list[tuple[str, str]]) -> Offsets | None:
    for wanted in ("title", "heading"):
        start = 0
        for text, kind in blocks:
            if kind == wanted:
                return start, start + len(text)
            start += len(text) + 2
    return None
