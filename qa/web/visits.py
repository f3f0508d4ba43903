"""What each open page shows, so that an answer is not drawn over another conversation."""

from __future__ import annotations

import threading
from dataclasses import dataclass

__all__ = ["Visit", "Visits"]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page shows.

    Attributes:
        number: Counts how often the page has gone to a conversation or begun a new one.
        conversation: The id of the conversation; None for a new one that has no id yet.
    """

    number: int = 0
    conversation: str | None = None


class Visits:
    """What every open page shows. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: dict[str, Visit] = {}

    def now(self, page: str) -> Visit:
        """Return what a page shows."""
        with self._lock:
            return self._shown.get(page, Visit())

    def go(self, page: str, conversation: str | None) -> None:
        """Note that a page goes to a conversation; None begins a new one."""
        with self._lock:
            number = self._shown.get(page, Visit()).number + 1
            self._shown[page] = Visit(number, conversation)

    def shows(self, page: str, since: Visit, conversation: str | None) -> bool:
        """Say whether a page shows a conversation.

        Args:
            page: The page.
            since: What it showed when the question was sent.
            conversation: The conversation that the question belongs to, if it has an id by now.
        """
        shown = self.now(page)
        return shown.number == since.number or (
            conversation is not None and shown.conversation == conversation
        )

    def forget(self, page: str) -> None:
        """Forget a page that was closed."""
        with self._lock:
            self._shown.pop(page, None)
