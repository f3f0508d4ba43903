"""The records that an assistant returns. They are immutable and can be written as JSON.

All offsets are character offsets (Python string indices, end exclusive) into the article's whole
text as decoded, so ``assistant.article(c.article_id).text[c.start:c.end] == c.quote`` holds for
every citation ``c``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

__all__ = [
    "REFUSAL",
    "UPLOADED",
    "Answer",
    "Article",
    "Citation",
    "Notice",
    "NoticeKind",
    "Statement",
    "Status",
    "Turn",
]

#: The relative paths of uploaded articles begin with this. Hidden folders are never read, so no
#: file of the folder itself can have such a path.
UPLOADED = ".uploads/"
#: The text of an answer if the articles do not contain the answer.
REFUSAL = "The articles do not say."


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
        spans: Offsets (start, end), within the quote, of the words that answer the question.
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
class Statement:
    """A whole sentence of the answer with the numbers of the citations that support it.

    Attributes:
        citations: The numbers of the citations; empty if the sentence is not supported.
        supported: False for a language model's sentence that no passage supports. Such a sentence
            is only kept if the settings say that it is marked and not removed.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool = True


class NoticeKind(StrEnum):
    """What a notice is about.

    Members:
        DISAGREEMENT: Two articles, or the short answer and a language model's text, differ.
        REWORDING: Other articles put the answer in other words.
        LANGUAGE: The question or an article is in a language that the models do not know.
        STALE_INDEX: The folder has changed since it was indexed.
        DAMAGED_INDEX: The index is damaged, so only the keyword search is used.
        TRUNCATED: Not all articles were searched.
        MODEL: The language model failed, or found no answer.
        UNSUPPORTED: The language model wrote sentences or source numbers that nothing supports.
        PROGRESS: How far the language model has got.
        NOTE: Anything else, such as a notice that an older version of this program stored.
    """

    DISAGREEMENT = "disagreement"
    REWORDING = "rewording"
    LANGUAGE = "language"
    STALE_INDEX = "stale_index"
    DAMAGED_INDEX = "damaged_index"
    TRUNCATED = "truncated"
    MODEL = "model"
    UNSUPPORTED = "unsupported"
    PROGRESS = "progress"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Notice:
    """One or two sentences that a reader should see beside an answer, written by `qa.notices`.

        >>> notice = Notice(NoticeKind.NOTE, "The folder is small.")
        >>> print(notice.kind, notice, sep=": ")
        note: The folder is small.

    Attributes:
        kind: What the notice is about.
        text: The text of the notice.
    """

    kind: NoticeKind
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: The question as asked.
        text: The short answer, or `REFUSAL` if refused. It is empty while an unfinished answer has
            none.
        support: Whole sentences that support the answer, with their citation numbers.
        refused: True if the articles do not contain the answer. An unfinished answer is never a
            refusal.
        confidence: Probability in [0, 1] that the answer is correct.
        citations: The citations, numbered from 1 in the order in which the answer refers to them.
        related: If refused, the nearest passages, which are related but do not answer.
        notices: What a reader should see beside the answer, such as a disagreement between
            articles.
        settings_hash: Identifies the settings and models that gave this answer.
        standalone: A follow-up question, rewritten so that it can be understood alone. None if the
            question as asked can be understood alone.
        prose: Sentences that a language model wrote, each checked against the passages. It is empty
            if no model is set, and grows while the model writes.
        complete: False while a language model is still writing, and for an answer that was stopped
            early.

    Raises:
        ValueError: The answer is both unfinished and refused.
    """

    question: str
    text: str
    support: tuple[Statement, ...]
    refused: bool
    confidence: float
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    notices: tuple[Notice, ...]
    settings_hash: str
    standalone: str | None = None
    prose: tuple[Statement, ...] = ()
    complete: bool = True

    def __post_init__(self) -> None:
        if self.refused and not self.complete:
            raise ValueError("An unfinished answer cannot be a refusal.")

    def as_turn(self) -> Turn:
        """Return this question and its answer in the form that a follow-up question needs."""
        return Turn(
            question=self.question,
            understood=self.standalone or self.question,
            answer="" if self.refused else self.text,
            citations=self.citations,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON types; key order is the order of the fields."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


@dataclass(frozen=True, slots=True)
class Article:
    """A current article of the index, with its whole text.

    Attributes:
        text: The article's text as decoded when it was indexed.
        language: ISO 639-1 code, or ``und`` if it is not known.
        passages: How many passages it was split into.
    """

    article_id: str
    title: str
    published: str | None
    path: str
    also_in: tuple[str, ...]
    language: str
    passages: int
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index.

    Attributes:
        folder: Real path of the folder of articles.
        index: The location of the index: its folder, or the Chroma server.
        articles: How many current articles there are.
        passages: How many passages they were split into.
        embedding: Name of the embedding model.
        updated: When the index last changed, ISO 8601, UTC.
        skipped: The files that were skipped, each as (path, reason).
        changed: Whether the folder has changed since then.
    """

    folder: str
    index: str
    articles: int
    passages: int
    embedding: str
    updated: str
    skipped: tuple[tuple[str, str], ...]
    changed: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the status as plain JSON types."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, with what a follow-up question needs of its answer.

    `Answer.as_turn` creates it.

    Attributes:
        question: As it was asked.
        understood: The question, rewritten so that it can be understood alone.
        answer: The short answer; empty if there was none.
        citations: The citations of the answer.
    """

    question: str
    understood: str
    answer: str = ""
    citations: tuple[Citation, ...] = ()


def _plain(value: Any) -> Any:
    """Convert tuples to lists and enum members to strings, so that a JSON round trip is equal."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value
