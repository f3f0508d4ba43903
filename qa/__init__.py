"""Ask a folder of articles a question and get a short answer with verbatim citations.

    from qa import Assistant

    with Assistant.open("path/to/articles") as assistant:
        answer = assistant.ask("Who signed the agreement?")
        print(answer.text, answer.confidence, answer.citations)

`Assistant` asks, searches and reads; `Answer` and the other records are what it returns; `Settings`
holds all that can be set. All errors are kinds of `QAError`, whose ``hint`` says what to do.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answers import (
        REFUSAL,
        Agreement,
        Answer,
        Article,
        Citation,
        Group,
        Notice,
        NoticeKind,
        Passage,
        Statement,
        Status,
        Timings,
        Turn,
    )
    from qa.assistant import Assistant
    from qa.errors import (
        AssistantClosedError,
        ConfigurationError,
        DamagedIndexError,
        FilterError,
        FolderError,
        GoldSetError,
        IndexLockedError,
        IndexMismatchError,
        LanguageModelError,
        MissingIndexError,
        ModelFileError,
        NothingReadableError,
        OutdatedIndexError,
        QAError,
        QuestionError,
        ServerError,
        StoppedError,
        StorageError,
        UnknownArticleError,
        UnreadableArticleError,
        UploadError,
    )
    from qa.settings import Settings, load_settings

__all__ = [
    "REFUSAL",
    "Agreement",
    "Answer",
    "Article",
    "Assistant",
    "AssistantClosedError",
    "Citation",
    "ConfigurationError",
    "DamagedIndexError",
    "FilterError",
    "FolderError",
    "GoldSetError",
    "Group",
    "IndexLockedError",
    "IndexMismatchError",
    "LanguageModelError",
    "MissingIndexError",
    "ModelFileError",
    "NothingReadableError",
    "Notice",
    "NoticeKind",
    "OutdatedIndexError",
    "Passage",
    "QAError",
    "QuestionError",
    "ServerError",
    "Settings",
    "Statement",
    "Status",
    "StoppedError",
    "StorageError",
    "Timings",
    "Turn",
    "UnknownArticleError",
    "UnreadableArticleError",
    "UploadError",
    "load_settings",
]

_MODULES = {"Assistant": "qa.assistant"} | dict.fromkeys(
    ("Settings", "load_settings"), "qa.settings"
)


def __getattr__(name: str) -> object:
    """Import the public names when they are first asked for: the assistant takes seconds."""
    if name in __all__:
        home = "qa.errors" if name.endswith("Error") else "qa.answers"
        return getattr(importlib.import_module(_MODULES.get(name, home)), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name what the package offers, also what has not been imported yet."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
