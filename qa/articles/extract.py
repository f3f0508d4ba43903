"""What a format reader finds in a file, before it becomes a LlamaIndex document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa.language.sentences import Offsets

__all__ = ["Extract", "FormatReader", "Unusable"]


@dataclass(frozen=True, slots=True)
class Extract:
    """One article of a file.

    Attributes:
        text: The whole text of the article; all offsets count its characters.
        title: Its title, if it states one.
        published: ISO date of publication, if it states one.
        updated: ISO date of the last change, if it states one.
        author: Its author, if it states one.
        body: Offsets (start, end) of what goes into passages: all but dates, bylines, captions.
        pages: Offsets (start, end) of its pages, for formats that have pages.
        part: Its place in the file, such as ``row 17``, for formats that hold many articles.
    """

    text: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    body: tuple[Offsets, ...] = ()
    pages: tuple[Offsets, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """A part of a file that holds no article.

    Attributes:
        part: Its place in the file.
        reason: Why it holds no article, in words for the owner of the file.
    """

    part: str
    reason: str


#: Reads a file's bytes; raises ``UnreadableArticleError`` with the reason if it cannot.
FormatReader = Callable[[bytes], Iterable[Extract | Unusable]]
