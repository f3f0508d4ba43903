"""`qa index`: bring a folder's index up to date."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import counted, indexing, notice, printable

__all__ = ["index"]

_MOST_SKIPPED = 20


def index(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of articles.")],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew from the articles.")
    ] = False,
) -> None:
    """Index a folder of articles; only what changed is read and embedded."""
    from qa.settings import load_settings

    settings = load_settings()
    asked = shlex.quote(folder)
    with indexing() as progress:
        from qa.assistant import Assistant

        with Assistant(Path(folder), settings) as assistant:
            report = assistant.sync(progress, rebuild=rebuild)
    typer.echo(printable(report.summary()))
    if report.rebuilt:
        notice(f"The index was made anew: {report.rebuilt}.")
    for path, reason in list(report.skipped.items())[:_MOST_SKIPPED]:
        notice(f"  skipped {path}: {reason}")
    if len(report.skipped) > _MOST_SKIPPED:
        notice(f"  … and {len(report.skipped) - _MOST_SKIPPED} more: qa status --folder {asked}")
    typer.echo(
        f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}, "
        f"{report.seconds:.1f} s. Ask them:"
    )
    typer.echo(f'  qa ask --folder {asked} "When did it happen?"')
