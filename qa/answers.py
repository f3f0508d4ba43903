"""What an assistant gives back: immutable records that serialise to JSON.

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

#: What the relative paths of uploaded articles begin with. Hidden folders are never read, so no
#: file of the folder itself can have such a path.
UPLOADED = ".uploads/"
#: What an answer says where the articles do not.
REFUSAL = "The articles do not say."


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim passage of an article.

    Attributes:
        number: The ``[n]`` that the answer refers to, from 1.
        article_id: Identifies the article within its index.
        title: The article's title, or its file's stem where it has none.
        published: ISO date (``2021-07-10``), or None where the article states none.
        path: The article's file, relative to the folder asked, with forward slashes.
        also_in: Further files that hold the same text.
        page: Page number, from 1, for formats that have pages.
        quote: The passage, character for character.
        start: Offset of the quote's first character.
        end: Offset behind the quote's last character.
        spans: Offsets (start, end) of what answers the question, within the quote.
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
    """A whole sentence of the answer with the numbers of the citations that bear it out.

    Attributes:
        citations: Their numbers; none where it is not supported.
        supported: False for a language model's sentence that no passage supports, where such
            sentences are marked and not left out.
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
        DAMAGED_INDEX: The index is damaged; it answers from keywords alone.
        TRUNCATED: Not all articles were looked at.
        MODEL: The language model failed, or found nothing.
        UNSUPPORTED: Sentences or source numbers of the language model that nothing bears out.
        PROGRESS: How far the language model is.
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
    """A sentence or two that a reader should see beside an answer; `qa.notices` words them.

        >>> notice = Notice(NoticeKind.NOTE, "The folder is small.")
        >>> print(notice.kind, notice, sep=": ")
        note: The folder is small.

    Attributes:
        kind: What it is about.
        text: Its words.
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
        text: The short answer; where refused, `REFUSAL`; empty while an unfinished answer has none.
        support: Whole sentences that bear the answer out, with their citation numbers.
        refused: True where the articles do not say. An unfinished answer is never a refusal.
        confidence: Probability in [0, 1] that the answer is right.
        citations: Numbered from 1, in the order in which the answer refers to them.
        related: Where refused, the nearest passages: related, but not an answer.
        notices: What a reader should see beside the answer, such as a disagreement between
            articles.
        settings_hash: Identifies the settings and models that gave this answer.
        standalone: How a follow-up question was understood, written so that it stands alone; None
            where the question stands alone as asked.
        prose: Sentences that a language model wrote, each checked against the passages; empty
            where no model is set. It grows while the model writes.
        complete: False while a language model is still at work on the answer, and for an answer
            that was stopped before its end.

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
        """Return what a follow-up question needs to know of this question and its answer."""
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
    """A live article of the index, whole.

    Attributes:
        text: The article's text as decoded when it was indexed.
        language: ISO 639-1 code, or ``und`` where it is not known.
        passages: How many passages it was cut into.
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
        index: Where the index is: its folder, or the Chroma server.
        articles: How many articles are live.
        passages: How many passages they were cut into.
        embedding: Name of the embedding model.
        updated: When the index last changed, ISO 8601, UTC.
        skipped: Files passed over, with the reason: (path, reason).
        changed: Whether the folder has changed since.
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

    Made by `Answer.as_turn`.

    Attributes:
        question: As it was asked.
        understood: As it was understood on its own.
        answer: The short answer; empty where there was none.
        citations: Where the answer stands.
    """

    question: str
    understood: str
    answer: str = ""
    citations: tuple[Citation, ...] = ()


def _plain(value: Any) -> Any:
    """Turn tuples into lists and names into strings, as JSON would: a round trip compares equal."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value
