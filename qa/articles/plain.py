"""Plain text: everything before the first sentence is its header."""

from __future__ import annotations

from collections.abc import Iterator

from qa.articles.decoding import decode
from qa.articles.extract import Extract
from qa.articles.header import read_header

__all__ = ["read_plain"]


def read_plain(content: bytes) -> Iterator[Extract]:
    """Read a text file."""
    text = decode(content)
    header = read_header(text)
    yield Extract(
        text=text,
        title=header.title,
        published=header.published,
        author=header.author,
        body=header.body(text),
    )
