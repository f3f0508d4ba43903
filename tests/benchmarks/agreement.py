"""Are dates resolved as people resolve them, and do two quotes agree as people say they do?

    uv run python tests/benchmarks/agreement.py [--verbose]

``tests/gold/dates.jsonl`` holds 150 expressions with an article's date and the days that they mean
(null where nobody can know them); ``tests/gold/agreement.jsonl`` holds 120 questions with two
quotes and how the answers in them relate. Both were written by hand. Rules were made with the half
``build`` alone; `--verbose` prints the failures of that half.

The quotes are read by the shipped reader, so a wrong answer of the reader counts as a failure.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from llama_index.core.schema import NodeWithScore, TextNode
from reporting import print_table

from qa.answering import ExtractiveSynthesizer
from qa.language.values import days, parse
from qa.models import SpanReader, build_embedding
from qa.retrieval import Question, SpanReaderReranker

GOLD = Path(__file__).parent.parent / "gold"
HALVES = ("build", "measure")


def main() -> None:
    """Score both files and print a row for each half."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--verbose", action="store_true", help="print failures of the build half")
    verbose = parser.parse_args().verbose
    rows = [
        *_scored("dates", _dates, verbose=verbose),
        *_scored("agreement", _Agreement(), verbose=verbose),
    ]
    print_table("share right", ["file", "half", "rows", "right"], rows)


def _scored(name: str, judge: Callable[[Any], str], *, verbose: bool) -> list[list[str]]:
    """Judge each row; the judge returns what was found if it is wrong, else nothing."""
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    told = []
    for half in HALVES:
        chosen = [row for row in gold if row["half"] == half]
        wrong = [(row, found) for row in chosen if (found := judge(row))]
        if verbose and half == "build":
            for row, found in wrong:
                print(f"{row} -> {found}")
        right = 1 - len(wrong) / len(chosen)
        told.append([name, half, str(len(chosen)), f"{right:.3f}"])
    return told


def _dates(row: dict[str, str | None]) -> str:
    published = row["published"]
    found = days(parse(str(row["text"]), published=published), published)
    got = (found.start.isoformat(), found.end.isoformat()) if found else (None, None)
    return "" if got == (row["start"], row["end"]) else str(got)


class _Agreement:
    """Reads two quotes for a question and says how their answers relate."""

    def __init__(self) -> None:
        self._reranker = SpanReaderReranker(SpanReader())
        self._synthesizer = ExtractiveSynthesizer(build_embedding(None, {}, 0))

    def __call__(self, row: dict[str, str]) -> str:
        question = Question(row["question"])
        nodes = [
            NodeWithScore(
                node=TextNode(
                    text=row[which],
                    start_char_idx=0,
                    metadata={"article_id": which, "title": "", "path": which, "published": None},
                ),
                score=1.0,
            )
            for which in ("first", "second")
        ]
        read = self._reranker.postprocess_nodes(nodes, query_bundle=question)
        draft = self._synthesizer.draft(question, read)
        told = f"{draft.agreement}: {' | '.join(group.value for group in draft.groups)}"
        return "" if draft.agreement == row["agreement"] else told


if __name__ == "__main__":
    main()
