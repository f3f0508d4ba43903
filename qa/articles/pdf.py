"""PDF: the text of each page, joined into paragraphs, and the offsets of the pages."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.reflow import Line, reflow
from qa.errors import UnreadableArticleError

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["read_pdf"]

#: A run of text and its font size.
_Piece = tuple[str, float]

#: Typographic ligatures, which searches would miss, and the invisible soft hyphen.
_PLAIN = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-"})
#: What programs write as a document's title if nobody has set one.
_NO_TITLE = re.compile(r"\.\w{2,4}$|^(?:microsoft word|untitled|\(|\S*$)", re.IGNORECASE)


def read_pdf(content: bytes) -> Iterator[Extract]:
    """Read a PDF file.

    The text is that of the pages: the lines of a paragraph are joined, words divided at a line's
    end are joined again, and running titles and page numbers are left out. The title is that of the
    file's properties if it also appears on the first page, else the text set in the largest font
    there. The file's creation date is not a date of publication and is not used.
    """
    pages, stated = _open(content)
    flowed = reflow([list(_lines(page)) for page in pages])
    if not flowed.text:
        raise UnreadableArticleError(
            "a scan: pictures of pages without text; run text recognition (OCR) over it",
            hint="ocrmypdf adds the text to such a file.",
        )
    header = read_header(flowed.text, headline=flowed.headline)
    first_page = flowed.text[slice(*flowed.pages[0])]
    trusted = flowed.headline is None or stated.lower() in first_page.lower()
    title = stated if trusted and not _NO_TITLE.search(stated) else None
    yield Extract(
        text=flowed.text,
        title=title or header.title,
        published=header.published,
        author=header.author,
        body=header.body(flowed.text),
        pages=flowed.pages,
    )


def _open(content: bytes) -> tuple[list[list[_Piece]], str]:
    """Return the pieces of text of a file's pages, and the title in its properties."""
    # Imported here: it takes a third of a second, and most folders hold no PDF.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logger = logging.getLogger("pypdf")
    if not logger.handlers:  # else Python prints its remarks about malformed files to stderr
        logger.addHandler(logging.NullHandler())
    try:
        file = PdfReader(io.BytesIO(content))
        if file.is_encrypted:
            file.decrypt("")  # many are only locked against changes, and open without a password
        pages = [_pieces(page) for page in file.pages]
        title = file.metadata.title if file.metadata else None
    except FileNotDecryptedError as error:
        raise UnreadableArticleError(
            "locked with a password", hint="Save it without one."
        ) from error
    except DependencyError as error:
        raise UnreadableArticleError(
            'encrypted; install "pypdf[crypto]" to read it',
            hint='pip install "pypdf[crypto]", or uv sync --extra formats.',
        ) from error
    except Exception as error:  # a parser of untrusted bytes fails in ways that nobody has listed
        raise UnreadableArticleError(
            f"a PDF file that cannot be read ({type(error).__name__})",
            hint="Open it in a viewer and save it again, or save its text.",
        ) from error
    return pages, title or ""


def _pieces(page: PageObject) -> list[_Piece]:
    pieces: list[_Piece] = []

    def collect(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        del font
        # The font size is given in units that both matrices scale.
        pieces.append((text, size * abs(tm[3] or tm[1]) * abs(cm[3] or cm[1])))

    page.extract_text(visitor_text=collect)
    return pieces


def _lines(pieces: Sequence[_Piece]) -> Iterator[Line]:
    """Yield a page's lines in reading order, each with the font size of most of its text."""
    lines: list[list[_Piece]] = [[]]
    for text, size in pieces:
        first, *more = clean(text).translate(_PLAIN).split("\n")
        lines[-1].append((first, size))
        lines.extend([(line, size)] for line in more)
    for parts in lines:
        size = max(parts, key=lambda part: len(part[0]), default=("", 0.0))[1]
        yield Line("".join(part for part, _ in parts), size)
