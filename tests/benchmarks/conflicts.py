"""Does an answer say that two articles contradict each other, and only then?

    uv run python tests/benchmarks/conflicts.py FILE... [--half measure] [--limit N] [--work FOLDER]

FILE holds questions in SQuAD's format (``.json``, ``.json.gz``). From them, pairs of articles are
made; see `conflict_pairs`. All articles lie in one folder, and each question is asked of its two
articles alone. The articles are split into two halves: rules were made with ``build``, so only
``measure`` says how well they work.

Printed for each kind: how often both values are shown (in the short answer or in the groups), how
often a notice says that the articles differ, and for controls, how often it says so wrongly.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conflict_pairs import CONTROLS, KINDS, Pair, make_pairs
from reporting import percentile, print_table, write_json
from rich.progress import track

from qa import Assistant
from qa.answers import NoticeKind

if TYPE_CHECKING:
    from qa.answers import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer showed.

    Attributes:
        pair: The pair that was asked about.
        both: Whether both values are shown.
        wrong_alone: Whether only the planted value is shown.
        notice: Whether a notice says that the articles differ.
        refused: Whether there was no answer.
        seconds: How long the answer took.
        told: The short answer and the notices, for people.
    """

    pair: Pair
    both: bool
    wrong_alone: bool
    notice: bool
    refused: bool
    seconds: float
    told: str


def main() -> None:
    """Make the pairs, ask, and print the table."""
    arguments = _arguments()
    pairs = make_pairs(arguments.file, arguments.half, arguments.limit, arguments.limit)
    folder = Path(arguments.work or tempfile.mkdtemp()) / arguments.half
    os.environ.setdefault("QA_HOME", str(folder / "home"))
    _write(pairs, folder / "articles")
    with Assistant.open(folder / "articles", sync="always") as assistant:
        outcomes = [_outcome(pair, assistant) for pair in track(pairs, "asking", transient=True)]
    if arguments.verbose:
        for one in outcomes:
            if (one.pair.conflict and not (one.both and one.notice)) or (
                not one.pair.conflict and one.notice
            ):
                print(f"{one.pair.name} | {one.pair.question} | {one.pair.values} | {one.told}")
    _report(outcomes, arguments.half, arguments.output)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("--half", choices=("build", "measure"), default="measure")
    parser.add_argument("--limit", type=int, default=200, help="conflicts, and controls, at most")
    parser.add_argument("--work", type=Path, help="keep the articles and their index here")
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    parser.add_argument("--verbose", action="store_true", help="print each failure")
    return parser.parse_args()


def _write(pairs: Sequence[Pair], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for pair in pairs:
        for letter, text in zip("ab", pair.texts, strict=True):
            # Two equal files are one article; a remark at the end keeps a plain copy apart.
            remark = "\n\nCopied for our readers.\n" if pair.kind == "plain copy" else "\n"
            path = folder / f"{pair.name}-{letter}.txt"
            path.write_text(text + (remark if letter == "b" else ""), encoding="utf-8")


def _outcome(pair: Pair, assistant: Assistant) -> Outcome:
    began = time.perf_counter()
    answer = assistant.ask(pair.question, articles=[f"{pair.name}-{letter}.txt" for letter in "ab"])
    seconds = time.perf_counter() - began
    shown = _shown(answer)
    first, second = (any(_holds(shown, value) for value in values) for values in pair.values)
    notices = " ".join(f"[{notice.kind.value}] {notice}" for notice in answer.notices)
    return Outcome(
        pair,
        both=first and second,
        wrong_alone=second and not first,
        notice=any(notice.kind is NoticeKind.DISAGREEMENT for notice in answer.notices),
        refused=answer.refused,
        seconds=seconds,
        told=f"{answer.text} ({answer.confidence:.2f}) {notices}",
    )


def _shown(answer: Answer) -> str:
    """Return the short answer, the values of the groups, and what notices quote."""
    groups = getattr(answer, "groups", ())
    return " | ".join([answer.text, *(group.value for group in groups), *map(str, answer.notices)])


def _holds(text: str, value: str) -> bool:
    plain = [" ".join(re.findall(r"\w+(?:[.,]\d+)*", one.lower())) for one in (text, value)]
    return f" {plain[1]} " in f" {plain[0]} "


def _report(outcomes: Sequence[Outcome], half: str, output: Path | None) -> None:
    rows, figures = [], {}
    for kind in (*KINDS, "all conflicts", *CONTROLS, "all controls"):
        chosen = [
            one
            for one in outcomes
            if one.pair.kind == kind
            or (kind == "all conflicts" and one.pair.conflict)
            or (kind == "all controls" and not one.pair.conflict)
        ]
        if not chosen:
            continue
        shares = {
            name: sum(getattr(one, name) for one in chosen) / len(chosen)
            for name in ("both", "notice", "wrong_alone", "refused")
        }
        figures[kind] = {"pairs": len(chosen), **shares}
        controls = kind in CONTROLS or kind == "all controls"
        rows.append(
            [
                kind,
                str(len(chosen)),
                "" if controls else f"{shares['both']:.3f}",
                "" if controls else f"{shares['notice']:.3f}",
                f"{shares['notice']:.3f}" if controls else "",
                "" if controls else f"{shares['wrong_alone']:.3f}",
                f"{shares['refused']:.3f}",
            ]
        )
    columns = ["kind", "pairs", "both shown", "notice", "false alarms", "wrong alone", "refused"]
    median = percentile([1000 * one.seconds for one in outcomes], 50)
    print_table(f"half: {half}; median {median:.0f} ms an answer", columns, rows)
    if output:
        write_json(output, {"half": half, "median_ms": median, "kinds": figures})


if __name__ == "__main__":
    main()
