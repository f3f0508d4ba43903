"""`qa feedback`: shows how users of the chat judged its answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.console import FolderOption, asked_folder, notice

__all__ = ["app"]

app = typer.Typer(help="What users of the chat thought of its answers.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """Look at thumbs up and down."""


@app.command()
def export(
    folder: FolderOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write. [default: stdout]")
    ] = None,
) -> None:
    """Write thumbs as gold rows for `qa eval`.

    Thumbs up become rows; thumbs down become comments to fill in. The first line names the folder
    that was asked.
    """
    from qa.errors import StorageError
    from qa.evaluation import folder_line
    from qa.resources import seeds_folder
    from qa.settings import load_settings
    from qa.web.feedback import read_feedback

    settings = load_settings()
    asked = asked_folder(folder, settings).resolve()
    found = read_feedback(settings.home / "chat.sqlite", str(asked))
    rows = found.gold()
    if asked != (seeds_folder() / "articles").resolve():
        # The output is assumed to be redirected to a file in the working folder.
        rows = f"{folder_line(asked, output or Path('feedback.jsonl'))}\n{rows}"
    if output is None:
        typer.echo(rows, nl=False)
    else:
        try:
            output.write_text(rows, encoding="utf-8")
        except OSError as error:
            raise StorageError(
                f"{output} cannot be written: {error.strerror or error}.",
                hint="Choose another file.",
            ) from error
    notice(f"{len(found.up)} thumbs up, {len(found.down)} thumbs down about {asked}")
