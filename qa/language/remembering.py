"""Remembers what was computed of short texts, since many rules look at the same ones."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["remembered"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Longer texts are whole articles: these are looked at once, and would fill the memory. In
# characters.
_LONGEST = 4_000


def remembered(
    most: int,
) -> Callable[
    [Callable[Concatenate[str, Parameters], Result]],
    Callable[Concatenate[str, Parameters], Result],
]:
    """Return a decorator for a pure function of a text: its last results are remembered.

    Results must be immutable, since all callers share them.

        >>> @remembered(2)
        ... def length(text: str) -> int:
        ...     print("counting", text)
        ...     return len(text)
        >>> length("storm") + length("storm")
        counting storm
        10

    Args:
        most: How many results are remembered.
    """

    def decorate(
        function: Callable[Concatenate[str, Parameters], Result],
    ) -> Callable[Concatenate[str, Parameters], Result]:
        kept = lru_cache(most)(function)

        @wraps(function)
        def call(text: str, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            if len(text) > _LONGEST:
                return function(text, *args, **kwargs)
            return kept(text, *args, **kwargs)  # type: ignore[arg-type]

        return call

    return decorate
