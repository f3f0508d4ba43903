"""`qa doctor`: checks whether the index is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from qa.cli.console import (
    FolderArgument,
    FolderOption,
    asked_folder,
    named_folder,
    notice,
    printable,
    stderr,
)

if TYPE_CHECKING:
    from qa.assistant import Health

__all__ = ["doctor"]

_DAMAGED = 1


def doctor(directory: FolderArgument = None, folder: FolderOption = None) -> None:
    """Check whether the index of a folder is sound.

    Counts, vectors, keywords and the texts of the articles are checked; nothing is changed. Exits
    with 0 when it is sound, 1 when something is damaged.
    """
    from qa.assistant import Assistant
    from qa.settings import load_settings

    settings = load_settings()
    path = asked_folder(
        named_folder(directory, folder),
        settings,
        "checking the two sample articles; --folder DIR checks your own",
    )
    console = stderr()
    with console.status("Checking") as status, Assistant(path, settings) as assistant:
        health = assistant.check(lambda step: status.update(f"Checking {step}"))
    _tell(health, str(path))
    if not health.sound:
        raise typer.Exit(_DAMAGED)


def _tell(health: Health, folder: str) -> None:
    for looked_at in health.checked:
        typer.echo(printable(f"  checked {looked_at}"))
    for note in health.notes:
        notice(f"  note: {note}")
    if health.sound:
        typer.echo(printable(f"The index of {folder} is sound."))
        return
    for damage in health.damage:
        typer.echo(printable(f"  damaged: {damage}"))
    typer.echo(printable(f"Rebuild it from the articles: {health.repair}"))
