"""What a language model adds to the short answers, and what it costs.

    uv run python tests/benchmarks/written_answers.py --gguf model.gguf [--rows 40] [--seconds 270]
    uv run python tests/benchmarks/written_answers.py --url http://localhost:11434/v1 --model NAME

Asks a sample, drawn by seed, of the gold questions about the sample articles, those with a history
left out. The short answer and the prose below it are scored side by side. Prose is whole
sentences, so that its F1 against short gold answers is bounded by its length: "holds a gold answer"
says how often a right answer stands in it. What was asked is kept in ``--output``; a second run
with the same file goes on where the first ended.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

from reporting import print_table

from qa import Answer, Assistant, Settings
from qa.evaluation.corpus import Corpus
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.loading import load_gold
from qa.evaluation.metrics import TextRange, contains_answer, score_citations, token_f1
from qa.resources import seeds_folder

SEED = 6


def ask(assistant: Assistant, corpus: Corpus, gold: GoldQuestion) -> dict[str, Any]:
    """Ask a question; return the figures of the short answer and of the prose."""
    started = time.perf_counter()
    short_seconds = first_seconds = None
    for answer in assistant.stream(gold.question):
        passed = time.perf_counter() - started
        short_seconds = short_seconds or passed
        if answer.prose and first_seconds is None:
            first_seconds = passed
    prose = [statement for statement in answer.prose if statement.supported]
    numbers = {number for statement in prose for number in statement.citations}
    written = " ".join(statement.text for statement in prose)
    cited = {number for statement in answer.support for number in statement.citations}
    short = "" if answer.refused else answer.text
    return {
        "id": gold.id,
        "answerable": gold.answerable,
        "short": {"text": short, "seconds_first": short_seconds, "seconds_end": short_seconds}
        | scores(corpus, gold, answer, short, cited),
        "prose": {"text": written, "seconds_first": first_seconds, "seconds_end": passed}
        | scores(corpus, gold, answer, written, numbers)
        | {
            "shown": len(answer.prose),
            "unsupported": sum(not statement.supported for statement in answer.prose),
        },
        "notices": [notice.text for notice in answer.notices],
    }


def scores(
    corpus: Corpus, gold: GoldQuestion, answer: Answer, text: str, numbers: set[int]
) -> dict[str, Any]:
    """Score a text and the citations that it names against the gold row."""
    evidence = corpus.locate(gold.evidence)
    cited = [
        TextRange(c.article_id, c.start, c.end) for c in answer.citations if c.number in numbers
    ]
    cites = score_citations(cited, evidence) if evidence and text else None
    return {
        "f1": token_f1(text, gold.answers),
        "holds": contains_answer(text, gold.answers) if gold.answerable else None,
        "precision": cites.precision if cites else None,
        "recall": cites.recall if cites else None,
    }


def row(name: str, asked: Sequence[dict[str, Any]], kind: str) -> list[str]:
    """Return a line of the table."""
    told = [one[kind] for one in asked]

    def average(key: str) -> str:
        known = [one[key] for one in told if one[key] is not None]
        return f"{mean(known):.3f}" if known else "-"

    refused = [not one[kind]["text"] for one in asked if not one["answerable"]]
    seconds = [
        f"{median(known):.1f}" if known else "-"
        for key in ("seconds_first", "seconds_end")
        for known in [[one[key] for one in told if one[key] is not None]]
    ]
    return [
        name,
        average("f1"),
        average("holds"),
        f"{sum(refused)}/{len(refused)}",
        average("precision"),
        average("recall"),
        *seconds,
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--gguf", type=Path)
    parser.add_argument("--url", default="")
    parser.add_argument("--model", default="")
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--passages", type=int, default=8, help="given to the model")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no row later")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    begun = time.monotonic()
    gold = [one for one in load_gold(seeds_folder() / "gold.jsonl").questions if not one.history]
    sample = random.Random(SEED).sample(gold, min(arguments.rows, len(gold)))
    output = arguments.output
    asked = json.loads(output.read_text("utf-8")) if output and output.is_file() else []
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(
            home=Path(home),
            llm_gguf=arguments.gguf,
            llm_url=arguments.url,
            llm_model=arguments.model,
            llm_passages=arguments.passages,
            llm_tokens=192,
            llm_timeout=300,
            unsupported="mark",
        )
        with Assistant.open(seeds_folder() / "articles", settings=settings) as assistant:
            for _ in assistant.stream("What is Takuba?"):  # loads the models
                pass
            corpus = Corpus(assistant)
            for one in sample[len(asked) :]:
                if time.monotonic() - begun > arguments.seconds:
                    break
                asked.append(ask(assistant, corpus, one))
                if output:
                    output.write_text(json.dumps(asked, indent=1), encoding="utf-8")
    shown = sum(one["prose"]["shown"] for one in asked)
    unsupported = sum(one["prose"]["unsupported"] for one in asked)
    print_table(
        f"{len(asked)} of {len(gold)} gold questions; {unsupported} of the model's {shown} "
        "sentences unsupported",
        ["", "F1", "holds a gold answer", "unanswerable refused", "citation precision", "recall",
         "s to the first word", "s to the end"],
        [row("short answer", asked, "short"), row("prose, supported", asked, "prose")],
    )  # fmt: skip


if __name__ == "__main__":
    main()
