"""An OpenAI-compatible endpoint that says what a test tells it to, on the loopback address."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the endpoint answers to one request.

    Attributes:
        pieces: Streamed one after the other; a function makes them of the request's user message.
        status: HTTP status; other than 200, `body` is sent instead of pieces.
        headers: Further headers.
        before: Seconds before anything is sent.
        between: Seconds before each piece.
        body: Sent as it stands instead of pieces.
        breaks_off: Closes the connection after the pieces, without the end of the stream.
        then: Sent as it stands after the pieces, in the place of the end of the stream.
    """

    pieces: Sequence[str] | Callable[[str], Sequence[str]] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: float = 0.0
    between: float = 0.0
    body: str | None = None
    breaks_off: bool = False
    then: str = ""


def says(text: str) -> Reply:
    """Stream a text in pieces of a few characters, as models do."""
    return Reply(pieces=re.findall(r".{1,6}", text, re.DOTALL))


def fails(status: int, message: str = "no", **headers: str) -> Reply:
    """Answer with an error as OpenAI's API words it."""
    body = json.dumps({"error": {"message": message, "type": "scripted", "code": status}})
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, body=body, headers=told)


@dataclass
class Request:
    """A request that came in.

    Attributes:
        body: Its JSON.
        headers: Its headers, names in lower case.
        hung_up: Set once the asker has closed the connection before the end.
    """

    body: dict[str, Any]
    headers: dict[str, str]
    hung_up: threading.Event = field(default_factory=threading.Event)

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][-1]["content"])


class ScriptedModel:
    """The endpoint; a context manager.

    Args:
        replies: One a request, in order; the last is repeated.
    """

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[Request] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/v1"

    def __enter__(self) -> ScriptedModel:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self, request: Request) -> Reply:
        self.requests.append(request)
        return self.replies[min(len(self.requests), len(self.replies)) - 1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        script = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(json.loads(body), headers)
                try:
                    _answer(self, script._next(request), request)
                except (BrokenPipeError, ConnectionResetError):
                    request.hung_up.set()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


def _answer(handler: BaseHTTPRequestHandler, reply: Reply, request: Request) -> None:
    _wait(handler, reply.before)
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    streamed = reply.body is None
    handler.send_header("Content-Type", "text/event-stream" if streamed else "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    if reply.body is not None:
        handler.wfile.write(reply.body.encode())
        return
    pieces = reply.pieces(request.user) if callable(reply.pieces) else reply.pieces
    for piece in pieces:
        _wait(handler, reply.between)
        _send(handler, json.dumps(_chunk({"role": "assistant", "content": piece}, None)))
    if reply.then:
        _send(handler, reply.then)
    elif not reply.breaks_off:
        _send(handler, json.dumps(_chunk({}, "stop")))
        _send(handler, "[DONE]")


def _wait(handler: BaseHTTPRequestHandler, seconds: float) -> None:
    """Wait, but no longer than the asker does."""
    until = time.monotonic() + seconds
    handler.connection.settimeout(0.02)
    while time.monotonic() < until:
        try:
            if handler.connection.recv(1) == b"":
                raise BrokenPipeError
        except TimeoutError:
            continue
    handler.connection.settimeout(None)


def _send(handler: BaseHTTPRequestHandler, data: str) -> None:
    handler.wfile.write(f"data: {data}\n\n".encode())
    handler.wfile.flush()


def _chunk(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
