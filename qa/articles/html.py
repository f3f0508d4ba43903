"""Saved web pages: trafilatura finds the article among menus and advertisements.

Nothing is fetched: trafilatura works on the page's bytes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.articles.decoding import clean, decode
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.errors import UnreadableArticleError

__all__ = ["read_html"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
#: Where a page declares its encoding, in bytes: the HTML standard asks for the first 1,024.
_DECLARATION = 1024


def read_html(content: bytes) -> Iterator[Extract]:
    """Read a saved web page; its text is the article that trafilatura finds in it."""
    # Imported here: it takes most of a second, and a folder of text files never needs it.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    declared = _CHARSET.search(content[:_DECLARATION])
    page = decode(content, declared.group(1).decode() if declared else None)
    found = bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        # Only a date that the page states; the default guesses one from its addresses and text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document) or not (text := _spaced(found.text or "")):
        raise UnreadableArticleError(
            "no article is found in the page", hint="Save the article as text instead."
        )
    header = read_header(text)
    yield Extract(
        text=text,
        title=found.title or header.title,
        published=found.date or header.published,
        author=found.author or header.author,
        body=header.body(text),
    )


def _spaced(text: str) -> str:
    """Set paragraphs, which trafilatura puts on a line each, apart by empty lines."""
    lines = (line.strip() for line in clean(text).split("\n"))
    return "\n\n".join(line for line in lines if line)
