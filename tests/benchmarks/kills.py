"""Does an index survive being killed? Indexing ended with SIGKILL at random moments, over and over.

    uv run python tests/benchmarks/kills.py [--kills 30] [--output figures.json]

A folder is indexed; then its articles change, and a process that indexes it again is killed at a
random moment of its work, resumed by another and killed again. After every kill the index is asked:
an article that was live before must still be found, by keywords always, by meaning unless the kill
hit Chroma while it wrote its vector segment; then the answer must be "damaged", never a traceback.
Every few kills a sync runs undisturbed, and what is live must equal, id by id and vector by vector,
the index of an undisturbed run in a new place.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from reporting import print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import Bench

from qa.errors import DamagedIndexError
from qa.resources import seeds_folder

#: Articles at first, and articles after the changes, and passages in each: so many that Chroma
#: writes its vector segment (every 1,000 rows) while it is killed.
FIRST, LATER, PASSAGES = 20, 60, 40
#: Passages that indexing embeds and writes at once.
BATCH = 256
#: Kills between two undisturbed syncs.
ROUND = 5


@dataclass
class Outcome:
    """What was seen over all kills.

    Attributes:
        kills: How many processes were killed while they worked.
        keywords: After how many of them keywords found the article.
        vectors: After how many of them vectors found passages.
        damaged: After how many of them the vectors were reported as damaged.
        rounds: How many undisturbed syncs there were, each of other articles.
        rebuilt: How many of those had to make the index anew.
        equal: After how many of them the index equalled that of an undisturbed run.
    """

    kills: int = 0
    keywords: int = 0
    vectors: int = 0
    damaged: int = 0
    rounds: int = 0
    rebuilt: int = 0
    equal: int = 0


def write_articles(bench: Bench, count: int, edition: int) -> None:
    """Write articles of 40 passages, all of them other than in other editions."""
    words = sorted(
        {
            word
            for path in (seeds_folder() / "articles").glob("*.txt")
            for word in path.read_text(encoding="utf-8").split()
        }
    )
    rng = random.Random(edition)
    for number in range(count):
        lines = [f"Fact {number} of edition {edition} holds."]
        lines += [" ".join(rng.choices(words, k=12)) + "." for _ in range(80)]
        bench.write(f"{number:03}.txt", "\n\n".join(lines))


def ask(bench: Bench, outcome: Outcome) -> None:
    """Ask for what was live before the kill."""
    outcome.keywords += any("Fact 7 of" in text for text in bench.keyword("Fact 7 of edition", 20))
    try:
        outcome.vectors += len(bench.dense("Fact 7", 10)) == 10
    except DamagedIndexError:
        outcome.damaged += 1


def run(kills: int, seed: int, place: Path) -> Outcome:
    """Kill so many syncs of one index."""
    rng = random.Random(seed)
    outcome = Outcome()
    bench = Bench(place / "articles", place / "home")
    bench.folder.mkdir()
    write_articles(bench, FIRST, edition=0)
    bench.sync()
    while outcome.kills < kills:
        outcome.rounds += 1
        write_articles(bench, LATER, edition=outcome.rounds)
        for _ in range(min(ROUND, kills - outcome.kills)):
            if not bench.kill_a_sync(rng, LATER * PASSAGES // BATCH):
                break  # it was done before the kill: there is nothing left to interrupt
            outcome.kills += 1
            ask(bench, outcome)
            print(f"killed {outcome.kills} of {kills}", file=sys.stderr)
        outcome.rebuilt += bench.sync().rebuilt is not None
        fresh = Bench(bench.folder, place / f"undisturbed-{outcome.rounds}")
        fresh.sync()
        outcome.equal += bench.contents() == fresh.contents()
    return outcome


def main() -> None:
    """Run the benchmark; exits with 1 where the index did not survive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        outcome = run(arguments.kills, arguments.seed, Path(place))
    figures = asdict(outcome)
    rows = [(name, str(count)) for name, count in figures.items()]
    print_table("Killed at random moments", ("", "times"), rows)
    if arguments.output:
        write_json(
            arguments.output,
            {**figures, "seed": arguments.seed, "seconds": time.monotonic() - started},
        )
    survived = (
        outcome.keywords == outcome.kills
        and outcome.vectors + outcome.damaged == outcome.kills
        and outcome.equal == outcome.rounds
    )
    sys.exit(0 if survived else 1)


if __name__ == "__main__":
    main()
