"""The chat as a server: its address, who may reach it, and how it stops."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from qa.errors import ConfigurationError
from qa.web.users import Users

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.assistant import Assistant
    from qa.settings import Settings

__all__ = ["listen", "serve", "users_of"]

# Open pages hold a stream of events, which would otherwise keep the server from stopping.
_GRACE_SECONDS = 2


def users_of(settings: Settings, *, anyone: bool) -> Users | None:
    """Return who may use the chat; None if no password is needed.

    Args:
        settings: Gives the address to listen on and the file of users.
        anyone: Allow access without a password although other computers can reach the chat.

    Raises:
        ConfigurationError: Other computers could reach it without a password; or
            the file of users is missing or malformed.
    """
    if anyone:
        return None
    path = settings.users or settings.home / "users.json"
    if settings.users is not None or path.exists():
        return Users.read(path)
    if _is_local(settings.host):
        return None
    raise ConfigurationError(
        f"On {settings.host} other computers can reach the chat, and it has no users.",
        hint="Add a user: qa password NAME. To allow access without a password: qa chat --no-auth.",
    )


def listen(host: str, port: int) -> socket.socket:
    """Open the port.

    Raises:
        ConfigurationError: The port is in use, or the address does not belong to this computer.
    """
    with contextlib.ExitStack() as stack:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            opened = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
            if os.name == "posix":  # elsewhere this option would let two servers share the port
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((host, port))
            opened.listen()
        except OSError as error:
            raise ConfigurationError(
                f"The chat cannot listen on {host}, port {port}: {error.strerror or error}.",
                hint="Choose another port: qa chat --port 0 takes any that is free.",
            ) from error
        stack.pop_all()
    return opened


def serve(
    assistant: Assistant,
    settings: Settings,
    opened: socket.socket,
    *,
    users: Users | None,
    mcp: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve the chat until the process receives SIGINT or SIGTERM.

    Args:
        assistant: Answers the questions.
        settings: Says what is allowed.
        opened: The open port, as `listen` returns it.
        users: Who may use it; None if no password is needed.
        mcp: Whether to offer the API as MCP tools too.
        ready: Is called with the chat's address once the chat answers.

    Raises:
        ConfigurationError: ``mcp`` is set, but its package is not installed.
    """
    if mcp and importlib.util.find_spec("mcp") is None:  # Gradio would only start without them
        raise ConfigurationError(
            "The tools of MCP need a package that is not installed.",
            hint="Install it: uv sync --extra mcp, or pip install 'qa[mcp]'.",
        )
    configure_gradio(settings)
    import uvicorn

    from qa.web.application import build_application
    from qa.web.running import RunningAnswers

    running = RunningAnswers()
    application = build_application(assistant, settings, users=users, mcp=mcp, running=running)
    host, port = opened.getsockname()[:2]

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready(f"http://{_named(host)}:{port}/")

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            running.end()  # before the server waits for the requests that show answers
            await super().shutdown(sockets)

    server = Server(
        uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
    # After an orderly stop uvicorn raises the signal again; it must not kill the process then.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[opened])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


def configure_gradio(settings: Settings) -> None:
    """Set the environment variables that Gradio reads when it is imported."""
    temporary = settings.home / "temporary"
    temporary.mkdir(parents=True, exist_ok=True)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(temporary)
    # Gradio would count its last 10,000 events anew after each one, with pandas, for a page that is
    # switched off.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _named(host: str) -> str:
    """Return an address that a browser on this computer can open."""
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"
    return host if address.version == 4 else f"[{host}]"
