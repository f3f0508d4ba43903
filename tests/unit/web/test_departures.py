from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from starlette.types import Message, Receive, Scope, Send

from qa.web.departures import Departures

START: Message = {"type": "http.response.start", "status": 200, "headers": []}
PIECE: Message = {"type": "http.response.body", "body": b"a", "more_body": True}
END: Message = {"type": "http.response.body", "body": b"", "more_body": False}


def leave(path: str, *sent: Message, query: str = "", method: str = "GET") -> Sequence[str]:
    """Who is said to have left if the asker hangs up after these messages."""
    left: list[str] = []
    running = SimpleNamespace(
        give_up=lambda name: left.append(f"call {name}"),
        stop=lambda name: left.append(f"session {name}"),
    )

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        for message in sent:
            await send(message)
        assert (await receive())["type"] == "http.disconnect"

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        pass

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    departures = Departures(application, running)  # type: ignore[arg-type]
    asyncio.run(departures(scope, receive, send))
    return left


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("/gradio_api/call/ask/e71", "", "call e71"),
        ("/gradio_api/call/v2/ask/e71", "", "call e71"),
        ("/behind/a/proxy/gradio_api/call/ask/e71", "", "call e71"),
        ("/gradio_api/queue/data", "session_hash=s%209", "session s 9"),
    ],
)
@pytest.mark.parametrize("sent", [(), (START,), (START, PIECE)])
def test_whoever_hangs_up_before_the_end_has_left(
    path: str, query: str, named: str, sent: Sequence[Message]
) -> None:
    assert leave(path, *sent, query=query) == [named]


def test_whoever_has_received_everything_has_not_left() -> None:
    assert leave("/gradio_api/call/ask/e71", START, PIECE, END) == []


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("POST", "/gradio_api/call/ask", ""),
        ("POST", "/gradio_api/queue/join", "session_hash=s"),
        ("GET", "/gradio_api/queue/data", ""),
        ("GET", "/", "session_hash=s"),
    ],
)
def test_other_requests_wait_for_no_results(method: str, path: str, query: str) -> None:
    assert leave(path, START, PIECE, query=query, method=method) == []
