"""`qa forget`: delete what is stored of a folder."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from qa.cli.console import asked_folder, printable

__all__ = ["forget"]


def forget(
    folder: Annotated[
        str | None, typer.Argument(metavar="[DIR]", help="Folder of articles.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All folders, conversations, feedback and uploads.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete the index of a folder, or all that was ever stored; never a file of yours."""
    from qa.index import ChromaServer, stored_bytes
    from qa.index import forget as forget_index
    from qa.settings import load_settings

    settings = load_settings()
    if everything:
        size = sum(path.stat().st_size for path in settings.home.rglob("*") if path.is_file())
        what = f"everything in {settings.home}: indexes, conversations, feedback, uploads"
    else:
        path = asked_folder(folder, settings)
        size = stored_bytes(path, home=settings.home)
        what = f"the index of {path}"
    if not yes:
        typer.confirm(printable(f"Delete {what} ({size / 1e6:.1f} MB)?"), abort=True)
    if everything:
        shutil.rmtree(settings.home, ignore_errors=False)
    else:
        forget_index(path, home=settings.home, server=ChromaServer.of(settings))
    typer.echo(printable(f"Deleted {what}."))
