"""`qa chat`: the chat in the browser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.console import FolderArgument, FolderOption, named_folder, notice, opened

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["chat"]

_LOG_BYTES = 1_000_000


def chat(
    directory: FolderArgument = None,
    folder: FolderOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [default: QA_HOST, else 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 0: any free one. [default: QA_PORT, else 7860]"),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Allow access without a password.")
    ] = False,
    mcp: Annotated[bool, typer.Option("--mcp", help="Also offer the API as MCP tools.")] = False,
) -> None:
    """Chat with a folder of articles in the browser.

    To let other computers use it, give --host, and add a user first: qa password NAME.
    """
    from qa.settings import load_settings
    from qa.web.server import listen, serve, users_of

    asked = named_folder(directory, folder)
    given = {"host": host, "port": port}
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    users = users_of(settings, anyone=no_auth)
    with listen(settings.host, settings.port) as port_opened, opened(asked) as assistant:
        _log_to(settings.home / "logs" / "chat.log")

        def ready(address: str) -> None:
            typer.echo(f"The chat is at {address}")
            notice("Press Ctrl+C to stop it.")
            if browser:
                _open(address)

        serve(assistant, settings, port_opened, users=users, mcp=mcp, ready=ready)


def _log_to(path: Path) -> None:
    """Write errors to a log file of at most one megabyte, and keep one older file."""
    import logging
    from logging.handlers import RotatingFileHandler

    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    logging.basicConfig(
        handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def _open(address: str) -> None:
    """Open the page if there is a desktop; a text browser would take over the terminal."""
    import webbrowser

    desktop = {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if desktop or sys.platform in {"darwin", "win32"}:
        webbrowser.open(address)
