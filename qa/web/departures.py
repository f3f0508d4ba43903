"""Notices at once when somebody hangs up who waits for an answer."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.web.running import RunningAnswers

__all__ = ["Departures"]

# The streams in which Gradio sends results: those of all events of a page, and that of one call of
# the API.
_PAGE = re.compile(r"/gradio_api/queue/data/?$")
_CALL = re.compile(r"/gradio_api/call/(?:v2/)?\w+/(\w+)/?$")


class Departures:
    """ASGI middleware that says who hangs up before the results are complete.

    Gradio itself looks whether its caller is still there only when the next result is due. Until
    the first result, passages are read for nobody.

    Args:
        app: The application that sends the results.
        running: The answers, which are stopped by their session or, for a call of the API, by the
            event that was waited for.
    """

    def __init__(self, app: ASGIApp, running: RunningAnswers) -> None:
        self._app = app
        self._running = running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and watch it if it waits for results."""
        leave = self._leaving(scope)
        if leave is None:
            await self._app(scope, receive, send)
            return
        complete = False

        async def watched_receive() -> Message:
            message = await receive()
            # The server sends the same message after the end of a complete response.
            if message["type"] == "http.disconnect" and not complete:
                leave()
            return message

        async def watched_send(message: Message) -> None:
            nonlocal complete
            complete = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        await self._app(scope, watched_receive, watched_send)

    def _leaving(self, scope: Scope) -> Callable[[], None] | None:
        """Return what is to be done if the request, which waits for results, is broken off."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        if called := _CALL.search(scope["path"]):
            return partial(self._running.give_up, called[1])
        if _PAGE.search(scope["path"]):
            query = parse_qs(scope["query_string"].decode("latin-1"))
            if session := query.get("session_hash"):
                return partial(self._running.stop, session[0])
        return None
