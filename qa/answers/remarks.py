"""What a reader should see beside an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Notice", "NoticeKind"]


class NoticeKind(StrEnum):
    """What a notice is about.

    Members:
        DISAGREEMENT: Two articles, or the short answer and a language model's text, differ.
        POSSIBLE_DISAGREEMENT: Two articles differ, but perhaps on different things.
        AGREEMENT: Several articles give the same answer, or answers that go together.
        DATE: The days that were worked out from an article's date.
        CATALOGUE: The question is about the articles themselves, or about the assistant.
        REWORDING: Other articles put the answer in other words.
        NOTHING_LEFT: The filters leave no article.
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
    POSSIBLE_DISAGREEMENT = "possible_disagreement"
    AGREEMENT = "agreement"
    DATE = "date"
    CATALOGUE = "catalogue"
    REWORDING = "rewording"
    NOTHING_LEFT = "nothing_left"
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
