"""`qa watch`: keeps an index up to date with its folder."""

from __future__ import annotations

import typer

from qa.answers import counted
from qa.cli.console import (
    FolderArgument,
    FolderOption,
    asked_folder,
    complain,
    indexing,
    named_folder,
    notice,
    printable,
)

__all__ = ["watch"]

# Changes less than this time apart, in milliseconds, are handled together.
_DEBOUNCE = 1_600


def watch(directory: FolderArgument = None, folder: FolderOption = None) -> None:
    """Keep the index of a folder up to date until Ctrl+C is pressed."""
    from qa.settings import load_settings

    settings = load_settings()
    path = asked_folder(
        named_folder(directory, folder),
        settings,
        "watching the two sample articles; --folder DIR watches your own",
    )
    with indexing() as progress:
        import watchfiles

        from qa.assistant import Assistant
        from qa.errors import QAError

        with Assistant.open(path, settings=settings, sync="always", progress=progress) as found:
            status = found.status()
            notice(
                f"Watching {status.folder}: {counted(status.articles, 'article')}. "
                "Press Ctrl+C to stop."
            )
            for _ in watchfiles.watch(path, debounce=_DEBOUNCE, raise_interrupt=False):
                try:
                    report = found.sync()
                except QAError as error:  # such as a half-written file; the next change tries again
                    complain(error)
                    continue
                if report.added or report.changed or report.removed:
                    typer.echo(printable(report.summary()))
