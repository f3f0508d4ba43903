"""`qa timeline`: prints what the articles say happened on which day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.console import (
    FolderArgument,
    FolderOption,
    named_folder,
    opened,
    printable,
    stdout,
)

if TYPE_CHECKING:
    from rich.text import Text

    from qa.assistant import Timeline, TimelineEntry

__all__ = ["timeline"]

_NOTHING_FOUND = 3


def timeline(
    argument: FolderArgument = None,
    folder: FolderOption = None,
    words: Annotated[
        str, typer.Option(metavar="WORDS", help="Only statements about these words.")
    ] = "",
    article: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="Only this article; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is about this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is about this day or earlier.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the timeline as JSON.")] = False,
) -> None:
    """Print what the articles say happened when, in order of days.

    Days such as "Thursday" are worked out from the article's date. Exits with 3 when nothing was
    found.
    """
    with opened(named_folder(argument, folder)) as assistant:
        found = assistant.timeline(words, articles=article or None, since=since, until=until)
        asked = assistant.status().folder
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=True, indent=2))
    else:
        _show(found, asked)
    if not found.days:
        typer.echo("No dated statements were found.", err=True)
        raise typer.Exit(_NOTHING_FOUND)


def _show(found: Timeline, folder: str) -> None:
    from rich.table import Column, Table
    from rich.text import Text

    console = stdout()
    if not found.days:
        return
    console.print(Text(printable(folder), style="dim"), soft_wrap=True)
    table = Table(Column("Day", min_width=10), "What the articles say", "Article", show_lines=True)
    for day in found.days:
        for number, entry in enumerate(day.entries):
            table.add_row(
                Text(day.label) if number == 0 else Text(""), _statement(entry), _sources(entry)
            )
    console.print(table)
    if found.undated:
        many = found.undated > 1
        console.print(
            Text(
                f"{found.undated} article{'s have' if many else ' has'} no date, so days such as "
                f"“Thursday” are unknown in {'them' if many else 'it'}.",
                style="dim",
            )
        )


def _statement(entry: TimelineEntry) -> Text:
    from rich.text import Text

    shown = Text(printable(entry.text))
    shown.highlight_words([printable(entry.words)], style="bold")
    if entry.inferred:
        shown.append(f"\n(worked out from “{printable(entry.words)}”)", style="dim")
    return shown


def _sources(entry: TimelineEntry) -> Text:
    from rich.text import Text

    shown = Text()
    for number, one in enumerate(entry.citations):
        shown.append("\n" if number else "")
        shown.append(f"[{one.number}] ", style="cyan")
        shown.append(f"{printable(one.title)} ({one.published or 'undated'})")
    return shown
