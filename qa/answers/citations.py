"""Passages of articles: those that an answer cites, and those that were read for it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Citation", "Passage"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim passage of an article.

    Attributes:
        number: The ``[n]`` that the answer refers to, from 1.
        article_id: Identifies the article within its index.
        title: The article's title, or its file name without the extension if it has none.
        published: ISO date (``2021-07-10``), or None if the article gives no date.
        path: The article's file, relative to the folder of articles, with forward slashes.
        also_in: Other files that contain the same text.
        page: Page number, from 1, for formats that have pages.
        quote: The passage, character for character.
        start: Offset of the quote's first character.
        end: Offset just after the quote's last character.
        spans: Offsets (start, end), in the article, of the words of the quote that answer the
            question.
    """

    number: int
    article_id: str
    title: str
    published: str | None
    path: str
    also_in: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found for a question and read, with its scores.

    Attributes:
        article_id: Identifies the article within its index.
        title: The article's title.
        published: ISO date, or None if the article gives no date.
        path: The article's file, relative to the folder of articles.
        text: The passage, character for character.
        start: Offset of the passage's first character in the article's text.
        end: Offset just after its last character.
        score: The score by which the passages are ordered. It is the fused score of both searches,
            and for a passage that was read, what the reader found is added.
        keyword: BM25 score; 0 if the keyword search did not find the passage.
        cosine: Cosine of the passage and the question, in [-1, 1]; 0 if the search by meaning did
            not find the passage.
        read: Whether the reader looked for an answer in it. For a broad question, such as
            "Summarise the articles", it does not.
    """

    article_id: str
    title: str
    published: str | None
    path: str
    text: str
    start: int
    end: int
    score: float
    keyword: float
    cosine: float
    read: bool
