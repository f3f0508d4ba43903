"""Words that all who show an answer share."""

from __future__ import annotations

__all__ = ["REFUSAL", "counted"]

#: The text of an answer if the articles do not contain the answer.
REFUSAL = "The articles do not say."


def counted(number: int, what: str) -> str:
    """Return a number with its noun: ``1 passage``, ``1,795 passages``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
