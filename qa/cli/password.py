"""`qa password`: a user of the chat, or another password for one."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

__all__ = ["password"]


def password(name: Annotated[str, typer.Argument(help="The user's name.")]) -> None:
    """Set the password of a user of the chat; only its hash is kept.

    Asked for on a terminal; otherwise the first line of standard input.
    """
    from qa.settings import load_settings
    from qa.web.users import set_password

    settings = load_settings()
    path = settings.users or settings.home / "users.json"
    if sys.stdin.isatty():
        chosen = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        chosen = sys.stdin.readline().rstrip("\r\n")
    set_password(path, name, chosen)
    typer.echo(f"{name} may use the chat; the password's hash is in {path}")
