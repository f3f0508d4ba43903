"""Checks every request: who may ask, from where, and what the browser may do on the page."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.web.users import Users

__all__ = ["Guard", "host_allowed"]

# The page may use this server alone: no content from elsewhere, no frames, forms or plug-ins.
# Scripts run only from files; the only inline scripts allowed are those of Gradio's page, each by
# its hash, so markup that got past the escaping would still run nothing. Gradio's components set
# styles inline.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self'{hashes}; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'; base-uri 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script>", re.DOTALL)
# Limit in bytes for a request that is no upload; a question has a few thousand characters.
_LARGEST_REQUEST = 1_000_000
_UPLOADS = "/gradio_api/upload"


class Guard:
    """ASGI middleware around the whole application.

    Args:
        app: The application that the middleware protects.
        hosts: Host names by which it may be called, besides IP addresses and ``localhost``.
        users: Who may ask; None if no password is needed.
        largest_upload: Limit in bytes for a request with uploaded files; 0 if uploading is off.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], users: Users | None, largest_upload: int
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._users = users
        self._largest_upload = largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers) or await self._unknown(headers, scope)
        if refusal is None:
            uploading = scope["path"].startswith(_UPLOADS)
            largest = self._largest_upload if uploading else _LARGEST_REQUEST
            refusal, receive = _bounded(headers, receive, largest)
        application = refusal or self._app
        await application(scope, receive, _Answering(send).send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        """Refuse unknown host names (DNS rebinding) and requests from other sites (forgery)."""
        host = headers.get("host", "")
        if not host_allowed(host, self._hosts):
            return PlainTextResponse(
                "This host name is not allowed. To allow it, add it to QA_HOSTS.", 400
            )
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return PlainTextResponse("Requests from other sites are refused.", 403)
        return None

    async def _unknown(self, headers: Headers, scope: Scope) -> PlainTextResponse | None:
        user: str | None = ""
        if self._users is not None:
            header = headers.get("authorization", "")
            user = await to_thread.run_sync(self._users.check_header, header)
        if user is None:
            return PlainTextResponse(
                "A user name and a password are needed.",
                401,
                {"www-authenticate": 'Basic realm="qa", charset="UTF-8"'},
            )
        scope.setdefault("state", {})["user"] = user
        return None


def host_allowed(header: str, hosts: Collection[str]) -> bool:
    """Say whether a ``Host`` header is one under which this server may be called.

    An IP address is always allowed: no name was resolved, so no name can have been rebound. The
    only names allowed are ``localhost``, this machine's own, and those given.
    """
    name = urlsplit(f"//{header}").hostname or ""
    if name in {"localhost", socket.gethostname().lower()} or name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _bounded(
    headers: Headers, receive: Receive, largest: int
) -> tuple[PlainTextResponse | None, Receive]:
    """Refuse a request whose stated size is too large; cut off one that grows too large."""
    announced = headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > largest:
        return PlainTextResponse("The request is too large.", 413), receive
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return message if got <= largest else {"type": "http.disconnect"}

    return None, bounded


class _Answering:
    """Adds headers to a response; a page is held back until its inline scripts are known."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
            headers["content-security-policy"] = _POLICY.format(hashes="")
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._send(self._with_policy(self._start))
            message = {**message, "body": self._body}
        await self._send(message)

    def _with_policy(self, start: Message) -> Message:
        hashes = "".join(
            f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
            for script in _INLINE_SCRIPT.findall(self._body)
        )
        MutableHeaders(scope=start)["content-security-policy"] = _POLICY.format(hashes=hashes)
        return start
