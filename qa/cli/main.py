"""The `qa` command: its subcommands, and what happens when one fails."""

from __future__ import annotations

import atexit
import gc
import io
import logging
import os
import sys
import traceback
import warnings
from datetime import UTC, datetime
from typing import Annotated

import typer

from qa.cli import (
    ask,
    chat,
    compare,
    doctor,
    feedback,
    forget,
    index,
    password,
    search,
    status,
    timeline,
    watch,
)
from qa.cli.console import complain
from qa.cli.deferring import defer
from qa.cli.eval import evaluate
from qa.errors import QAError

__all__ = ["app", "main"]

# Objects made before Python looks for cycles among them (its own default: 700). Importing libraries
# makes half a million that stay; looking through them took 0.1 of the 2.5 s of a second `qa ask`.
_BEFORE_CYCLES = 500_000

app = typer.Typer(
    name="qa",
    help="Ask a folder of articles a question; get a short answer with verbatim citations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    ask.ask,
    chat.chat,
    index.index,
    watch.watch,
    doctor.doctor,
    forget.forget,
    search.search,
    compare.compare,
    timeline.timeline,
    status.status,
    password.password,
):
    app.command()(command)
app.command("eval")(evaluate)
app.add_typer(feedback.app, name="feedback")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"qa {version('qa')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say on stderr what is being done.")
    ] = False,
) -> None:
    """Ask a folder of articles a question; get a short answer with verbatim citations."""
    del version
    # The warnings of libraries do not help users.
    warnings.simplefilter("ignore")
    if verbose:
        _log_to_stderr()
    else:
        logging.disable(logging.WARNING)


def _log_to_stderr() -> None:
    """Print what this package logs, with the time, but not what libraries log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("qa")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def main() -> None:
    """Run the command line; an error is shown as a line and a hint, never as a traceback."""
    gc.set_threshold(_BEFORE_CYCLES)
    atexit.register(gc.freeze)  # nor are they looked through when the process ends
    defer()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Terminals, and pipes on Windows, cannot always show all characters of the articles.
            stream.reconfigure(errors="replace")
    try:
        app()
    except QAError as error:
        complain(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The program that reads the output has ended; Python would raise this again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # show one line, and keep the traceback
        complain(QAError(f"Unexpected error: {type(error).__name__}: {error}", hint=_keep(error)))
        sys.exit(1)


def _keep(error: Exception) -> str:
    """Write the traceback to the log, and return where the log is."""
    from qa.settings import load_settings

    try:
        log = load_settings().home / "logs" / "errors.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(
                f"{datetime.now(UTC).isoformat()}\n{''.join(traceback.format_exception(error))}\n"
            )
    except (QAError, OSError):
        return "Please report it."
    return f"Please report it with the details in {log}."
