"""Several machines that index one folder together: how much faster, and what if one is killed?

    uv run python tests/benchmarks/several_machines.py [--files 400] [--output figures.json]

A machine is a process with a home of its own; a Chroma server (`chroma run`) on loopback holds the
index. Embedding is played by waiting (12 ms a passage, as a laptop's model takes), so that several
machines can be shown on one. Each row is an index made anew of other articles: by one machine, by
two, by three; by three, of which the one that leads or one that helps is killed with SIGKILL in
the midst of its work; by three, while the server is killed and started again after two seconds.
After each row, what is live is compared, id by id and vector by vector, with the index that one
process makes in files, undisturbed.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from reporting import print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import Bench, Syncing
from chroma_serving import Server, chroma_server

from qa.index import ChromaServer

LINES = 30
WORDS = ["heron", "weir", "ferry", "treaty", "harvest", "beam", "crack", "winter", "museum"]
#: Seconds to wait for a batch of 256 passages.
PAUSE = 256 * 0.012
#: Batches that a machine embeds before it is killed, of those that it would embed.
BEFORE_KILL = 3
SERVER_DOWN = 2.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one row shows.

    Attributes:
        what: How many machines, and what happened to them.
        seconds: From the start of all machines to the end of the last one that was not killed.
        files: Files that each machine took which was not killed, and read and embedded.
        embedded: Passages that these embedded.
        passages: Passages of the index.
        equal: Whether the index equals that of an undisturbed process.
    """

    what: str
    seconds: float
    files: list[int]
    embedded: int
    passages: int
    equal: bool


def write_articles(folder: Path, files: int, edition: int) -> None:
    """Write articles of 30 passages, all of them other than in other editions."""
    rng = random.Random(edition)
    folder.mkdir()
    for number in range(files):
        lines = (" ".join(rng.choices(WORDS, k=14)) + "." for _ in range(LINES))
        text = f"Fact {number} of edition {edition}.\n\n" + "\n\n".join(lines)
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def run(place: Path, server: Server, files: int, machines: int, killed: str) -> Figures:
    """Make one index anew."""
    place.mkdir()
    folder = place / "articles"
    write_articles(folder, files, edition=len(place.name))
    benches = [
        Bench(folder, place / f"home-{number}", server=ChromaServer(server.url, place.name))
        for number in range(machines)
    ]
    with contextlib.ExitStack() as stack:
        begun = time.monotonic()
        working: list[Syncing] = []
        for bench in benches:
            working.append(stack.enter_context(bench.syncing(pause=PAUSE, join=True)))
            if killed and len(working) == 1:
                working[0].embedded(1)  # so that the first machine is the one that leads
        if killed == "server":
            for one in working:
                one.embedded(1)  # who begins while the server is down is told so at once
            server.kill()
            time.sleep(SERVER_DOWN)
            server.start()
        elif killed:
            victim = working.pop(0 if killed == "leader" else 1)
            victim.embedded(BEFORE_KILL)
            victim.kill()
        reports = [one.report() for one in working]
        seconds = time.monotonic() - begun
    alone = Bench(folder, place / "undisturbed")
    alone.sync()
    return Figures(
        what=f"{machines}, {killed} killed" if killed else str(machines),
        seconds=seconds,
        files=[report.taken or 0 for report in reports],
        embedded=sum(report.embedded for report in reports),
        passages=reports[0].passages,
        equal=benches[-1].contents() == alone.contents(),
    )


def main() -> None:
    """Run the benchmark; exits with 1 where an index was not equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--cases", type=int, nargs="+", help="only these rows, counted from 0")
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    arguments = parser.parse_args()
    cases = [(1, ""), (2, ""), (3, ""), (3, "leader"), (3, "helper"), (3, "server")]
    cases = [cases[number] for number in arguments.cases or range(len(cases))]
    figures = []
    with (
        tempfile.TemporaryDirectory() as temporary,
        chroma_server(Path(temporary) / "server") as server,
    ):
        for number, (machines, killed) in enumerate(cases):
            place = Path(temporary) / ("index" + "x" * number)
            figures.append(run(place, server, arguments.files, machines, killed))
            print(figures[-1], file=sys.stderr)
    print_table(
        f"{arguments.files} files indexed by several machines",
        ("machines", "seconds", "files of each", "embedded", "passages", "equal"),
        [
            (
                one.what,
                f"{one.seconds:.0f}",
                " + ".join(map(str, one.files)),
                f"{one.embedded:,}",
                f"{one.passages:,}",
                "yes" if one.equal else "no",
            )
            for one in figures
        ],
    )
    if arguments.output:
        write_json(arguments.output, {"rows": [asdict(one) for one in figures]})
    sys.exit(0 if all(one.equal for one in figures) else 1)


if __name__ == "__main__":
    main()
