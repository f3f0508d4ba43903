"""What a format finds in a file, before it becomes a LlamaIndex document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa.language.sentences import Offsets

__all__ = ["Extract", "FormatReader", "Unusable"]


@dataclass(frozen=True, slots=True)
class Extract:
    """One article of a file.

    Attributes:
        text: The article's text, whole; all offsets count its characters.
        title: Its title where it states one.
        published: ISO date where it states one.
        author: Its author where it states one.
        body: Offsets (start, end) of what goes into passages: all but dates, bylines, captions.
        pages: Offsets (start, end) of its pages, for formats that have pages.
        part: Where in the file it stands, such as ``row 17``, for formats of many articles.
    """

    text: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    body: tuple[Offsets, ...] = ()
    pages: tuple[Offsets, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A part of a file that holds no article.

    Attributes:
        part: Where in the file it stands.
        reason: Why, in words for the person whose file it is.
    """

    part: str
    reason: str


#: Reads a file's bytes; raises ``UnreadableArticleError`` with the reason where it cannot.
FormatReader = Callable[[bytes], Iterable[Extract | Unusable]]
