"""Word documents (DOCX): paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from docx.table import Table, _Row

__all__ = ["read_docx"]

#: A file that unpacks to more than this many bytes is an attack, or no article.
_LARGEST = 500_000_000
_TITLE_STYLES = ("Title", "Heading 1")


def read_docx(content: bytes) -> Iterator[Extract]:
    """Read a Word document.

    Paragraphs are set apart by empty lines; a table's row is a line. The first paragraph in the
    style "Title", else "Heading 1", is the title. The author and dates in the file's properties
    are those of its making and are not used.
    """
    blocks = _blocks(content)
    text = "\n\n".join(block for block, _ in blocks)
    header = read_header(text, headline=_headline(blocks))
    yield Extract(
        text=text,
        title=header.title,
        published=header.published,
        author=header.author,
        body=header.body(text),
    )


def _blocks(content: bytes) -> list[tuple[str, str]]:
    """Return the text and the style's name of each paragraph and table that is not empty."""
    # Imported here: it takes a fifth of a second, and most folders hold no Word document.
    from docx import Document
    from docx.table import Table

    if (size := _unpacked_size(content)) > _LARGEST:
        raise UnreadableArticleError(
            f"a Word document that unpacks to {size // 1_000_000} MB", hint="Save it as text."
        )
    try:
        blocks = [
            (
                _table_text(part) if isinstance(part, Table) else part.text,
                str(part.style.name if part.style else ""),
            )
            for part in Document(io.BytesIO(content)).iter_inner_content()
        ]
    except Exception as error:  # a parser of foreign bytes fails in ways that nobody has listed
        raise UnreadableArticleError(
            f"a Word document that cannot be read ({type(error).__name__})",
            hint="Open it in a word processor and save it again as DOCX.",
        ) from error
    cleaned = ((clean(text).strip(), style) for text, style in blocks)
    return [(text, style) for text, style in cleaned if text]


def _unpacked_size(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise UnreadableArticleError(
            "not a Word document in DOCX form", hint="Save it as DOCX, or as text."
        ) from error


def _table_text(table: Table) -> str:
    return "\n".join(map(_row_text, table.rows))


def _row_text(row: _Row) -> str:
    """Return a row's cells; one that spans columns comes once for each and is taken once."""
    cells = list(row.cells)
    texts = []
    at = 0
    while at < len(cells):
        texts.append(" ".join(cells[at].text.split()))
        at += max(1, cells[at].grid_span)
    return " | ".join(texts)


def _headline(blocks: Sequence[tuple[str, str]]) -> Offsets | None:
    for wanted in _TITLE_STYLES:
        start = 0
        for text, style in blocks:
            if style == wanted:
                return start, start + len(text)
            start += len(text) + 2
    return None
