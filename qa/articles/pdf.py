"""PDF: the text of each page in reading order, joined into paragraphs, and the pages' offsets."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.layout import Line, Word, lines_in_reading_order
from qa.articles.reflow import reflow
from qa.articles.running import Page
from qa.errors import UnreadableArticleError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

__all__ = ["read_pdf"]

#: PDFium must not be called by two threads at once, whatever files they read.
_PDFIUM = threading.Lock()
#: PDFium's number for a file that needs a password, and for a kind of lock that it does not know.
_NEEDS_PASSWORD, _UNKNOWN_LOCK = 4, 5
#: How PDFium gives a hyphen at a line's end.
_LINE_END_HYPHEN = "\x02"
#: Typographic ligatures, which searches would miss, and the invisible soft hyphen.
_PLAIN = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\u00ad": "-", _LINE_END_HYPHEN: "-", "\xa0": " ", "\u200b": ""}
)
#: What programs write as a document's title if nobody has set one.
_NO_TITLE = re.compile(r"\.\w{2,4}$|^(?:microsoft word|untitled|\(|\S*$)", re.IGNORECASE)
#: Text that deviates from the page's edges by more than this many quarters of a turn is aslant.
_ASLANT = 0.1
#: Gaps in a word that is set with wide spaces between the letters differ by at most this factor.
_SAME_GAP = 1.3
#: A file is refused if more than this share of its characters stand for no known letter.
_UNKNOWN = 0.3


def read_pdf(content: bytes) -> Iterator[Extract]:
    """Read a PDF file.

    The text is that of the pages in reading order: columns one after the other, the lines of a
    paragraph joined, and words divided at a line's end joined again. Running titles and page
    numbers are left out. The title is that of the file's properties if it also appears on the first
    page, else the text set in the largest font there. A date in a running title is the date of
    publication. The file's creation date is not, and is not used.

    Raises:
        UnreadableArticleError: The file is damaged or locked, or it holds no text that can be read.
    """
    with _PDFIUM:
        pages, stated = _open(content)
    flowed = reflow(pages)
    if not flowed.text:
        raise UnreadableArticleError(
            "a scan: pictures of pages without text; run text recognition (OCR) over it",
            hint="ocrmypdf adds the text to such a file.",
        )
    if _share_unknown(flowed.text) > _UNKNOWN:
        raise UnreadableArticleError(
            "its fonts do not say which letters they show; run text recognition (OCR) over it",
            hint="ocrmypdf --force-ocr replaces the text of such a file.",
        )
    header = read_header(flowed.text, headline=flowed.headline)
    first_page = flowed.text[slice(*flowed.pages[0])]
    trusted = flowed.headline is None or stated.lower() in first_page.lower()
    title = stated if trusted and not _NO_TITLE.search(stated) else None
    yield Extract(
        text=flowed.text,
        title=title or header.title,
        published=header.published or flowed.published,
        updated=header.updated,
        author=header.author,
        body=header.body(flowed.text),
        pages=flowed.pages,
    )


def _open(content: bytes) -> tuple[list[Page], str]:
    """Return a file's pages, and the title in its properties."""
    # Imported here: most folders hold no PDF.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        file = PdfDocument(content)
        try:
            title = file.get_metadata_value("Title")
            pages = [_page(file, number) for number in range(len(file))]
        finally:
            file.close()
    except PdfiumError as error:
        number = getattr(error, "err_code", None)
        if number in (_NEEDS_PASSWORD, _UNKNOWN_LOCK):
            raise UnreadableArticleError(
                "locked with a password", hint="Save it without one."
            ) from error
        raise UnreadableArticleError(
            "a PDF file that cannot be read: it is damaged or incomplete",
            hint="Open it in a viewer and save it again, or save its text.",
        ) from error
    return pages, clean(title)


def _page(file: PdfDocument, number: int) -> Page:
    """Return a page's lines; text that is turned, such as a note in the margin, comes last."""
    page = file[number]
    try:
        text = page.get_textpage()
        try:
            found = list(_words(text))
        finally:
            text.close()
        left, bottom, right, top = page.get_bbox()
    finally:
        page.close()
    directions = Counter[int]()
    for word in found:
        directions[word.direction] += len(word.text)
    lines: list[Line] = []
    height = 0.0
    for direction, _ in directions.most_common():
        corners = _turn((left, bottom, right, top), direction)
        height = height or corners[3] - corners[1]
        words = (_placed(word, corners[3]) for word in found if word.direction == direction)
        blocks = lines[-1].block + 1 if lines else 0
        lines += [
            line._replace(block=line.block + blocks) for line in lines_in_reading_order(words)
        ]
    return Page(tuple(lines), height)


#: Left, bottom, right and top edge, from the page's lower left corner.
_Box = tuple[float, float, float, float]


class _Found(NamedTuple):
    """Characters of a page without a space between them."""

    text: str
    box: _Box
    size: float
    #: By how many quarters of a turn the text is set, counter-clockwise.
    direction: int
    spaced: bool


def _words(text: PdfTextPage) -> Iterator[_Found]:
    """Yield a page's words in the order of the file; text that is set aslant is left out."""
    characters: list[str] = []
    boxes: list[_Box] = []
    begin, spaced, guessed = 0, False, False
    kinds = _Kinds(text)
    for index, character, box in _characters(text):
        if box is None and character == " " and boxes and kinds.is_guessed(index):
            guessed = True
            continue
        ends = box is None or not _touches(boxes[-1], box) if boxes else False
        apart = guessed and not (box and _is_letter_spaced(boxes, box))
        if characters and (ends or apart):
            yield from kinds.word(begin, characters, boxes, spaced)
            characters, boxes, spaced = [], [], apart
        guessed = False
        if box is None:
            spaced = True
            continue
        if not boxes:
            begin = index
        characters.append(character)
        boxes.append(box)
    if characters:
        yield from kinds.word(begin, characters, boxes, spaced)


def _characters(text: PdfTextPage) -> Iterator[tuple[int, str, _Box | None]]:
    """Yield the index, the character and the box of each character; a space has no box."""
    from ctypes import byref

    from pypdfium2 import raw

    box = raw.FS_RECTF()
    at, pointer = text.raw, byref(box)
    unicode, place = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(text.count_chars()):
        character = chr(unicode(at, index))
        if character.isspace() or character == "\0":
            yield index, character, None
        elif place(at, index, pointer):
            yield index, character, (box.left, box.bottom, box.right, box.top)


def _touches(last: _Box, box: _Box) -> bool:
    """Tell whether a character belongs to the word of the one before it."""
    near = 0.4 * max(last[2] - last[0], last[3] - last[1])
    apart = max(box[0] - last[2], last[0] - box[2]), max(box[1] - last[3], last[1] - box[3])
    high, height = last[3] - last[1], box[3] - box[1]
    return max(apart) <= near and max(high, height) < 1.6 * min(high, height)


def _is_letter_spaced(boxes: Sequence[_Box], box: _Box) -> bool:
    """Tell whether a character is no further from a word than the word's own are apart.

    Text recognition spaces letters to make them fit the picture; PDFium takes some of these gaps
    for spaces.
    """
    if len(boxes) < 2:
        return False
    before = boxes[-1][0] - boxes[-2][2]
    return before > 0 and box[0] - boxes[-1][2] <= _SAME_GAP * before


class _Kinds:
    """Reads what characters are: their size and direction, and whether the file holds them.

    Args:
        text: The page's text.
    """

    def __init__(self, text: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._text = text.raw
        self._matrix = raw.FS_MATRIX()

    def is_guessed(self, index: int) -> bool:
        """Tell whether a character is not in the file: a space where PDFium saw a gap."""
        return bool(self._raw.FPDFText_IsGenerated(self._text, index) == 1)

    def word(
        self, index: int, characters: list[str], boxes: list[_Box], spaced: bool
    ) -> Iterator[_Found]:
        """Yield the word whose first character has this index, unless it is set aslant."""
        size = self._raw.FPDFText_GetFontSize(self._text, index)
        quarters = 0.0
        if self._raw.FPDFText_GetMatrix(self._text, index, self._matrix):
            quarters = math.atan2(self._matrix.b, self._matrix.a) / (math.pi / 2)
            size *= math.hypot(self._matrix.c, self._matrix.d)
        if abs(quarters - round(quarters)) > _ASLANT:
            return
        text = clean("".join(characters)).translate(_PLAIN)
        left, bottom, right, top = zip(*boxes, strict=True)
        box = (min(left), min(bottom), max(right), max(top))
        yield _Found(text, box, size, round(quarters) % 4, spaced)


def _placed(word: _Found, upper: float) -> Word:
    """Return a word with its place as seen by a reader of its direction."""
    left, bottom, right, top = _turn(word.box, word.direction)
    return Word(word.text, left, upper - top, right, upper - bottom, word.size, word.spaced)


def _turn(box: _Box, direction: int) -> _Box:
    """Turn a box clockwise by as many quarters as its text is turned the other way."""
    left, bottom, right, top = box
    for _ in range(direction):
        left, bottom, right, top = bottom, -right, top, -left
    return left, bottom, right, top


def _share_unknown(text: str) -> float:
    """Return the share of the visible characters that stand for no known letter."""
    visible = [character for character in text if not character.isspace()]
    unknown = sum(
        1
        for character in visible
        if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Co", "Cn")
    )
    return unknown / max(1, len(visible))
