"""How long a person waits: the command line in fresh processes, then one question after another.

    uv run python tests/benchmarks/cold_start.py [--repeats N] [--output figures.json]

First comes what a new user meets: `qa ask` with an empty QA_HOME, so that it indexes the sample
articles, and no bytecode, which uv leaves to the first run. Then, bytecode in place, each repeat
runs `qa --help`, a first `qa ask` that indexes and a second one, as `python -m qa` does it. The
last figures are of `Assistant.ask` in a process that has everything loaded, over the answerable
gold questions of the sample articles that stand alone. The operating system has read all files
before.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from reporting import peak_memory_mb, percentile, print_table, write_json
from rich.console import Console
from rich.progress import track

QUESTION = "When does the Afghanistan withdrawal end?"
HELP = ("-m", "qa", "--help")
ASK = ("-m", "qa", "ask", QUESTION)
#: Exit code of a refusal, which takes as long as an answer.
REFUSED = 3
#: Seconds aimed at on two cores.
AIMS = {"qa --help": 0.3, "second qa ask": 4.0, "Assistant.ask, warm, median": 0.2}
#: What is slow to import, then what this project makes of it.
MODULES = (
    "numpy",
    "onnxruntime",
    "tokenizers",
    "tantivy",
    "chromadb",
    "llama_index.core",
    "qa.cli",
    "qa.assistant",
)


class Duration(NamedTuple):
    """How long something took.

    Attributes:
        seconds: As a clock on the wall shows it.
        cpu: Of all cores together; tells a slow program from a busy machine. 0 on Windows for what
            another process did.
    """

    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class FreshPython:
    """Runs Python, each time in a new process, away from ./qa.toml and QA_* variables.

    Attributes:
        bytecode: Where compiled modules are kept, apart from those of the installation.
    """

    bytecode: str

    def time(self, *arguments: str, home: str) -> Duration:
        """Run Python to its end."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("QA_") and name != "PYTHONDONTWRITEBYTECODE"
        }
        before, started = os.times(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**environment, "QA_HOME": home, "PYTHONPYCACHEPREFIX": self.bytecode},
            cwd=home,
            capture_output=True,
            text=True,
        )
        seconds, after = time.perf_counter() - started, os.times()
        if done.returncode not in {0, REFUSED}:
            sys.exit(f"{arguments} failed with {done.returncode}:\n{done.stderr}")
        user = after.children_user - before.children_user
        return Duration(seconds, user + after.children_system - before.children_system)


def time_commands(python: FreshPython, repeats: int) -> dict[str, list[Duration]]:
    """Time the commands in turn; every run by name."""
    with tempfile.TemporaryDirectory() as home:
        durations = {"first qa ask after installation": [python.time(*ASK, home=home)]}
    for _ in track(range(repeats), "commands", console=Console(stderr=True)):
        with tempfile.TemporaryDirectory() as home:
            for name, arguments in {
                "qa --help": HELP,
                "first qa ask, with indexing": ASK,
                "second qa ask": ASK,
            }.items():
                durations.setdefault(name, []).append(python.time(*arguments, home=home))
    return durations


def time_imports(python: FreshPython) -> dict[str, list[Duration]]:
    """Time a process that imports a module and does nothing else."""
    with tempfile.TemporaryDirectory() as home:
        return {
            f"import {module}": [python.time("-c", f"import {module}", home=home)]
            for module in track(MODULES, "imports", console=Console(stderr=True))
        }


def time_questions() -> list[Duration]:
    """Time one question after the other in this process."""
    from qa import Assistant, load_settings
    from qa.evaluation import load_gold
    from qa.resources import seeds_folder

    gold = load_gold(seeds_folder() / "gold.jsonl")
    questions = [each.question for each in gold.questions if each.answerable and not each.history]
    durations = []
    with (
        tempfile.TemporaryDirectory() as home,
        Assistant.open(
            seeds_folder() / "articles", settings=load_settings(home=Path(home))
        ) as assistant,
    ):
        assistant.ask(QUESTION)  # loads the reader, opens the vectors
        for question in track(questions, "questions", console=Console(stderr=True)):
            started, cpu = time.perf_counter(), time.process_time()
            assistant.ask(question)
            durations.append(Duration(time.perf_counter() - started, time.process_time() - cpu))
    return durations


def percentiles(durations: Sequence[Duration], percent: float) -> Duration:
    """Return a percentile of the seconds, and one of the CPU seconds."""
    return Duration(
        percentile([each.seconds for each in durations], percent),
        percentile([each.cpu for each in durations], percent),
    )


def show(figures: Mapping[str, Duration]) -> None:
    """Print the figures beside what is aimed at."""
    rows = [
        [
            name,
            f"{took.seconds:.3f}",
            f"{took.cpu:.3f}",
            f"{AIMS[name]:.1f}" if name in AIMS else "",
        ]
        for name, took in figures.items()
    ]
    print_table("Waiting", ["", "seconds", "CPU seconds", "aim, seconds"], rows)


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    if arguments.repeats < 1:
        parser.error("--repeats must be 1 or more")
    with tempfile.TemporaryDirectory() as bytecode:
        python = FreshPython(bytecode)
        commands = time_commands(python, arguments.repeats)
        imports = time_imports(python)
    questions = time_questions()
    figures = {
        **{name: percentiles(runs, 50) for name, runs in commands.items()},
        "Assistant.ask, warm, median": percentiles(questions, 50),
        "Assistant.ask, warm, 95th percentile": percentiles(questions, 95),
        **{name: percentiles(runs, 50) for name, runs in imports.items()},
    }
    show(figures)
    if arguments.output:
        told: dict[str, Any] = {name: took._asdict() for name, took in figures.items()}
        counts = {"repeats": arguments.repeats, "questions": len(questions)}
        write_json(arguments.output, {"durations": told, **counts, "peak_mb": peak_memory_mb()})


if __name__ == "__main__":
    main()
