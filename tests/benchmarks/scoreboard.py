"""One table over a fixed panel: what a change to retrieval, reading or judging does to every set.

    uv run python tests/benchmarks/scoreboard.py DATA [--questions N] [--cases DIR] [--home DIR]
        [--output FILE.json] [--before FILE.json]

DATA is a folder with files in SQuAD's format, found by name wherever they lie below it:
``dev-v2.0`` (its articles with odd numbers, counted from 0: on others the reader has been trained
or fitted), ``squadshifts-*`` and ``dev-a`` (NewsQA). A set that is absent is named and left out.
The texts that were written for the reader lie in the project (``qa/training/texts``); of those held
out, the odd ones are asked. Three tables are printed:

* *pooled*: all articles of a set are one folder, and the assistant is asked as a user would;
* *paragraph given*: the span reader alone, each question with its own paragraph;
* *minimal cases*: with ``--cases``, folders that hold ``articles/`` and ``question.txt``.

The questions are the same at every run (drawn with a fixed seed). ``--home`` keeps articles and
indexes for the next run. ``--before`` puts an earlier run's figures beside these.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from reporting import print_table, write_json
from rich.console import Console
from rich.progress import track

from qa import Answer, Assistant, QAError, load_settings, training
from qa.evaluation import GoldQuestion, GoldSet, evaluate, load_gold, write_articles
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.run import sample
from qa.models import SpanReader
from qa.resources import seeds_folder
from qa.training.scoring import read_questions, score_reader

#: What is taken of a pooled set, beside "shown and wrong".
TAKEN = (
    "exact_match",
    "f1",
    "answerable_f1",
    "refusal_precision",
    "refusal_recall",
    "citation_f1",
    "ece",
    "hit@1",
    "hit@5",
    "seconds_median",
)
#: Sets by the part of the file's name that tells them.
SETS = {
    "SQuAD 2.0, odd articles": "dev-v2.0.json.gz",
    "New Wiki": "squadshifts-newwiki.json.gz",
    "Amazon": "squadshifts-amazon.json.gz",
    "Reddit": "squadshifts-reddit.json.gz",
    "NewsQA-A": "dev-a.json.gz",
    "texts written for it": "held-out.json.gz",
}
#: Where that last one lies.
WRITTEN = Path(training.__file__).parent / "texts"
#: Of these sets only the articles with odd numbers are asked.
ODD = {"dev-v2.0.json.gz", "held-out.json.gz"}
#: Sets whose paragraphs hold one answer each; a NewsQA "paragraph" is a whole story.
GIVEN = ("SQuAD 2.0, odd articles", "New Wiki", "Amazon", "Reddit", "texts written for it")

Figures = dict[str, float | None]


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--questions", type=int, default=200, metavar="N", help="of each set")
    parser.add_argument("--only", action="append", help="a set's name; may be repeated")
    parser.add_argument("--cases", type=Path, metavar="DIR", help="minimal cases")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep articles and indexes here")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    parser.add_argument("--before", type=Path, metavar="JSON", help="an earlier run's figures")
    arguments = parser.parse_args()
    before = json.loads(arguments.before.read_text("utf-8")) if arguments.before else {}
    with tempfile.TemporaryDirectory() as temporary:
        try:
            figures = measure_all(arguments, arguments.home or Path(temporary))
        except QAError as error:
            sys.exit(f"{error}\n{error.hint}")
    for title, rows in figures.items():
        show(title, rows, before.get(title, {}))
    if arguments.output:
        write_json(arguments.output, figures)


def measure_all(arguments: argparse.Namespace, home: Path) -> dict[str, dict[str, Figures]]:
    """Take the figures of every set that is there."""
    places = (arguments.data, WRITTEN)
    files = {name: _find(places, file) for name, file in SETS.items()}
    wanted = [name for name, file in files.items() if file is not None]
    for name in sorted(set(SETS) - set(wanted)):
        print(f"{name}: there is no {SETS[name]} below {arguments.data}", file=sys.stderr)
    if arguments.only:
        wanted = [name for name in wanted if name in arguments.only]
    pooled, given = {}, {}
    if not arguments.only or "sample articles" in arguments.only:
        gold = load_gold(seeds_folder() / "gold.jsonl")
        pooled["sample articles"] = ask(
            "sample articles", gold, gold.questions, seeds_folder() / "articles", home
        )
    for name in wanted:
        file = files[name]
        assert file is not None
        pooled[name] = ask_pool(name, file, arguments.questions, home)
    for name in [name for name in GIVEN if name in wanted]:
        file = files[name]
        assert file is not None
        given[name] = read_given(file, 3 * arguments.questions)
    figures = {"pooled": pooled, "paragraph given": given}
    if arguments.cases:
        figures["minimal cases"] = {"cases": ask_cases(arguments.cases, home)}
    return figures


def ask_pool(name: str, file: Path, count: int, home: Path) -> Figures:
    """Ask a sample of a set's questions of all its articles together."""
    if file.name in ODD:
        entries = json.loads(gzip.decompress(file.read_bytes()))["data"][1::2]
        home.mkdir(parents=True, exist_ok=True)
        file = home / file.name.removesuffix(".gz")
        file.write_text(json.dumps({"data": entries}), "utf-8")
    gold = load_gold(file)
    folder = home / "articles" / gold.digest()
    write_articles(gold, folder)
    return ask(name, gold, sample(gold.questions, count, seed=0), folder, home)


def ask(
    name: str, gold: GoldSet, questions: Sequence[GoldQuestion], folder: Path, home: Path
) -> Figures:
    """Ask gold questions as a user would; score answers, refusals, citations, confidence."""
    settings = load_settings(home=home / "home")
    free = settings.model_copy(update={"threshold": 0.0})
    print(f"{name}: {len(questions)} questions", file=sys.stderr)
    with Assistant.open(folder, settings=free) as assistant:
        assistant.ask("What is this about?")  # loads the models
        records = evaluate(
            replace(gold, questions=tuple(questions)),
            assistant,
            threshold=settings.threshold,
            read=settings.read,
        )
    figures: Figures = {}
    for each in MEASURES:
        if each.key in TAKEN:
            value = each.statistic(each.rows(records))
            figures[each.key] = None if value != value else float(value)
    shown = [record for record in records if not record.refused]
    figures["shown and wrong"] = sum(not record.right for record in shown) / len(records)
    return figures


def read_given(file: Path, count: int) -> Figures:
    """Have the reader read each question's own paragraph."""
    rows = read_questions(file, odd=file.name in ODD)
    asked = random.Random(0).sample(rows, min(count, len(rows)))
    scores = asdict(score_reader(SpanReader(folder=load_settings().reader), asked))
    return {name: scores[name] for name in ("exact_match", "f1", "best_f1", "area")}


def ask_cases(folder: Path, home: Path) -> Figures:
    """Ask minimal cases: ``question.txt`` holds ``question :: expected``, a line a question.

    ``|`` separates wordings of which one must show, `` ... `` parts that must all show, and REFUSE
    asks for a refusal.
    """
    short = shown = total = 0
    cases = sorted(path.parent for path in folder.glob("*/question.txt"))
    for case in track(cases, "cases", console=Console(stderr=True)):
        lines = (case / "question.txt").read_text("utf-8").splitlines()
        rows = [line.split(" :: ", 1) for line in lines if " :: " in line]
        total += len(rows)
        try:
            with Assistant.open(
                case / "articles", settings=load_settings(home=home / "cases"), sync="always"
            ) as assistant:
                answers = [assistant.ask(question) for question, _ in rows]
        except QAError as error:
            print(f"{case.name}: {error}", file=sys.stderr)
            continue
        for (_, expected), answer in zip(rows, answers, strict=True):
            right, seen = _judge(expected.strip(), answer)
            short, shown = short + right, shown + seen
    return {"questions": total, "short": short / total, "shown": shown / total}


def _judge(expected: str, answer: Answer) -> tuple[bool, bool]:
    if "REFUSE" in expected:
        other = expected.replace("REFUSE|", "")
        right = answer.refused or (other != "REFUSE" and _shows(other, answer.text))
        return right, right
    if answer.refused:
        return False, False
    right = _shows(expected, answer.text)
    everything = " ".join([answer.text, *(one.text for one in answer.support)])
    return right, right or _shows(expected, everything)


def _shows(expected: str, text: str) -> bool:
    held = f" {_plain(text)} ".replace(". ", " ").replace(", ", " ")
    return all(
        any(_plain(one).strip(" .,") in held for one in part.split("|"))
        for part in expected.split(" ... ")
    )


def _plain(text: str) -> str:
    words = "".join(c if c.isalnum() or c in "%.,:'$£€-" else " " for c in text.lower())
    return " ".join(words.replace("’", "'").split())  # noqa: RUF001 - as articles print it


def _find(folders: Sequence[Path], name: str) -> Path | None:
    return next((path for folder in folders for path in sorted(folder.rglob(name))), None)


def show(title: str, rows: Mapping[str, Figures], before: Mapping[str, Any]) -> None:
    """Print one table; an earlier run's figures stand in front of an arrow."""
    if not rows:
        return
    columns = list(dict.fromkeys(column for figures in rows.values() for column in figures))
    print_table(
        title,
        ["", *columns],
        [
            [name, *(_cell(figures.get(c), before.get(name, {}).get(c)) for c in columns)]
            for name, figures in rows.items()
        ],
    )


def _cell(now: float | None, before: float | None) -> str:
    told = _told(now)
    return told if before is None else f"{_told(before)} > {told}"


def _told(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}".removeprefix("0")


if __name__ == "__main__":
    main()
