"""What a handler of the page gives back."""

from __future__ import annotations

from typing import Any

__all__ = ["Updates"]

#: Component to its new value or properties, as Gradio's events return them.
Updates = dict[Any, Any]
