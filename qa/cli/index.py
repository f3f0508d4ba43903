"""`qa index`: brings a folder's index up to date."""

from __future__ import annotations

import shlex
from collections import Counter
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

#: The language that the models were trained on, and the code for an unknown one.
_KNOWN = ("en", "und")


def index(
    directory: FolderArgument = None,
    folder: FolderOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Discard the index and build it again.")
    ] = False,
    join: Annotated[
        bool,
        typer.Option(
            "--join",
            help="Share the work with other machines that run this command on the same folder; "
            "needs a Chroma server (QA_CHROMA_URL).",
        ),
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
            report = assistant.sync(progress, rebuild=rebuild, join=join)
            languages = Counter(record.language for record in assistant.articles())
    typer.echo(printable(report.summary()))
    if report.taken is not None:
        typer.echo(
            f"This machine took {counted(report.taken, 'file')} and embedded "
            f"{counted(report.embedded, 'passage')}."
        )
    if report.rebuilt and not rebuild:
        notice(f"The whole index was rebuilt: {report.rebuilt.removesuffix('.')}.")
    if others := _other_languages(languages):
        notice(others)
    show_skipped(report.skipped, f"qa status --folder {asked}")
    typer.echo(
        f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}, "
        f"{report.seconds:.1f} s."
    )
    if report.advice:
        notice(report.advice)
    if report.articles:
        typer.echo("Ask a question:")
        typer.echo(f'  qa ask --folder {asked} "When did it happen?"')


def _other_languages(languages: Counter[str]) -> str:
    """Say how many articles are in languages that the models do not know; empty if none is."""
    others = [(code, count) for code, count in languages.most_common() if code not in _KNOWN]
    if not others:
        return ""
    many = sum(count for _, count in others)
    listed = ", ".join(f"{code}: {count:,}" for code, count in others)
    return (
        f"{counted(many, 'article')} {'is' if many == 1 else 'are'} in a language that the models "
        f"do not know ({listed}). What {'it says' if many == 1 else 'they say'} may not be found."
    )
