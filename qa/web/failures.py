"""Errors as messages for the users of the page; unexpected errors are also logged."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from qa.errors import QAError

__all__ = ["Failure", "describe_failure"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in words.

    Attributes:
        message: What happened.
        hint: What to do about it.
    """

    message: str
    hint: str


def describe_failure(error: Exception) -> Failure:
    """Describe an error for the user; an unexpected one is logged under a number that is shown."""
    if isinstance(error, QAError):
        return Failure(str(error), error.hint)
    identity = secrets.token_hex(4)
    logging.getLogger("qa.web").error("error %s", identity, exc_info=error)
    return Failure(
        f"Something went wrong (error {identity}).",
        "Try again. The server's log describes the error under this number.",
    )
