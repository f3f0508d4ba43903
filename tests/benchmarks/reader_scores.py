"""Scores of the span reader alone, each question with its own paragraph.

    uv run python tests/benchmarks/reader_scores.py FILE [--limit N] [--held-out] [--reader FOLDER]

FILE is SQuAD 1.1 or 2.0 JSON, plain or .gz; see `qa.training.scoring` for the figures. `--held-out`
takes only the articles with odd numbers, counted from 0: on some of the even ones of SQuAD 2.0 dev
the confidence is fitted. `--reader` scores another model than the shipped one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import track

from qa.models import SpanReader
from qa.training.scoring import read_questions, score_reader


def main() -> None:
    """Score, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="A random sample of this many questions.")
    parser.add_argument("--held-out", action="store_true", help="Only articles with odd numbers.")
    parser.add_argument("--reader", type=Path, help="Folder with model.onnx and tokenizer.json.")
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        sys.exit(f"There is no file {arguments.file}: give a SQuAD-format JSON file.")
    asked = read_questions(arguments.file, odd=arguments.held_out)
    if arguments.limit:
        asked = random.Random(0).sample(asked, min(arguments.limit, len(asked)))
    reader = SpanReader(folder=arguments.reader)
    begun = time.perf_counter()
    scores = score_reader(
        reader, asked, lambda rows: track(rows, "reading", len(asked), console=Console(stderr=True))
    )
    seconds = time.perf_counter() - begun
    print(f"{scores.questions} questions, {seconds / len(asked) * 1000:.1f} ms each, one thread")
    print(
        f"answerable, never refusing: EM {100 * scores.exact_match:.1f}, F1 {100 * scores.f1:.1f}"
    )
    if scores.best_f1 is not None and scores.best_exact_match is not None:
        print(
            f"all, refusing below gap {scores.threshold:.2f}: "
            f"EM {100 * scores.best_exact_match:.1f}, F1 {100 * scores.best_f1:.1f}; "
            f"area under the curve {scores.area:.3f}"
        )


if __name__ == "__main__":
    main()
