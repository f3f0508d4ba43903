"""`qa forget`: delete what is stored of a folder."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from qa.cli.console import asked_folder, notice, printable

__all__ = ["forget"]


def forget(
    folder: Annotated[
        str | None,
        typer.Argument(metavar="[DIR]", help="Folder of articles, or file of gold questions."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All folders, conversations, feedback and uploads.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete the index of a folder, or all that was ever stored; never a file of yours.

    Of questions that bring their articles along, the copies made for `qa eval` go as well.
    """
    from qa.evaluation import load_gold
    from qa.index import ChromaServer, stored_bytes
    from qa.index import forget as forget_index
    from qa.settings import load_settings

    settings = load_settings()
    brought = settings.home / "evaluation"  # where `qa eval` puts articles that questions bring
    if everything:
        if not settings.home.exists():
            notice(f"Nothing is stored in {settings.home}.")
            return
        size = sum(path.stat().st_size for path in settings.home.rglob("*") if path.is_file())
        what = f"everything in {settings.home}: indexes, conversations, feedback, uploads"
    else:
        path = asked_folder(folder, settings)
        if path.is_file():
            path = brought / load_gold(path).digest()
        size = stored_bytes(path, home=settings.home)
        what = f"the index of {path}"
    if not yes:
        typer.confirm(printable(f"Delete {what} ({size / 1e6:.1f} MB)?"), abort=True)
    if everything:
        shutil.rmtree(settings.home)
    else:
        forget_index(path, home=settings.home, server=ChromaServer.of(settings))
        if path.resolve().parent == brought.resolve():
            shutil.rmtree(path)
    typer.echo(printable(f"Deleted {what}."))
