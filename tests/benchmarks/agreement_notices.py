"""What answers say about agreement and disagreement of articles, and what finding it costs.

    uv run python tests/benchmarks/agreement_notices.py FILE [--half measure] [--answered 500]
        [--verbose] [--output figures.json]

FILE holds questions in SQuAD's format (``.json``, ``.json.gz``), which are asked of all its
articles at once; without it, the gold questions about the sample articles are asked. Nobody has
written down which articles agree, so `--verbose` prints each agreement and disagreement with its
sentences, for people to judge: it is right if the articles speak of the same thing there, and say
the same, or cannot both be right.

The questions are split by a draw into two halves: rules were made with ``build``.

The time is that of comparing and grouping the articles' answers, which no other figure contains
alone: the passages have been found and read before it. Both run in one thread, whose processor time
is taken, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reporting import percentile, print_table, write_json
from rich.console import Console
from rich.progress import track

from qa import Agreement, Answer, Assistant
from qa.evaluation import GoldQuestion, load_gold
from qa.evaluation.squad import write_articles
from qa.resources import seeds_folder

#: Questions that rules were made with; at most half of them.
BUILD = 1000
SEED = 5
#: What is timed: the functions that compare and group.
TIMED = ("compare", "grouped")
#: Milliseconds aimed at, for the sample articles and for some hundred articles.
AIMS = (20, 40)


def questions_of(gold: Sequence[GoldQuestion], half: str) -> list[GoldQuestion]:
    """Return the questions of a half, in an order drawn by seed, without follow-ups."""
    alone = [question for question in gold if not question.history]
    drawn = random.Random(SEED).sample(range(len(alone)), min(BUILD, len(alone) // 2))
    if half == "build":
        return [alone[place] for place in drawn]
    rest = sorted(set(range(len(alone))) - set(drawn))
    random.Random(SEED).shuffle(rest)
    return [alone[place] for place in rest]


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Add up, in the last of the list, how long comparing and grouping take."""
    from qa.answering import extractive

    def measured(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            began = time.thread_time()
            try:
                return function(*arguments)
            finally:
                seconds[-1] += time.thread_time() - began

        return call

    with ExitStack() as stack:
        for name in TIMED:
            function = measured(getattr(extractive, name))
            stack.enter_context(patch.object(extractive, name, function))
        yield


def ask(
    assistant: Assistant, questions: Sequence[GoldQuestion], answered: int
) -> tuple[list[Answer], list[float]]:
    """Ask until so many questions are answered; return the answers and the seconds added."""
    answers: list[Answer] = []
    seconds: list[float] = []
    assistant.ask(questions[0].question)  # loads the models
    with timed(seconds):
        for question in track(questions, "asking", console=Console(stderr=True), transient=True):
            seconds.append(0.0)
            answer = assistant.ask(question.question)
            if answer.refused:
                seconds.pop()
                continue
            answers.append(answer)
            if len(answers) == answered:
                break
    return answers, seconds


def show(answer: Answer) -> None:
    """Print an answer with the sentences of each group."""
    print(f"\n{answer.agreement.value}, confidence {answer.confidence:.2f}: {answer.question}")
    cited = {citation.number: citation for citation in answer.citations}
    for group in answer.groups:
        print(f"  {group.value}")
        for number in group.citations:
            quote = " ".join(cited[number].quote.split())
            print(f"    [{number}] {cited[number].path}: {quote}")


def main() -> None:
    """Ask, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument("--half", choices=("build", "measure"), default="measure")
    parser.add_argument("--answered", type=int, default=500, help="stop after so many answers")
    parser.add_argument("--verbose", action="store_true", help="print each that is not single")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    gold = load_gold(arguments.file or seeds_folder() / "gold.jsonl")
    with tempfile.TemporaryDirectory() as work:
        os.environ.setdefault("QA_HOME", f"{work}/home")
        folder = seeds_folder() / "articles"
        if gold.articles:
            folder = Path(work) / "articles"
            write_articles(gold, folder)
        with Assistant.open(folder) as assistant:
            questions = questions_of(gold.questions, arguments.half)
            answers, seconds = ask(assistant, questions, arguments.answered)
            articles = len(assistant.articles())
    if arguments.verbose:
        for answer in answers:
            if answer.agreement is not Agreement.SINGLE:
                show(answer)
    counts = Counter(answer.agreement for answer in answers)
    rows = [
        [kind.value, str(counts[kind]), f"{counts[kind] / len(answers):.3f}"] for kind in Agreement
    ]
    print_table(f"{len(answers)} answers from {articles} articles", ["", "answers", "share"], rows)
    added = [1000 * one for one in seconds]
    whole = [1000 * answer.timings.total for answer in answers if answer.timings]
    figures = {
        "added_ms_median": percentile(added, 50),
        "added_ms_p95": percentile(added, 95),
        "answer_ms_median": percentile(whole, 50),
    }
    print_table(
        f"milliseconds; aim: {AIMS[0]} added for the sample articles, {AIMS[1]} for 319 stories",
        ["", "ms"],
        [[name, f"{figure:.1f}"] for name, figure in figures.items()],
    )
    if arguments.output:
        shares = {kind.value: counts[kind] / len(answers) for kind in Agreement}
        write_json(arguments.output, {"answers": len(answers), "shares": shares, **figures})


if __name__ == "__main__":
    main()
