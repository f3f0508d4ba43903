"""`qa eval`: scores the assistant on gold questions, and shows what to improve."""

from __future__ import annotations

import hashlib
import shlex
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.console import FolderOption, indexing, notice, printable, stderr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.assistant import Assistant
    from qa.evaluation import EvaluationProgress, GoldSet, Report
    from qa.settings import Settings

__all__ = ["evaluate"]

_BOUND_MISSED = 1
_JOURNAL = "unfinished.jsonl"
_STARTER = "gold.jsonl"


def evaluate(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="Gold questions: .jsonl, .csv, or SQuAD's .json or .json.gz. "
            "[default: those on the two sample articles]",
        ),
    ] = None,
    folder: FolderOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write report.json and report.html there; a run that was stopped goes on.",
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(metavar="REPORT", help="An earlier report.json: show what changed."),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="MEASURE=LEAST", help="Exit with 1 below this; may be repeated."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only so many questions, drawn at random.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which questions are drawn.")] = 0,
    init: Annotated[
        bool, typer.Option("--init", help="Write a commented starter file for your folder.")
    ] = False,
) -> None:
    """Score the assistant on questions whose answers are known.

    Answers, refusals, citations, retrieval and speed are scored. Exits with 0, or with 1 where a
    --fail-under is not kept.
    """
    if init:
        _write_starter(Path(file or _STARTER), folder)
        return
    from qa.cli.eval_tables import show_comparison, show_report
    from qa.evaluation import (
        check_minimums,
        compare_reports,
        parse_minimum,
        read_report,
        write_page,
        write_report,
    )

    minimums = [parse_minimum(text) for text in fail_under or ()]
    earlier = read_report(Path(compare)) if compare else None
    report = _run(file, folder, Path(output) / _JOURNAL if output else None, limit, seed)
    comparison = compare_reports(earlier, report, seed=seed) if earlier else None
    if output:  # before anything is printed, since the program that reads the output may end
        write_report(report, Path(output))
        page = write_page(report, Path(output), comparison)
        # A later run is meant to ask again.
        (Path(output) / _JOURNAL).unlink(missing_ok=True)
    show_report(report)
    if comparison:
        show_comparison(comparison)
    if output:
        typer.echo(f"\nEvery question: {printable(str(page))}")
    missed = check_minimums(report, minimums)
    for each in missed:
        value = "not defined here" if each.value is None else f"{each.value:.3f}"
        notice(f"qa: {each.minimum.key} is {value}, under {each.minimum.least:g}")
    if missed:
        raise typer.Exit(_BOUND_MISSED)


def _run(
    file: str | None, folder: str | None, journal: Path | None, limit: int | None, seed: int
) -> Report:
    from qa.evaluation import About, Journal, evaluate, make_report
    from qa.settings import load_settings

    settings = load_settings()
    gold, asked = _gold(file, folder, settings)
    _name(asked)
    started, clock = datetime.now(UTC), perf_counter()
    with ExitStack() as stack:
        # No gold question is refused while asking: the threshold is applied to what comes back, so
        # that the report shows what other thresholds would do. Questions that come before a
        # follow-up are refused as a user would see it.
        open_at = settings.model_copy(update={"threshold": 0.0})
        assistant = stack.enter_context(_opened(asked, open_at))
        follows = any(question.history for question in gold.questions)
        earlier = stack.enter_context(_opened(asked, settings)) if follows else None
        with _asking() as progress:
            records = evaluate(
                gold,
                assistant,
                earlier=earlier,
                threshold=settings.threshold,
                read=settings.read,
                limit=limit,
                seed=seed,
                journal=Journal(journal, _key(gold, settings, assistant)) if journal else None,
                progress=progress,
            )
        articles = len(assistant.articles())
    about = About(
        gold=gold.name,
        gold_digest=gold.digest(),
        folder=str(asked.resolve()),
        articles=articles,
        threshold=settings.threshold,
        read=settings.read,
        settings_hash=settings.digest(),
        version=_version(),
        started=started.isoformat(timespec="seconds"),
        seconds=perf_counter() - clock,
        limit=limit,
        seed=seed,
    )
    return make_report(records, about)


def _gold(file: str | None, folder: str | None, settings: Settings) -> tuple[GoldSet, Path]:
    """Return the questions and the folder that they are about."""
    from qa.errors import ConfigurationError
    from qa.evaluation import load_gold, write_articles
    from qa.resources import seeds_folder

    samples = seeds_folder() / "articles"
    if file is None:
        if folder or settings.folder:
            option = f" --folder {shlex.quote(folder)}" if folder else ""
            raise ConfigurationError(
                "FILE is missing: which questions are to be asked about your own folder?",
                hint=f"Write some: qa eval --init {_STARTER}{option}; then: qa eval {_STARTER}",
            )
        return load_gold(seeds_folder() / "gold.jsonl"), samples
    gold = load_gold(Path(file))
    if not gold.articles:
        return gold, Path(folder or gold.folder or settings.folder or samples)
    if folder:
        raise ConfigurationError(
            f"{gold.name} brings the articles it asks about.", hint="Leave --folder out."
        )
    brought = settings.home / "evaluation" / gold.digest()
    write_articles(gold, brought)
    return gold, brought


def _name(folder: Path) -> None:
    """Print which folder is asked."""
    from qa.resources import seeds_folder

    if folder == seeds_folder() / "articles":
        notice("asking the two sample articles; --folder DIR asks your own")
    else:
        notice(f"asking the folder {folder.resolve()}")


@contextmanager
def _opened(folder: Path, settings: Settings) -> Iterator[Assistant]:
    with indexing() as progress:
        from qa.assistant import Assistant

        assistant = Assistant.open(folder, settings=settings, progress=progress)
    with assistant:
        yield assistant


@contextmanager
def _asking() -> Iterator[EvaluationProgress]:
    """Draw a bar while questions are asked."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr(), transient=True) as bar:
        task = bar.add_task("Asking", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _key(gold: GoldSet, settings: Settings, assistant: Assistant) -> str:
    """Identify a run: questions, settings, version and the articles as they are indexed."""
    parts = (gold.digest(), settings.digest(), _version(), assistant.articles())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _write_starter(file: Path, folder: str | None) -> None:
    from qa.errors import ConfigurationError, StorageError
    from qa.evaluation import starter
    from qa.resources import seeds_folder
    from qa.settings import load_settings

    settings = load_settings()
    own = folder or settings.folder
    asked = Path(own or seeds_folder() / "articles")
    _name(asked)
    with _opened(asked, settings) as assistant:
        articles = assistant.articles()
        first = assistant.article(articles[0].article_id).text if articles else ""
    try:
        with file.open("x", encoding="utf-8") as new:
            paths = [article.path for article in articles]
            # Where the sample articles lie depends on the installation: their file names no folder.
            new.write(starter(paths, first, file=file, folder=asked if own else None))
    except FileExistsError as error:
        raise ConfigurationError(
            f"{file} is there already and was left as it is.",
            hint="Give another name: qa eval --init NAME.jsonl",
        ) from error
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written: {error.strerror}.", hint="Choose another place."
        ) from error
    typer.echo(f"Wrote {printable(str(file))}. Fill it in, then: qa eval {printable(str(file))}")


def _version() -> str:
    from importlib.metadata import version

    return version("qa")
