"""`qa watch`: keep an index in step with its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import complain, indexing, notice, printable

__all__ = ["watch"]

# Changes that come within this time of each other are taken together, in milliseconds.
_DEBOUNCE = 1_600


def watch(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of articles.")],
) -> None:
    """Follow a folder: index what is added, changed or removed until stopped with Ctrl-C."""
    from qa.settings import load_settings

    settings = load_settings()
    with indexing() as progress:
        from watchfiles import watch as changes

        from qa.assistant import Assistant
        from qa.errors import QAError

        with Assistant.open(folder, settings=settings, sync="always", progress=progress) as found:
            status = found.status()
            notice(f"Watching {status.folder}: {status.articles} articles. Ctrl-C stops.")
            for _ in changes(Path(folder), debounce=_DEBOUNCE, raise_interrupt=False):
                try:
                    report = found.sync()
                except QAError as error:  # a file half written, a lock: the next change tries again
                    complain(str(error), error.hint)
                    continue
                if report.added or report.changed or report.removed:
                    typer.echo(printable(report.summary()))
