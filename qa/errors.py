"""The one family of errors that reaches a user.

Every error says in its message what happened and where, and in ``hint`` what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from threading import Event

__all__ = [
    "AssistantClosedError",
    "ConfigurationError",
    "DamagedIndexError",
    "FilterError",
    "FolderError",
    "GoldSetError",
    "IndexLockedError",
    "IndexMismatchError",
    "LanguageModelError",
    "MissingIndexError",
    "ModelFileError",
    "NothingReadableError",
    "OutdatedIndexError",
    "QAError",
    "QuestionError",
    "ServerError",
    "StoppedError",
    "StorageError",
    "UnknownArticleError",
    "UnreadableArticleError",
    "UploadError",
]


class QAError(Exception):
    """Root of all errors that a user can mend.

    Attributes:
        hint: One line that says what to do next, a command where there is one.
        exit_code: What the command line exits with: 2 for bad usage, 1 for everything else.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class ConfigurationError(QAError):
    """A setting is unknown, malformed or contradicts another one."""

    exit_code = 2


class AssistantClosedError(QAError):
    """The assistant was used after it had been closed."""


class FolderError(QAError):
    """The folder asked for is missing, or is not a folder."""

    exit_code = 2


class QuestionError(QAError):
    """The question is empty, or too long to be one."""

    exit_code = 2


class StoppedError(QAError):
    """A question was stopped before it was answered, as its caller wished."""

    @classmethod
    def raise_if(cls, stop: Event | None) -> None:
        """Raise this error once an event is set; do nothing without one."""
        if stop is not None and stop.is_set():
            raise cls("The question was stopped before it was answered.", hint="Ask it again.")


class FilterError(QAError):
    """A filter names no article, or a date that is none."""

    exit_code = 2


class NothingReadableError(QAError):
    """The folder holds no article that can be read.

    Attributes:
        skipped: Reasons by relative path of what was passed over.
    """

    def __init__(
        self, message: str, *, hint: str, skipped: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(message, hint=hint)
        self.skipped = skipped


class UnreadableArticleError(QAError):
    """One file cannot be read as an article; the message is the reason shown to the user."""


class UploadError(QAError):
    """A file may not be uploaded: it is too large, or there is no room left for it."""


class UnknownArticleError(QAError):
    """No live article has this id."""


class MissingIndexError(QAError):
    """The folder has no index yet, and the caller asked not to make one."""


class IndexLockedError(QAError):
    """Another process is writing this index."""


class IndexMismatchError(QAError):
    """The index was made with another embedding model or other passage settings."""


class OutdatedIndexError(IndexMismatchError):
    """Another version of this package made the index; it is made anew from the articles."""


class DamagedIndexError(QAError):
    """The stored index is inconsistent or unreadable."""


class StorageError(QAError):
    """The index could not be written: no room, no permission."""


class ModelFileError(QAError):
    """A model file is missing or its hash is not the recorded one."""


class LanguageModelError(QAError):
    """The language model could not be built or did not answer."""


class ServerError(QAError):
    """The Chroma server does not answer."""


class GoldSetError(QAError):
    """A gold set is malformed; the message names the line."""

    exit_code = 2
