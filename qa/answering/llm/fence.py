"""The word that marks where quoted text begins and ends in a prompt."""

from __future__ import annotations

import secrets

__all__ = ["draw_fence"]

_BYTES = 4


def draw_fence() -> str:
    """Draw a word that no article can know: eight hexadecimal digits, anew for each request."""
    return secrets.token_hex(_BYTES)
