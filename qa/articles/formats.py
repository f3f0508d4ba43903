"""Which function reads which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from qa.articles.docx import read_docx
from qa.articles.extract import FormatReader
from qa.articles.html import read_html
from qa.articles.markdown import read_markdown
from qa.articles.pdf import read_pdf
from qa.articles.plain import read_plain
from qa.articles.tables import Columns, read_csv, read_jsonl

__all__ = ["formats"]


def formats(columns: Columns) -> Mapping[str, FormatReader]:
    """Return the reader of each kind of file by its ending, in small letters and with the dot."""
    table = partial(read_csv, columns=columns)
    return {
        ".txt": read_plain,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".csv": table,
        ".tsv": table,
        ".jsonl": partial(read_jsonl, columns=columns),
    }
