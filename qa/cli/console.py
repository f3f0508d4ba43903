"""Writes to the terminal: answers to stdout, progress and messages to stderr."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.text import Text

    from qa.assistant import Assistant, SyncMode, SyncProgress
    from qa.errors import QAError
    from qa.settings import Settings

__all__ = [
    "FolderArgument",
    "FolderOption",
    "asked_folder",
    "complain",
    "indexing",
    "joined",
    "named_folder",
    "notice",
    "opened",
    "printable",
    "show_indented",
    "show_skipped",
    "stderr",
    "stdout",
]

#: The same option for all commands that concern one folder.
FolderOption = Annotated[
    str | None,
    typer.Option(
        "--folder",
        "-f",
        metavar="DIR",
        help="Folder of articles. [default: QA_FOLDER, else the two sample articles]",
    ),
]
#: The same folder as an argument, for commands without other arguments; see `named_folder`.
FolderArgument = Annotated[
    str | None, typer.Argument(metavar="DIR", help="Folder of articles; --folder DIR does too.")
]

# How many skipped files are listed at most.
_MOST_SKIPPED = 20
# C0 and C1 controls, among them the escape that begins a terminal command, and the marks that turn
# the direction of writing. Line breaks and tabs stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Make text from an article, a file name or a question harmless to a terminal."""
    cleaned = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return cleaned.encode("utf-8", "replace").decode("utf-8")


def show_indented(console: Console, text: Text) -> None:
    """Print a paragraph indented by four columns; it is wrapped on a terminal only."""
    from rich.padding import Padding
    from rich.text import Text

    if console.soft_wrap:
        console.print(Text.assemble(" " * 4, text))
    else:
        console.print(Padding(text, (0, 0, 0, 4)))


def stdout() -> Console:
    """Return the console for answers; it has colour only if it is a terminal."""
    from rich.console import Console

    class Stdout(Console):
        """Lets the command decide what happens if the program that reads its output has ended."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise BrokenPipeError

    return Stdout(highlight=False, emoji=False, markup=False, soft_wrap=not sys.stdout.isatty())


def stderr() -> Console:
    """Return the console for progress, notices and errors."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def complain(error: QAError) -> None:
    """Print what went wrong and what to do, one line each, on stderr."""
    from qa.errors import NothingReadableError

    _one_line(f"qa: {error}")
    if isinstance(error, NothingReadableError):
        show_skipped(error.skipped)
    if error.hint:
        _one_line(f"    {error.hint}")


def show_skipped(skipped: Mapping[str, str], rest: str = "") -> None:
    """List on stderr what was skipped, and why.

    Args:
        skipped: Reasons by relative path.
        rest: A command that lists all of them if there are too many to show.
    """
    for path, reason in list(skipped.items())[:_MOST_SKIPPED]:
        _one_line(f"  skipped {path}: {reason}")
    if len(skipped) > _MOST_SKIPPED:
        _one_line(f"  … and {len(skipped) - _MOST_SKIPPED} more" + (f": {rest}" if rest else ""))


def _one_line(text: str) -> None:
    typer.echo(" ".join(printable(text).split("\n")), err=True)


def notice(text: str) -> None:
    """Print a message on stderr."""
    typer.echo(printable(text), err=True)


def named_folder(argument: str | None, option: str | None) -> str | None:
    """Return the folder given as an argument or as ``--folder``; None if neither is.

    Raises:
        ConfigurationError: Both were given.
    """
    if argument is not None and option is not None:
        from qa.errors import ConfigurationError

        raise ConfigurationError(
            f"Two folders were given: {argument}, and --folder {option}.",
            hint="Give one of them.",
        )
    return option if argument is None else argument


def joined(words: Sequence[str]) -> str:
    """Return a question that may have come in several words, since it was not quoted.

    Raises:
        QuestionError: Something stands beside a question that was quoted, such as a folder.
    """
    if len(words) > 1 and any(len(word.split()) > 1 for word in words):
        from qa.errors import QuestionError

        raise QuestionError(
            f"More than one question was given: {', '.join(map(repr, words))}.",
            hint="Put the whole question in quotation marks; name a folder with --folder DIR.",
        )
    return " ".join(words)


def asked_folder(
    folder: str | None,
    settings: Settings,
    samples: str = "asking the two sample articles; --folder DIR asks your own",
) -> Path:
    """Return the folder that a command concerns.

    Args:
        folder: The folder that was named, if any; it wins over that of the settings.
        settings: The settings.
        samples: The message if neither names a folder, so that the two sample articles are asked.
    """
    from qa.resources import seeds_folder

    if folder is not None:
        return Path(folder)
    if settings.folder is not None:
        return settings.folder
    notice(samples)
    return seeds_folder() / "articles"


@contextmanager
def opened(folder: str | None, *, sync: SyncMode = "missing") -> Iterator[Assistant]:
    """Open the folder asked, with a progress bar if it must be indexed first."""
    from qa.settings import load_settings

    settings = load_settings()
    path = asked_folder(folder, settings)
    with indexing() as progress:
        from qa.assistant import Assistant

        assistant = Assistant.open(path, settings=settings, sync=sync, progress=progress)
    with assistant:
        yield assistant


@contextmanager
def indexing() -> Iterator[SyncProgress]:
    """Draw a bar with rate and time left while a folder is indexed; nothing before it begins."""
    bars: list[Bar] = []

    def update(done: int, total: int, phase: str) -> None:
        if not bars:
            bars.append(_started_bar())
        (bar,) = bars
        (task,) = bar.tasks
        bar.update(
            task.id,
            completed=done,
            total=max(total, done),
            description="Saving" if phase == "saving" else "Indexing",
            rate=task.finished_speed or task.speed or 0.0,
        )

    try:
        yield update
    finally:
        for bar in bars:
            bar.stop()


def _started_bar() -> Bar:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    bar = Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("passages, {task.fields[rate]:.0f}/s"),
        TimeRemainingColumn(),
        console=stderr(),
        transient=True,
        # Where nothing can be drawn over, rich would leave an empty line for each bar.
        disable=not sys.stderr.isatty(),
    )
    bar.add_task("Indexing", total=None, rate=0.0)
    bar.start()
    return bar
