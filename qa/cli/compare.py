"""`qa compare`: prints each article's own answer to a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.console import FolderOption, joined, opened, printable, stdout

if TYPE_CHECKING:
    from rich.text import Text

    from qa.assistant import ComparedArticle, Comparison

__all__ = ["compare"]

_NOTHING_FOUND = 3
_STYLES = {"answer": "bold", "same": "green", "different": "red", "compatible": "yellow"}
_WORDS = {
    "answer": "the best answer",
    "same": "the same",
    "compatible": "does not differ",
    "different": "DIFFERENT",
    "other": "in other words",
}


def compare(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="The question, in plain words.")
    ],
    folder: FolderOption = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="Only this article; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Ask each article the same question, the newest first.

    Exits with 3 when no article answers.
    """
    asked = joined(question)
    with opened(folder) as assistant:
        found = assistant.compare(asked, articles=article or None, since=since, until=until)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=True, indent=2))
    elif found.articles:
        _show(found)
    if not found.articles:
        typer.echo("No article answers this question.", err=True)
        raise typer.Exit(_NOTHING_FOUND)


def _show(found: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("Article", "Answer", "", "Sentence", show_lines=True)
    for one in found.articles:
        mark = one.mark.value
        table.add_row(
            Text(printable(f"{one.citation.title}\n{one.citation.published or 'undated'}")),
            _answer(one),
            Text(_WORDS[mark], style=_STYLES.get(mark, "")),
            Text(printable(" ".join(one.citation.quote.split()))),
        )
    console = stdout()
    console.print(table)
    if found.silent:
        listed = printable(", ".join(found.silent))
        console.print(Text(f"Do not answer: {listed}", style="dim"))


def _answer(one: ComparedArticle) -> Text:
    from rich.text import Text

    shown = Text(printable(one.text), style="bold")
    if one.inferred and one.date:
        shown.append(f"\n({one.date}, worked out)", style="dim")
    return shown
