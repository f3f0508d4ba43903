"""`qa password`: adds a user of the chat or changes a password."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

__all__ = ["password"]


def password(name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]) -> None:
    """Add a user of the chat, or change a user's password.

    Only the hash of the password is stored. The password is asked for on a terminal, or else read
    from the first line of standard input.
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
    typer.echo(f"{name} can now use the chat; the hash of the password is stored in {path}")
