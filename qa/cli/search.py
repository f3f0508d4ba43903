"""`qa search`: shows passages with their scores, without an answer."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from qa.cli.console import FolderOption, joined, opened, printable, show_indented, stdout

__all__ = ["search"]

_NOTHING_FOUND = 3


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    folder: FolderOption = None,
    k: Annotated[int, typer.Option("-k", min=1, help="Show at most so many passages.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print the passages as JSON.")] = False,
) -> None:
    """Find passages, best first, with their scores.

    The scores are fused, for keywords and for meaning. Exits with 3 when nothing was found.
    """
    from rich.text import Text

    query = joined(words)
    with opened(folder) as assistant:
        hits = assistant.search(query, k)
    if as_json:
        typer.echo(json.dumps([_plain(hit) for hit in hits], ensure_ascii=True, indent=2))
    console = stdout()
    for hit in [] if as_json else hits:
        fields = _plain(hit)
        heading = Text.assemble(
            (f"{fields['score']:.2f} ", "cyan"),
            (f"(keywords {fields['keyword']:.2f}, meaning {fields['cosine']:.2f}) ", "dim"),
            printable(f"{fields['title']} ({fields['published'] or 'undated'})"),
        )
        console.print(heading)
        show_indented(console, Text(printable(" ".join(str(fields["text"]).split()))))
        console.print()
    if not hits:
        typer.echo("Nothing found.", err=True)
        raise typer.Exit(_NOTHING_FOUND)


def _plain(hit: object) -> dict[str, object]:
    from qa.assistant import RetrievedNode

    assert isinstance(hit, RetrievedNode)
    node = hit.node
    fields: dict[str, object] = {
        key: node.metadata[key] for key in ("article_id", "title", "published", "path")
    }
    fields |= {"score": hit.score, "keyword": hit.keyword, "cosine": hit.cosine}
    start, end = node.start_char_idx, node.end_char_idx  # type: ignore[attr-defined]
    return fields | {"text": node.get_content(), "start": start, "end": end}
