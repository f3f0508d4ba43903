"""`qa index`: brings a folder's index up to date."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from qa.answers import counted
from qa.cli.console import (
    FolderArgument,
    FolderOption,
    asked_folder,
    indexing,
    named_folder,
    notice,
    printable,
    show_skipped,
)

__all__ = ["index"]


def index(
    directory: FolderArgument = None,
    folder: FolderOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Discard the index and build it again.")
    ] = False,
) -> None:
    """Index a folder of articles, or what has changed in it."""
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
    if report.rebuilt and not rebuild:
        notice(f"The whole index was rebuilt: {report.rebuilt.removesuffix('.')}.")
    show_skipped(report.skipped, f"qa status --folder {asked}")
    typer.echo(
        f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}, "
        f"{report.seconds:.1f} s."
    )
    if report.articles:
        typer.echo("Ask a question:")
        typer.echo(f'  qa ask --folder {asked} "When did it happen?"')
