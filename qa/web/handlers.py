"""What all handlers of the page's events have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from qa.web.failures import describe_failure
from qa.web.rendering import escape

__all__ = ["Updates", "handler"]

#: Maps a component to its new value or properties, as Gradio's events return them.
Updates = dict[Any, Any]


def handler(function: Callable[..., Iterator[Updates]]) -> Callable[..., Iterator[Updates]]:
    """Make a generator of updates safe to use as an event handler.

    An error becomes a message; otherwise Gradio would cover the page with it. A handler that
    changes nothing says so; otherwise Gradio would empty every component that it could fill.
    """

    @functools.wraps(function)
    def handled(*args: Any, **kwargs: Any) -> Iterator[Updates]:
        changed = False
        try:
            for updates in function(*args, **kwargs):
                changed = True
                yield updates
        except Exception as error:  # any error: the page shows it and stays usable
            failure = describe_failure(error)
            gr.Warning(escape(f"{failure.message} {failure.hint}"), duration=None)
            changed = False
        if not changed:
            yield gr.skip()

    return handled
