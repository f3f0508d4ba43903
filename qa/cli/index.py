"""`qa index`: bring a folder's index up to date."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from qa.cli.console import (
    FolderArgument,
    FolderOption,
    asked_folder,
    counted,
    indexing,
    named_folder,
    notice,
    printable,
)

__all__ = ["index"]

_MOST_SKIPPED = 20


def index(
    directory: FolderArgument = None,
    folder: FolderOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew from the articles.")
    ] = False,
) -> None:
    """Index a folder of articles; only what changed is read and embedded."""
    from qa.settings import load_settings

    settings = load_settings()
    path = asked_folder(
        named_folder(directory, folder),
        settings,
        "indexing the two sample articles; --folder DIR indexes your own",
    )
    asked = shlex.quote(str(path))
    with indexing() as progress:
        from qa.assistant import Assistant

        with Assistant(path, settings) as assistant:
            report = assistant.sync(progress, rebuild=rebuild)
    typer.echo(printable(report.summary()))
    if report.rebuilt:
        notice(f"The index was made anew: {report.rebuilt}.")
    for name, reason in list(report.skipped.items())[:_MOST_SKIPPED]:
        notice(f"  skipped {name}: {reason}")
    if len(report.skipped) > _MOST_SKIPPED:
        notice(f"  … and {len(report.skipped) - _MOST_SKIPPED} more: qa status --folder {asked}")
    typer.echo(
        f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}, "
        f"{report.seconds:.1f} s. Ask them:"
    )
    typer.echo(f'  qa ask --folder {asked} "When did it happen?"')
