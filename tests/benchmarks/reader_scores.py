"""Scores of the span reader alone, each question with its own paragraph.

    uv run python tests/benchmarks/reader_scores.py FILE [--limit N] [--held-out]

FILE is SQuAD 1.1 or 2.0 JSON, plain or .gz. Exact match and F1 are those of the official SQuAD 2.0
script. Where FILE has unanswerable questions, the threshold on the gap that gives the best F1 is
looked for on the same file, as that script does ("best F1 threshold"). `--held-out` takes only the
articles with odd numbers, counted from 0: on some of the even ones of SQuAD 2.0 dev the reader was
trained.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rich.console import Console
from rich.progress import track

from qa.evaluation.metrics.answers import exact_match, token_f1
from qa.models import SpanReader


class Scored(NamedTuple):
    """One question: does it have an answer, the reader's gap, and the scores of its best span."""

    answerable: bool
    gap: float
    exact: float
    f1: float


def questions(path: Path, held_out: bool) -> Iterator[tuple[str, str, list[str]]]:
    """Yield question, paragraph and gold answers (none where unanswerable)."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"][1 if held_out else 0 :: 2 if held_out else 1]
    for article in articles:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                golds = [answer["text"] for answer in asked["answers"]]
                unanswerable = asked.get("is_impossible", False)
                yield asked["question"], paragraph["context"], [] if unanswerable else golds


def best_with_refusal(scored: list[Scored]) -> tuple[float, float, float]:
    """Exact match, F1 and threshold where refusing below the threshold gives the best F1."""
    ordered = sorted(scored, key=lambda one: one.gap)
    exact = sum(one.exact for one in ordered if one.answerable)
    f1 = sum(one.f1 for one in ordered if one.answerable)
    best = (exact, f1, float("-inf"))
    for one in ordered:  # refuse one question more each time, the least certain first
        exact += -one.exact if one.answerable else 1.0
        f1 += -one.f1 if one.answerable else 1.0
        if f1 > best[1]:
            best = (exact, f1, one.gap)
    return best[0] / len(scored), best[1] / len(scored), best[2]


def area_under_curve(scored: list[Scored]) -> float:
    """Chance that an answerable question has a larger gap than one that is not (ROC AUC)."""
    yes = np.array([one.gap for one in scored if one.answerable])
    no = np.array([one.gap for one in scored if not one.answerable])
    return float((yes[:, None] > no[None, :]).mean() + (yes[:, None] == no[None, :]).mean() / 2)


def read_all(reader: SpanReader, asked: list[tuple[str, str, list[str]]]) -> list[Scored]:
    """Read each question's own paragraph, and score the best span."""
    scored = []
    for question, paragraph, golds in track(asked, "reading", console=Console(stderr=True)):
        (reading,) = reader.read(question, [paragraph])
        span = reading.spans[0]
        text = paragraph[span.start : span.end]
        scored.append(
            Scored(bool(golds), reading.gap, exact_match(text, golds), token_f1(text, golds))
        )
    return scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="A random sample of this many questions.")
    parser.add_argument("--held-out", action="store_true", help="Only articles with odd numbers.")
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        sys.exit(f"There is no file {arguments.file}: give a SQuAD-format JSON file.")
    asked = list(questions(arguments.file, arguments.held_out))
    if arguments.limit:
        asked = random.Random(0).sample(asked, min(arguments.limit, len(asked)))
    reader = SpanReader()
    begun = time.perf_counter()
    scored = read_all(reader, asked)
    seconds = time.perf_counter() - begun
    answerable = [one for one in scored if one.answerable]
    print(f"\r{len(scored)} questions, {seconds / len(scored) * 1000:.1f} ms each, one thread")
    print(
        f"answerable ({len(answerable)}), never refusing: "
        f"EM {100 * sum(one.exact for one in answerable) / len(answerable):.1f}, "
        f"F1 {100 * sum(one.f1 for one in answerable) / len(answerable):.1f}"
    )
    if len(answerable) < len(scored):
        exact, f1, threshold = best_with_refusal(scored)
        print(f"all, refusing below gap {threshold:.2f}: EM {100 * exact:.1f}, F1 {100 * f1:.1f}")


if __name__ == "__main__":
    main()
