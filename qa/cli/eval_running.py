"""Runs gold questions for `qa eval`: opens the folder, asks, and makes the report."""

from __future__ import annotations

import hashlib
import platform
import shlex
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from qa.answers import counted
from qa.cli.console import indexing, notice, stderr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.assistant import Assistant
    from qa.evaluation import EvaluationProgress, GoldSet, Report
    from qa.settings import Settings

__all__ = [
    "STARTER",
    "Plan",
    "gold_and_folder",
    "name_folder",
    "opened_folder",
    "run",
    "settings_of",
]

STARTER = "gold.jsonl"
_JOURNAL = "unfinished.jsonl"
# The libraries that an answer depends on.
_LIBRARIES = ("qa", "chromadb", "llama-index-core", "numpy", "onnxruntime", "tantivy", "tokenizers")


@dataclass(frozen=True)
class Plan:
    """What is asked, and how.

    Attributes:
        file: The gold questions; None for those on the sample articles.
        folder: The folder that was named.
        answers: File with the answers of another system, which are scored instead of asking.
        output: Where the report goes; a run that was stopped goes on from there.
        limit: How many questions are drawn.
        seed: Which questions are drawn.
        threads: How many are asked at the same time.
        retrieval_only: Only search for passages.
        judge: Let the language model judge the answers.
        changes: Settings that differ from those of the environment.
    """

    file: str | None
    folder: str | None
    answers: str | None = None
    output: Path | None = None
    limit: int | None = None
    seed: int = 0
    threads: int = 1
    retrieval_only: bool = False
    judge: bool = False
    changes: tuple[tuple[str, str], ...] = ()


def settings_of(text: str) -> tuple[tuple[str, str], ...]:
    """Parse ``threshold=.3`` or ``threshold=.3,read=40``.

    Raises:
        ConfigurationError: A part is not of the form NAME=VALUE.
    """
    from qa.errors import ConfigurationError

    changes = []
    for part in text.split(","):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not (name and equals and value):
            raise ConfigurationError(
                f"--set {text!r} is not NAME=VALUE.",
                hint="Write it like --set threshold=0.3, or --set threshold=0.3,read=40.",
            )
        changes.append((name, value))
    return tuple(changes)


def run(plan: Plan) -> Report:
    """Ask or score all questions, and return the report."""
    from qa.settings import load_settings

    settings = load_settings(**dict(plan.changes))
    gold, asked = gold_and_folder(plan.file, plan.folder, settings)
    if not plan.changes:  # a run with other settings follows one that has said this
        name_folder(asked)
    if gold.drafts and not plan.changes:
        notice(f"{counted(gold.drafts, 'drafted row')} left out: nobody has confirmed them")
    return (
        _scored(plan, gold, asked, settings)
        if plan.answers
        else _asked(plan, gold, asked, settings)
    )


def _asked(plan: Plan, gold: GoldSet, asked: Path, settings: Settings) -> Report:
    from qa.errors import ConfigurationError
    from qa.evaluation import Journal, evaluate, judge_with, make_report

    started, clock = datetime.now(UTC), perf_counter()
    with ExitStack() as stack:
        # No gold question is refused while asking: the threshold is applied to what comes back, so
        # that the report shows what other thresholds would do. Questions that come before a
        # follow-up are refused as a user would see it.
        open_at = settings.model_copy(update={"threshold": 0.0})
        assistant = stack.enter_context(opened_folder(asked, open_at))
        follows = any(question.history for question in gold.questions)
        earlier = stack.enter_context(opened_folder(asked, settings)) if follows else None
        if plan.judge and not assistant.has_model:
            raise ConfigurationError(
                "--judge needs a language model, and none is set.",
                hint="Set QA_LLM_URL and QA_LLM_MODEL, or leave --judge out.",
            )
        journal = plan.output / _JOURNAL if plan.output else None
        with _asking() as progress:
            records = evaluate(
                gold,
                assistant,
                earlier=earlier,
                threshold=settings.threshold,
                read=settings.read,
                limit=plan.limit,
                seed=plan.seed,
                threads=plan.threads,
                retrieval_only=plan.retrieval_only,
                similarity=assistant.similarity,
                is_prose=assistant.answers_in_prose,
                judge=judge_with(assistant) if plan.judge else None,
                journal=Journal(journal, _key(plan, gold, settings, assistant))
                if journal
                else None,
                progress=progress,
            )
        articles = len(assistant.articles())
    if plan.retrieval_only and (
        left := min(len(gold.questions), plan.limit or len(gold.questions)) - len(records)
    ):
        notice(
            f"{counted(left, 'question')} left out: a follow-up, or a question without an answer, "
            "cannot be searched for"
        )
    about = _about(gold, asked, settings, started.isoformat(timespec="seconds"), articles)
    about = replace(about, limit=plan.limit, seed=plan.seed, threads=plan.threads)
    report = make_report(records, replace(about, seconds=perf_counter() - clock))
    if journal:  # a later run is meant to ask again
        journal.unlink(missing_ok=True)
    return report


def _scored(plan: Plan, gold: GoldSet, asked: Path, settings: Settings) -> Report:
    """Score the answers of another system."""
    from qa.evaluation import load_answers, make_report, score_others

    assert plan.answers is not None
    started, clock = datetime.now(UTC), perf_counter()
    answers = load_answers(Path(plan.answers), gold)
    if answers.missing:
        notice(
            f"{answers.name} has no answer to {counted(len(answers.missing), 'question')}; "
            "they count as refused"
        )
    with opened_folder(asked, settings) as assistant:
        records = score_others(gold, answers, assistant, read=settings.read)
        articles = len(assistant.articles())
    about = _about(gold, asked, settings, started.isoformat(timespec="seconds"), articles)
    about = replace(
        about,
        answers=answers.name,
        threshold=0.0,
        seed=plan.seed,
        settings={},
        seconds=perf_counter() - clock,
    )
    return make_report(records, about)


def gold_and_folder(
    file: str | None, folder: str | None, settings: Settings
) -> tuple[GoldSet, Path]:
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
                hint=f"Write some: qa eval --init {STARTER}{option}; then: qa eval {STARTER}",
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


def name_folder(folder: Path) -> None:
    """Print which folder is asked."""
    from qa.resources import seeds_folder

    if folder == seeds_folder() / "articles":
        notice("asking the two sample articles; --folder DIR asks your own")
    else:
        notice(f"asking the folder {folder.resolve()}")


@contextmanager
def opened_folder(folder: Path, settings: Settings) -> Iterator[Assistant]:
    """Open a folder, with a progress bar if it must be indexed first."""
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


def _about(gold: GoldSet, asked: Path, settings: Settings, started: str, articles: int) -> Any:
    from qa.evaluation import About

    return About(
        gold=gold.name,
        gold_digest=gold.digest(),
        folder=str(asked.resolve()),
        articles=articles,
        threshold=settings.threshold,
        read=settings.read,
        settings_hash=settings.digest(),
        version=_version("qa"),
        started=started,
        seconds=0.0,
        limit=None,
        seed=0,
        settings=settings.effective(),
        versions={"python": platform.python_version()}
        | {name: _version(name) for name in _LIBRARIES},
    )


def _key(plan: Plan, gold: GoldSet, settings: Settings, assistant: Assistant) -> str:
    """Identify a run: questions, settings, version and the articles as they are indexed."""
    parts: tuple[object, ...] = (
        gold.digest(),
        settings.digest(),
        _version("qa"),
        assistant.articles(),
    )
    if plan.retrieval_only or plan.judge:
        parts += ("retrieval only" if plan.retrieval_only else "judged",)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _version(name: str) -> str:
    from importlib.metadata import version

    return version(name)
