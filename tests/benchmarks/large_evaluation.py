"""Time and memory of `qa eval` on thousands of rows, asked live and given by another system.

    uv run python tests/benchmarks/large_evaluation.py FILE [--rows 10000] [--minutes M]
        [--threads N] [--llamaindex] [--given-only] [--work DIR] [--output figures.json]

FILE holds questions in SQuAD's format (``.json``, ``.json.gz``). From it the script makes a folder
of articles and a gold file of so many rows. Then it runs, each in a process of its own:

* ``qa eval gold.jsonl --output live``: every row is asked (not with ``--given-only``);
* with ``--llamaindex``, ``llamaindex_answers.py``: a plain LlamaIndex query engine answers the same
  rows; otherwise, a made-up system has the right answer to three rows in four, with its evidence
  and ten passages, and refuses the others;
* ``qa eval gold.jsonl --answers other.jsonl --output other``: those answers are scored.

With ``--minutes``, the first two are stopped after so long. The table then says how many rows were
reached. A stopped run of `qa eval` goes on where it ended, if ``--work`` names the same folder;
answers of LlamaIndex that were already written are kept, and the missing rows count as refused.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from reporting import print_table, write_json

from qa.errors import QAError
from qa.evaluation import GoldSet, load_gold
from qa.evaluation.run import sample
from qa.evaluation.squad import write_articles

SCRIPT = Path(__file__).with_name("llamaindex_answers.py")
STOPPING_SECONDS = 60
TELLING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took.

    Attributes:
        seconds: As a clock on the wall shows them.
        cpu: Seconds of all cores together, which do not depend on what else runs.
        peak_mb: Largest resident set in MB of 10^6 bytes; None on Windows.
        rows: How many rows it did.
        whole: Whether it came to its end.
    """

    seconds: float
    cpu: float
    peak_mb: float | None
    rows: int
    whole: bool


def write_gold(gold: GoldSet, rows: int, seed: int, work: Path) -> Path:
    """Write articles and a gold file of so many rows, drawn by the seed."""
    write_articles(gold, work / "articles")
    lines = [json.dumps({"folder": "articles"})]
    for one in sample(gold.questions, rows, seed):
        row = {
            "id": one.id,
            "question": one.question,
            "answers": one.answers,
            "answerable": one.answerable,
            "evidence": [asdict(each) for each in one.evidence],
            "kind": one.kind,
        }
        lines.append(json.dumps(row, ensure_ascii=False))
    path = work / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_answers(gold: GoldSet, path: Path) -> None:
    """Write what a made-up system answers to each row."""
    told = [evidence for one in gold.questions for evidence in one.evidence]
    rows = []
    for place, one in enumerate(gold.questions):
        row: dict[str, object] = {"id": one.id, "confidence": place % 100 / 100}
        if one.answers and place % 4:
            row["answer"] = one.answers[0]
            row["citations"] = [asdict(each) for each in one.evidence]
        around = [*one.evidence[:1], *told[place : place + 9]]
        row["passages"] = [{"path": each.path, "text": each.quote} for each in around]
        rows.append(json.dumps(row, ensure_ascii=False))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def run(
    command: Sequence[str], work: Path, written: Path, minutes: float | None, of: int = 0
) -> Run:
    """Run a command to its end, or stop it after so many minutes.

    On a terminal, the command draws a bar; elsewhere, a line every half minute says how far it is.

    Args:
        command: Arguments of Python.
        work: Holds the index and all that is written.
        written: The file with a line for each row that was done.
        minutes: None for no limit.
        of: How many rows there are; 0 if the command does them all at once.

    Raises:
        SystemExit: The command failed.
    """
    environment = {**os.environ, "QA_HOME": str(work / "home")}
    before, started = os.times(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.DEVNULL
    )
    rows, whole, peak, told = 0, True, None, started
    while process.poll() is None:
        time.sleep(1)
        rows = max(rows, _lines(written))  # a run that comes to its end removes the file
        peak = _peak_mb(process.pid) or peak
        if of and not sys.stderr.isatty() and time.perf_counter() - told > TELLING_SECONDS:
            told = time.perf_counter()
            print(f"{rows:,} of {of:,} rows after {told - started:,.0f} s", file=sys.stderr)
        if minutes is not None and time.perf_counter() - started > minutes * 60:
            process.terminate()  # an interrupt is ignored by what runs in the background
            process.wait(STOPPING_SECONDS)
            whole = False
            break
    after = os.times()
    if whole and process.returncode:
        sys.exit(f"{' '.join(command)} failed with exit code {process.returncode}")
    return Run(
        seconds=time.perf_counter() - started,
        cpu=sum(after[2:4]) - sum(before[2:4]),
        peak_mb=peak,
        rows=rows,
        whole=whole,
    )


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except FileNotFoundError:
        return 0


def _peak_mb(pid: int) -> float | None:
    """Largest resident set of a running process so far; None where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) * 1024 / 1_000_000 if lines else None


def measure(arguments: argparse.Namespace, work: Path) -> dict[str, Run]:
    """Make the gold file and run all three.

    Raises:
        QAError: The file is not in SQuAD's format.
    """
    gold = write_gold(load_gold(arguments.file), arguments.rows, arguments.seed, work)
    count, other = _lines(gold) - 1, work / "other.jsonl"
    runs: dict[str, Run] = {}
    if not arguments.given_only:
        live = run(
            ["-m", "qa", "eval", str(gold), "--output", str(work / "live"),
             "--threads", str(arguments.threads)],
            work, work / "live" / "unfinished.jsonl", arguments.minutes, count,
        )  # fmt: skip
        runs["asked live"] = _counted(live, count)
    if arguments.llamaindex:
        plain = run(
            [str(SCRIPT), str(gold), str(work / "articles"), str(other)],
            work, other, arguments.minutes, count,
        )  # fmt: skip
        runs["answered by LlamaIndex"] = _counted(plain, count)
    else:
        write_answers(load_gold(gold), other)
    given = run(
        ["-m", "qa", "eval", str(gold), "--answers", str(other), "--output", str(work / "other")],
        work, other, None,
    )  # fmt: skip
    return runs | {
        "given answers scored": Run(given.seconds, given.cpu, given.peak_mb, count, True)
    }


def _counted(one: Run, count: int) -> Run:
    return Run(one.seconds, one.cpu, one.peak_mb, count if one.whole else one.rows, one.whole)


def show(runs: dict[str, Run]) -> None:
    """Print a line for each run."""
    rows = [
        [
            name if one.whole else f"{name}, stopped",
            f"{one.rows:,}",
            f"{one.seconds:,.0f}",
            f"{one.cpu:,.0f}",
            f"{1000 * one.seconds / one.rows:.1f}" if one.rows else "-",
            "-" if one.peak_mb is None else f"{one.peak_mb:,.0f}",
        ]
        for name, one in runs.items()
    ]
    columns = ["", "rows", "seconds", "seconds of processor", "ms a row", "peak MB"]
    print_table("qa eval on many rows", columns, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="questions in SQuAD's format")
    parser.add_argument("--rows", type=int, default=10_000, help="drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (default: 0)")
    parser.add_argument("--minutes", type=float, metavar="M", help="stop asking after so long")
    parser.add_argument("--threads", type=int, default=1, help="questions asked at a time")
    parser.add_argument("--llamaindex", action="store_true", help="let LlamaIndex answer, too")
    parser.add_argument("--given-only", action="store_true", help="ask nothing live")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep gold, index and reports")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as temporary:
            work = arguments.work or Path(temporary)
            work.mkdir(parents=True, exist_ok=True)
            runs = measure(arguments, work.resolve())
    except QAError as error:
        sys.exit(f"{error}\n{error.hint}")
    show(runs)
    if arguments.output:
        write_json(arguments.output, {name: asdict(one) for name, one in runs.items()})


if __name__ == "__main__":
    main()
