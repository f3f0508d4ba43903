"""The list of conversations as HTML, grouped by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from qa.web.conversations import MOST_LISTED
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.web.records import Conversation

__all__ = ["conversations_html", "day_words"]


def conversations_html(
    found: Sequence[Conversation], words: str, *, shown: Conversation | None
) -> str:
    """Return the list of conversations.

    Args:
        found: The conversations to list, the most recently used first.
        words: The words searched for, which explain an empty list.
        shown: The conversation that the page shows.
    """
    today = datetime.now().astimezone().date()
    days = [(day_words(day, today), list(group)) for day, group in groupby(found, _day)]
    return render(
        "conversations",
        days=days,
        words=words,
        shown=shown,
        reached=shown if shown in found else next(iter(found), None),
        cut=len(found) >= MOST_LISTED,
    )


def day_words(day: date, today: date) -> str:
    """Return a day in words: ``Today``, ``Yesterday``, ``3 May``, ``3 May 1932``."""
    if day in {today, today - timedelta(days=1)}:
        return "Today" if day == today else "Yesterday"
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def _day(conversation: Conversation) -> date:
    """Return the day on which a conversation was last used, in the server's time zone."""
    return datetime.fromisoformat(conversation.updated).astimezone().date()
