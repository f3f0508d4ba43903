"""Does an index survive being killed? Indexing ended with SIGKILL at random moments, over and over.

    uv run python tests/benchmarks/kills.py [--kills 30] [--passages 100000] [--place kept]
        [--output figures.json]

A folder is indexed; then its articles change, and a process that indexes it again is killed at a
random moment of its work, resumed by another and killed again. After every kill the index is asked:
an article that was live before must still be found, by keywords always, by meaning unless the kill
hit Chroma while it wrote its vector segment; then the answer must be "damaged", never a traceback.
Every few kills a sync runs undisturbed, and what is live must equal, id by id and vector by vector,
the index of an undisturbed run in a new place. With ``--passages``, so many passages stand beside
those that change, and the undisturbed run updates a copy of the index instead of making a new one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reporting import print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import Bench
from fakes import HashEmbedding

from qa.errors import DamagedIndexError
from qa.index import Fingerprint
from qa.resources import seeds_folder

#: Articles at first, and articles after the changes, and passages in each: so many that Chroma
#: writes its vector segment (every 1,000 rows) while it is killed.
FIRST, LATER, PASSAGES = 20, 60, 40
#: Passages that indexing embeds and writes at once.
BATCH = 256
#: Components of a vector, as the product's model makes them.
DIMENSION = 384
#: Seconds that a batch takes at 100,000 passages, on a busy machine.
LONGEST = 1.0
_PAGE = 1000
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


def write_articles(bench: Bench, count: int, edition: int, into: str = "") -> None:
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
        bench.write(f"{into}{number:03}.txt", "\n\n".join(lines))


def ask(bench: Bench, outcome: Outcome) -> None:
    """Ask for what was live before the kill."""
    outcome.keywords += any("Fact 7 of" in text for text in bench.keyword("Fact 7 of edition", 20))
    try:
        outcome.vectors += len(bench.dense("Fact 7", 10)) == 10
    except DamagedIndexError:
        outcome.damaged += 1


def rows(bench: Bench) -> dict[str, str]:
    """Return a digest of every row by id: vector, text, metadata, and what keywords find.

    The rows of 100,000 passages themselves would take gigabytes.
    """
    found = {}
    with bench.open() as index, index.snapshot() as view:
        collection = view.vector_store.client
        assert collection.count() == view.manifest.passages
        for start in range(0, view.manifest.passages, _PAGE):
            page = collection.get(
                limit=_PAGE, offset=start, include=["embeddings", "documents", "metadatas"]
            )
            nodes = view.nodes(page["ids"])
            for node_id, vector, text, metadata in zip(
                page["ids"], page["embeddings"], page["documents"], page["metadatas"], strict=True
            ):
                told = [text, metadata, nodes[node_id].to_dict()]
                content = vector.astype("f4").tobytes() + json.dumps(told, sort_keys=True).encode()
                found[node_id] = hashlib.sha256(content).hexdigest()
    return found


def large(place: Path, passages: int) -> Bench:
    """Return an index that holds so many passages which never change; it is made if need be."""
    bench = Bench(
        place / "articles",
        place / "home",
        embed_model=HashEmbedding(dimension=DIMENSION, embed_batch_size=BATCH),
        fingerprint=Fingerprint("hash", DIMENSION, "20 words"),
    )
    first = not bench.folder.exists()
    bench.folder.mkdir(parents=True, exist_ok=True)
    if first:
        write_articles(bench, passages // PASSAGES, edition=-1, into="unchanged/")
        write_articles(bench, FIRST, edition=0)
    bench.sync()
    return bench


def run(kills: int, seed: int, place: Path, passages: int) -> Outcome:
    """Kill so many syncs of one index."""
    rng = random.Random(seed)
    outcome = Outcome()
    bench = large(place, passages)
    copy = replace(bench, home=place / "undisturbed")
    if passages:
        shutil.copytree(bench.home, copy.home, dirs_exist_ok=True)
    while outcome.kills < kills:
        outcome.rounds += 1
        write_articles(bench, LATER, edition=outcome.rounds)
        for _ in range(min(ROUND, kills - outcome.kills)):
            batches = LATER * PASSAGES // BATCH
            if not bench.kill_a_sync(rng, batches, LONGEST if passages else 0.2):
                break  # it was done before the kill: there is nothing left to interrupt
            outcome.kills += 1
            ask(bench, outcome)
            print(f"killed {outcome.kills} of {kills}", file=sys.stderr)
        outcome.rebuilt += bench.sync().rebuilt is not None
        alone = replace(bench, home=place / f"undisturbed-{outcome.rounds}")
        alone = copy if passages else alone
        alone.sync()
        outcome.equal += rows(bench) == rows(alone)
    return outcome


def main() -> None:
    """Run the benchmark; exits with 1 where the index did not survive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passages", type=int, default=0, help="passages that do not change")
    parser.add_argument("--place", type=Path, help="a folder to work in, which is kept")
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        place = arguments.place or Path(temporary)
        outcome = run(arguments.kills, arguments.seed, place, arguments.passages)
    figures = asdict(outcome)
    rows = [(name, str(count)) for name, count in figures.items()]
    print_table("Killed at random moments", ("", "times"), rows)
    if arguments.output:
        write_json(
            arguments.output,
            {
                **figures,
                "passages": arguments.passages,
                "seed": arguments.seed,
                "seconds": time.monotonic() - started,
            },
        )
    survived = (
        outcome.keywords == outcome.kills
        and outcome.vectors + outcome.damaged == outcome.kills
        and outcome.equal == outcome.rounds
    )
    sys.exit(0 if survived else 1)


if __name__ == "__main__":
    main()
