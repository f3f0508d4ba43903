r"""Selects the function that reads a file, by its name's ending and by its content.

Another package adds a format by an entry point in the group ``qa.formats``. Its name is the file
name's ending, and its object is a ``qa.articles.FormatReader``. If the format has a reader already,
the new one replaces it:

    [project.entry-points."qa.formats"]
    rst = "my_package:read_rst"

    def read_rst(content: bytes) -> Iterator[Extract]:
        text = content.decode()
        yield Extract(text=text, title=text.partition("\n")[0], body=((0, len(text)),))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import EntryPoint, entry_points

from qa.articles.archives import read_gzip, read_zip
from qa.articles.books import read_epub
from qa.articles.captions import read_captions
from qa.articles.docx import read_docx
from qa.articles.extract import Extract, FormatReader, Unusable
from qa.articles.feeds import read_xml
from qa.articles.html import read_html, read_webarchive
from qa.articles.mail import is_mail, read_mail, read_mailbox
from qa.articles.markdown import read_markdown
from qa.articles.odt import read_odt
from qa.articles.pdf import read_pdf
from qa.articles.plain import read_plain
from qa.articles.rtf import read_rtf
from qa.articles.sheets import read_sheets
from qa.articles.slides import read_pptx
from qa.articles.sources import read_asciidoc, read_latex, read_org, read_restructured
from qa.articles.tables import Columns, read_csv, read_json, read_jsonl
from qa.errors import UnreadableArticleError

__all__ = ["added_formats", "formats", "offered"]

_GROUP = "qa.formats"
#: The beginning of a web page, after comments and declarations.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,1000}?-->\s*)*"
    rb"<(?:!doctype html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_RTF = b"{\\rtf"
_PDF = b"%PDF-"


def formats(columns: Columns, max_bytes: int = 20_000_000) -> Mapping[str, FormatReader]:
    """Map file name endings, in lower case and with the dot, to their readers.

    Args:
        columns: Names of the columns of tables.
        max_bytes: Largest file in an archive, in bytes.
    """
    table = partial(read_csv, columns=columns)
    sheet = partial(read_sheets, columns=columns)
    named: dict[str, FormatReader] = {
        ".txt": read_plain,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".doc": _old,
        ".rtf": read_rtf,
        ".eml": read_mail,
        ".mht": read_mail,
        ".mhtml": read_mail,
    }
    readers: dict[str, FormatReader] = {
        **{ending: partial(_by_content, reader=reader) for ending, reader in named.items()},
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".org": read_org,
        ".rst": read_restructured,
        ".adoc": read_asciidoc,
        ".asciidoc": read_asciidoc,
        ".tex": read_latex,
        ".srt": read_captions,
        ".vtt": read_captions,
        ".mbox": read_mailbox,
        ".csv": table,
        ".tsv": table,
        ".json": partial(read_json, columns=columns),
        ".jsonl": partial(read_jsonl, columns=columns),
        ".xlsx": sheet,
        ".xls": sheet,
        ".ods": sheet,
        ".odt": read_odt,
        ".epub": read_epub,
        ".pptx": read_pptx,
        ".xml": read_xml,
        ".fb2": read_xml,
        ".enex": read_xml,
        ".webarchive": read_webarchive,
        ".rss": read_xml,
        ".atom": read_xml,
        ".nxml": read_xml,
        **{f".{entry.name.lower()}": partial(_added, entry=entry) for entry in _entries()},
    }
    return {
        **readers,
        **{
            f"{ending}.gz": partial(read_gzip, reader=reader, max_bytes=max_bytes)
            for ending, reader in readers.items()
        },
        ".zip": partial(read_zip, readers=readers, max_bytes=max_bytes),
    }


def offered() -> tuple[str, ...]:
    """Return the endings of the files that are read, sorted; ``.doc`` is read only if it is RTF."""
    return tuple(sorted(set(formats(Columns())) - {".doc", ".doc.gz"}))


def added_formats() -> list[str]:
    """Name the readers that other packages have added, with their versions."""
    return [
        f"{entry.name}={entry.value} {entry.dist.version if entry.dist else ''}".rstrip()
        for entry in _entries()
    ]


def _entries() -> list[EntryPoint]:
    return sorted(entry_points(group=_GROUP), key=lambda entry: entry.name)


def _by_content(content: bytes, reader: FormatReader) -> Iterable[Extract | Unusable]:
    """Read a file by its content; ``reader`` is that of its ending, which may be wrong."""
    if content.startswith(_RTF):
        return read_rtf(content)
    if content.startswith(_PDF):
        return read_pdf(content)
    if is_mail(content):
        return read_mail(content)
    if _PAGE.match(content):
        return read_html(content)
    return reader(content)


def _old(content: bytes) -> Iterable[Extract | Unusable]:
    """Refuse Word's old format; other programs write RTF or HTML under the same ending."""
    del content
    raise UnreadableArticleError(
        "in Word's old format, which is not read",
        hint="Open it in Word or LibreOffice and save it as DOCX.",
    )


def _added(content: bytes, entry: EntryPoint) -> Iterator[Extract | Unusable]:
    try:
        yield from entry.load()(content)
    except UnreadableArticleError:
        raise
    except Exception as error:  # an error in another package must not end a whole sync
        raise UnreadableArticleError(
            f"the reader {entry.value} failed ({type(error).__name__}: {error})",
            hint=f"Mend or uninstall the package that adds the format {entry.name}.",
        ) from error
