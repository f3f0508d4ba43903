"""What goes wrong while somebody uses the page: said as help, and logged where it is a bug."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from qa.errors import QAError

__all__ = ["Mishap", "mishap"]


@dataclass(frozen=True, slots=True)
class Mishap:
    """An error as the person before the page is told it.

    Attributes:
        message: What happened.
        hint: What to do about it.
    """

    message: str
    hint: str


def mishap(error: Exception) -> Mishap:
    """Turn an error into help; an unexpected one is logged under an id that the help names."""
    if isinstance(error, QAError):
        return Mishap(str(error), error.hint)
    identity = secrets.token_hex(4)
    logging.getLogger("qa.web").error("error %s", identity, exc_info=error)
    return Mishap(
        f"Something went wrong (error {identity}).",
        "It is described under this number in the server's log. Asking again may help.",
    )
