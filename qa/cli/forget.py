"""`qa forget`: deletes what is stored of a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.answers import counted
from qa.cli.console import FolderOption, asked_folder, named_folder, notice, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.settings import Settings

__all__ = ["forget"]

# How many files that were left are listed at most.
_MOST_LISTED = 20


def forget(
    directory: Annotated[
        str | None,
        typer.Argument(metavar="DIR", help="Folder of articles, or file of gold questions."),
    ] = None,
    folder: FolderOption = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Everything: all indexes, conversations, feedback, uploads."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete what is stored of a folder, or all that was ever stored.

    Of a folder, that is its index, uploads, conversations and feedback. No file of yours is
    deleted. Of questions that bring their articles along, the copies made for `qa eval` go as well.
    """
    from qa.errors import ConfigurationError
    from qa.settings import load_settings

    settings = load_settings()
    named = named_folder(directory, folder)
    if everything and named is not None:
        raise ConfigurationError(
            "A folder and --all were both given.", hint="Give one of them: the folder, or --all."
        )
    if everything:
        _forget_everything(settings, yes=yes)
    else:
        _forget_folder(named, settings, yes=yes)


def _forget_everything(settings: Settings, *, yes: bool) -> None:
    from qa.assistant import forget_everything, home_bytes

    home = settings.home
    size = home_bytes(home)
    if not size:
        notice(f"qa has stored nothing in {home}.")
        return
    what = f"all indexes, conversations, feedback, uploads, users of the chat and logs in {home}"
    _confirm(what, size, yes=yes)
    left = forget_everything(home)
    typer.echo(printable(f"Deleted {what}."))
    _tell_left(left, home)
    if settings.chroma_url:
        notice(f"Indexes on {settings.chroma_url} are still there; delete each: qa forget DIR")


def _forget_folder(folder: str | None, settings: Settings, *, yes: bool) -> None:
    from qa.assistant import Assistant
    from qa.errors import ConfigurationError
    from qa.evaluation import load_gold
    from qa.web.forgetting import count_conversations, forget_conversations

    path = asked_folder(
        folder, settings, "this concerns the two sample articles; --folder DIR names your own"
    )
    copies: list[Path] = []
    if path.is_file():
        gold = load_gold(path)
        if not gold.articles:
            raise ConfigurationError(
                f"{path} brings no articles along, so nothing is stored of it.",
                hint="Name the folder of articles instead: qa forget DIR",
            )
        path = settings.home / "evaluation" / gold.digest()  # where `qa eval` puts its articles
        copies = [path / name for name, _ in gold.articles]
    talked, real = settings.home / "chat.sqlite", str(path.resolve())
    conversations = count_conversations(talked, real)
    what = f"the index of {path}"
    with Assistant(path, settings) as assistant:
        if assistant.uploads.is_dir():
            what += " with the files uploaded for it"
        if conversations:
            what += f" and {counted(conversations, 'conversation')} about it"
        if assistant.is_stored or conversations:
            _confirm(what, assistant.stored_bytes, yes=yes)
        # Where nothing at all is stored, this says so, before anyone is asked anything.
        left = assistant.forget() if assistant.is_stored or not conversations else []
    forget_conversations(talked, real)
    if copies:
        left += _delete_copies(copies, path)
    typer.echo(printable(f"Deleted {what}."))
    _tell_left(left, settings.home)


def _delete_copies(copies: Sequence[Path], folder: Path) -> list[Path]:
    """Delete copies of articles and their folder; return the other files there, which are left."""
    for copy in copies:
        copy.unlink(missing_ok=True)
    left = sorted(folder.iterdir()) if folder.is_dir() else []
    if folder.is_dir() and not left:
        folder.rmdir()
    return left


def _confirm(what: str, size: int, *, yes: bool) -> None:
    from qa.errors import ConfigurationError

    if yes:
        return
    try:
        agreed = typer.confirm(printable(f"Delete {what} ({size / 1e6:.1f} MB)?"))
    except typer.Abort:
        if sys.stdin.isatty():
            raise
        typer.echo()  # the line of the question is still open
        raise ConfigurationError(
            "Nothing was deleted, since there was no answer to whether to delete.",
            hint="Add --yes to delete without being asked.",
        ) from None
    if not agreed:
        raise typer.Abort


def _tell_left(left: Sequence[Path], home: Path) -> None:
    """Print which files were not deleted, since this program has not written them."""
    if not left:
        return
    notice(f"Left in {home}, since qa did not write it:")
    for path in left[:_MOST_LISTED]:
        notice(f"  {path.relative_to(home)}")
    if len(left) > _MOST_LISTED:
        notice(f"  … and {len(left) - _MOST_LISTED} more")
