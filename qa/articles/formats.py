"""Which function reads which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qa.articles.extract import FormatReader
from qa.articles.html import read_html
from qa.articles.markdown import read_markdown
from qa.articles.plain import read_plain

__all__ = ["FORMATS"]

#: Lower-case file name ending to reader.
FORMATS: Mapping[str, FormatReader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".html": read_html,
        ".htm": read_html,
    }
)
