"""Describes the failures of a language model without repeating the endpoint's own messages.

Those messages may contain parts of the key, of the articles, or of anything else, so only the kind
of the failure is shown. Libraries raise different exceptions, but those of HTTP clients have the
attribute ``status_code``.
"""

from __future__ import annotations

import contextlib
from http import HTTPStatus

from qa.errors import LanguageModelError

__all__ = ["explained", "is_passing", "retry_after"]

_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


def is_passing(error: Exception) -> bool:
    """Tell whether the same request may succeed a little later."""
    status = _status(error)
    return status is not None and (status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR)


def retry_after(error: Exception) -> float | None:
    """Return the seconds that the endpoint asks to wait; None if it gives none, or a date."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    with contextlib.suppress(KeyError, ValueError):
        return max(0.0, float(headers["retry-after"]))
    return None


def explained(error: Exception) -> LanguageModelError:
    """Return an error that says what went wrong and what helps."""
    if isinstance(error, LanguageModelError):
        return error
    message, hint = _by_status(error, _status(error)) or _by_kind(error)
    return LanguageModelError(f"The language model {message}.", hint=hint)


def _by_status(error: Exception, status: int | None) -> tuple[str, str] | None:
    if status is None:
        return None
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return f"refused the key ({status})", "Check QA_LLM_KEY."
    if status == HTTPStatus.NOT_FOUND:
        return (
            f"was not found ({status})",
            "Check QA_LLM_MODEL, and that QA_LLM_URL ends where the API begins, often with /v1.",
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"is asked too much ({status})", "Wait a moment, then ask again."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"failed ({status})", "Look at the endpoint's own messages."
    if "context" in str(error).lower():
        return _OVERFLOW
    return f"refused the request ({status})", "Look at the endpoint's own messages."


_OVERFLOW = (
    "was given more than its context window holds",
    "Set QA_LLM_CONTEXT to the model's own, or QA_LLM_PASSAGES lower.",
)


def _by_kind(error: Exception) -> tuple[str, str]:
    kinds = " ".join(kind.__name__.lower() for kind in type(error).__mro__)
    if "timeout" in kinds:
        return "did not answer in time", "Set QA_LLM_TIMEOUT higher, or use a faster model."
    if "connect" in kinds or isinstance(error, OSError):
        return "cannot be reached", "Check QA_LLM_URL, and that the endpoint runs."
    return f"gave no usable answer ({type(error).__name__})", "Look at the endpoint's own messages."


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None
