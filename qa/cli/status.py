"""`qa status`: shows what is indexed, with which model, and where."""

from __future__ import annotations

import json
import shlex
from datetime import datetime
from typing import Annotated

import typer

from qa.answers import counted
from qa.cli.console import (
    FolderArgument,
    FolderOption,
    named_folder,
    notice,
    opened,
    printable,
)

__all__ = ["status"]


def status(
    directory: FolderArgument = None,
    folder: FolderOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the status as JSON.")] = False,
) -> None:
    """Tell what is indexed, with which model, and where."""
    with opened(named_folder(directory, folder), sync="never") as assistant:
        found = assistant.status()
        records = assistant.articles()
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=True, indent=2))
        return
    command = f"qa index {shlex.quote(found.folder)}"
    rows = {
        "folder": found.folder,
        "articles": str(found.articles),
        "passages": str(found.passages),
        "model": found.embedding,
        "index": found.index,
        "updated": _local(found.updated),
        "since then": f"changed; bring it up to date: {command}" if found.changed else "unchanged",
    }
    for name, value in rows.items():
        typer.echo(f"{name:<13}{printable(value)}")
    if found.advice:
        notice(found.advice)
    typer.echo("")
    for record in records:
        typer.echo(
            printable(
                f"{record.published or 'undated':<11}{record.title}  "
                f"({record.path}, {counted(record.passages, 'passage')}, {record.language})"
            )
        )
    for path, reason in found.skipped:
        typer.echo(printable(f"skipped    {path}: {reason}"))


def _local(moment: str) -> str:
    """Return an ISO 8601 time as a person reads it, in the time zone of this computer."""
    there = datetime.fromisoformat(moment).astimezone()
    return f"{there.day} {there:%B %Y, %H:%M (%Z)}"
