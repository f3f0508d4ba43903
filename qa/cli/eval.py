"""`qa eval`: scores the assistant on gold questions, and shows what to improve."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli.console import FolderOption, notice, printable
from qa.cli.eval_running import STARTER, Plan, name_folder, opened_folder, run, settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evaluation import Comparison, Minimum, Report

__all__ = ["evaluate"]

_BOUND_MISSED = 1


def evaluate(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="Gold questions: .jsonl, .ndjson, .csv, a .json list, or SQuAD's .json or "
            ".json.gz. [default: those on the two sample articles]",
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
        typer.Option(
            metavar="MEASURE=BOUND",
            help="Exit with 1 if it is not kept: f1=.85, ece=.1 (at most), fact.f1=.8 (one kind), "
            "f1=-.02 (drop since --compare). May be repeated.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only so many questions, drawn at random.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which questions are drawn.")] = 0,
    threads: Annotated[
        int, typer.Option(min=1, help="Ask so many questions at the same time.")
    ] = 1,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="Only score the passages found.")
    ] = False,
    judge: Annotated[
        bool, typer.Option("--judge", help="Let the language model judge the answers, too.")
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Score the answers of another system, as JSON Lines."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Run again with this setting, and compare; NAME=VALUE,NAME=VALUE changes both at "
            "once. May be repeated.",
        ),
    ] = None,
    junit: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the questions as JUnit XML.")
    ] = None,
    table: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="Write the questions as CSV.")
    ] = None,
    trend: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write trend.html over the reports in DIR; ask nothing."),
    ] = None,
    draft: Annotated[
        int | None,
        typer.Option(min=1, help="Propose so many questions about your folder, in a new FILE."),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Keep, mend or drop the proposed questions of FILE.")
    ] = False,
    init: Annotated[
        bool, typer.Option("--init", help="Write a commented starter file for your folder.")
    ] = False,
) -> None:
    """Score the assistant on questions whose answers are known.

    Answers, refusals, citations, retrieval and speed are scored. Exits with 0, or with 1 where a
    --fail-under is not kept.

    A gold row has the keys, or a CSV file the columns: question; answers; answerable; evidence
    (path and quote); kind; history (questions before a follow-up); expect (kinds of notices, or
    words that the answer must contain); since, until, articles (which articles are asked); meta
    (for breakdowns; in CSV columns meta.NAME); id. In CSV, | separates the items of a list.
    """
    if init:
        _write_starter(Path(file or STARTER), folder)
        return
    if draft or review:
        from qa.cli.eval_drafts import review_drafts, write_drafts

        if draft:
            write_drafts(Path(file or STARTER), folder, draft, seed)
        else:
            review_drafts(Path(file or STARTER))
        return
    if trend:
        _write_trend(Path(trend))
        return
    from qa.evaluation import compare_reports, parse_minimum, read_report

    bounds = [parse_minimum(text) for text in fail_under or ()]
    variants = [settings_of(text) for text in settings or ()]
    earlier = read_report(Path(compare)) if compare else None
    _check_combination(answers, variants, retrieval_only, bounds, earlier)
    plan = Plan(
        file, folder, answers, Path(output) if output else None, limit, seed, threads,
        retrieval_only, judge,
    )  # fmt: skip
    report = run(plan)
    comparison = compare_reports(earlier, report, seed=seed) if earlier else None
    page = _write(plan, report, comparison)
    runs = [(_label(changes), _variant(plan, changes, report)) for changes in variants]
    _write_tables(report, junit, table)
    # The program that reads the output may end before all is printed. That says nothing about the
    # bounds, which alone decide with which code this command ends.
    with suppress(BrokenPipeError):
        _show(report, comparison, runs, page)
    _check_bounds(report, bounds, earlier)


def _check_combination(
    answers: str | None,
    variants: Sequence[object],
    retrieval_only: bool,
    bounds: Sequence[Minimum],
    earlier: Report | None,
) -> None:
    from qa.errors import ConfigurationError

    if answers and (variants or retrieval_only):
        raise ConfigurationError(
            "--answers scores answers that are there; nothing is asked.",
            hint="Leave out --set and --retrieval-only, or --answers.",
        )
    if earlier is None and any(bound.is_drop for bound in bounds):
        raise ConfigurationError(
            "A --fail-under below 0 bounds a drop, but there is no earlier run.",
            hint="Name the earlier run's report: --compare report.json",
        )


def _write(plan: Plan, report: Report, comparison: Comparison | None) -> Path | None:
    from qa.evaluation import write_page, write_report

    if plan.output is None:
        return None
    write_report(report, plan.output)
    return write_page(report, plan.output, comparison)


def _variant(
    plan: Plan, changes: tuple[tuple[str, str], ...], base: Report
) -> tuple[Report, Comparison]:
    """Run with other settings, and compare with the first run."""
    from qa.evaluation import compare_reports

    notice(f"with {_label(changes)}")
    output = plan.output / re.sub(r"[^\w.=-]+", "-", _label(changes)) if plan.output else None
    varied = replace(plan, changes=changes, output=output)
    report = run(varied)
    comparison = compare_reports(base, report, seed=plan.seed)
    _write(varied, report, comparison)
    return report, comparison


def _label(changes: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in changes)


def _write_tables(report: Report, junit: str | None, table: str | None) -> None:
    from qa.evaluation import write_csv, write_junit

    if junit:
        write_junit(report.records, Path(junit), f"qa eval {report.about.gold}")
    if table:
        write_csv(report.records, Path(table))


def _show(
    report: Report,
    comparison: Comparison | None,
    runs: Sequence[tuple[str, tuple[Report, Comparison]]],
    page: Path | None,
) -> None:
    from qa.cli.eval_tables import show_comparison, show_report, show_settings

    show_report(report)
    if comparison:
        show_comparison(comparison)
    if runs:
        show_settings(report, runs)
    if page:
        typer.echo(f"\nEvery question: {printable(str(page))}")


def _check_bounds(report: Report, bounds: Sequence[Minimum], earlier: Report | None) -> None:
    from qa.evaluation import check_minimums

    missed = check_minimums(report, bounds, earlier)
    for each in missed:
        notice(f"qa: {each}")
    if missed:
        raise typer.Exit(_BOUND_MISSED)


def _write_trend(folder: Path) -> None:
    from qa.evaluation import read_reports, write_trend

    reports = read_reports(folder)
    page = write_trend(reports, folder)
    typer.echo(f"{len(reports)} reports: {printable(str(page))}")


def _write_starter(file: Path, folder: str | None) -> None:
    from qa.errors import ConfigurationError, StorageError
    from qa.evaluation import starter
    from qa.resources import seeds_folder
    from qa.settings import load_settings

    settings = load_settings()
    own = folder or settings.folder
    asked = Path(own or seeds_folder() / "articles")
    name_folder(asked)
    with opened_folder(asked, settings) as assistant:
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
