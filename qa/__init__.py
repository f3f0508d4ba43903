"""Ask a folder of articles a question and get a short answer with verbatim citations.

from qa import Assistant

with Assistant.open("path/to/articles") as assistant:
    answer = assistant.ask("Who signed the agreement?")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answers import Answer, Article, Citation, Notice, NoticeKind, Statement, Status, Turn
    from qa.assistant import Assistant
    from qa.errors import QAError
    from qa.settings import Settings, load_settings

__all__ = [
    "Answer",
    "Article",
    "Assistant",
    "Citation",
    "Notice",
    "NoticeKind",
    "QAError",
    "Settings",
    "Statement",
    "Status",
    "Turn",
    "load_settings",
]

_MODULES = {"Assistant": "qa.assistant", "QAError": "qa.errors"} | dict.fromkeys(
    ("Settings", "load_settings"), "qa.settings"
)


def __getattr__(name: str) -> object:
    """Import the public names when they are first asked for: the assistant takes seconds."""
    if name in __all__:
        return getattr(importlib.import_module(_MODULES.get(name, "qa.answers")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
