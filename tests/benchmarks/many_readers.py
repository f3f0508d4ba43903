"""Many readers ask the chat at once while a language model writes 50 ms a token.

    uv run python tests/benchmarks/many_readers.py [--readers 32] [--output figures.json]

A `qa chat` on the sample articles, in a process of its own, has a scripted OpenAI-compatible
server for a language model, which writes a supported sentence in pieces of one word, so many
milliseconds each. All readers call `/ask` at the same moment, each with a question of its own. The
clock runs from sending to the first answer (in the articles' own words), to the model's first
sentence and to the last byte. How fair that is, Jain's index says: 1 if all wait equally long, 1/n
if one waits for all (Jain, Chiu and Hawe 1984, "A quantitative measure of fairness and
discrimination").

Then the readers ask again, and every second one hangs up after a fifth of a second, before there is
an answer: what they asked should cost those who stay nothing ("others leave early").

In the end the readers ask once more, the model writes five times as much, and every second reader
hangs up at the first answer ("others leave late"). The last lines say for how many of them the
model was never asked, for how many it was cut off, and how many seconds after the question the last
one was.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from reporting import percentile, print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from scripted_llm import Reply, ScriptedModel
from serving import ChatServer

from qa.evaluation import load_gold
from qa.resources import seeds_folder

#: What the model writes: a supported sentence, then a long one, up to about an answer's length.
SENTENCE = "The US military presence in Afghanistan will cease on August 31 [1]. "
WORDS = 40
#: How many times that it writes where readers leave.
LONGER = 5
#: Seconds to wait for anything.
PATIENCE = 300.0
#: Seconds after which readers hang up who do not wait for an answer.
IMPATIENCE = 0.2


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds from sending to what came; None for what never came.

    Attributes:
        first: To the first answer, in the articles' own words.
        prose: To the model's first sentence.
        last: To the end.
    """

    first: float
    prose: float | None
    last: float


def ask(
    client: httpx.Client,
    question: str,
    start: threading.Barrier,
    *,
    leaves: bool,
    patience: float = PATIENCE,
) -> Wait:
    """Ask when all are ready; hang up at the first answer if the reader leaves."""
    address = "/gradio_api/call/ask"
    start.wait(PATIENCE)
    began = time.perf_counter()
    given = {"data": [question, None, None, None, None]}
    queued = client.post(address, json=given).raise_for_status().json()
    first, prose = 0.0, None
    with client.stream("GET", f"{address}/{queued['event_id']}", timeout=patience) as lines:
        kind = ""
        for line in lines.iter_lines():
            name, _, told = line.partition(": ")
            if name == "event":
                kind = told
            if name != "data" or kind not in {"generating", "complete", "error"}:
                continue
            passed = time.perf_counter() - began
            if kind == "error":
                sys.exit(f"{question!r} failed: {told}")
            first = first or passed
            if prose is None and json.loads(told)[0]["prose"]:
                prose = passed
            if leaves or kind == "complete":
                return Wait(first, prose, passed)
    sys.exit(f"{question!r}: the stream of events broke off")


def at_once(client: httpx.Client, questions: Sequence[str], *, leaving: int = 0) -> list[Wait]:
    """Ask all questions at once; every so manieth reader leaves early, none for 0."""
    start = threading.Barrier(len(questions))
    with ThreadPoolExecutor(len(questions)) as pool:
        asked = [
            pool.submit(ask, client, question, start, leaves=bool(leaving) and place % leaving == 0)
            for place, question in enumerate(questions)
        ]
        return [one.result() for one in asked]


def cut_off(model: ScriptedModel, before: int, most: int) -> list[float]:
    """Return when requests after the first ones were cut off, until so many are or time is up."""
    cut: list[float] = []
    ends = time.perf_counter() + PATIENCE / 5
    while len(cut) < most and (now := time.perf_counter()) < ends:
        hung_up = sum(one.hung_up.is_set() for one in model.requests[before:])
        cut += [now] * (hung_up - len(cut))
        time.sleep(0.05)
    return cut


def hang_up(client: httpx.Client, question: str, start: threading.Barrier) -> None:
    """Ask when all are ready, and hang up before there is an answer."""
    with contextlib.suppress(httpx.ReadTimeout):
        ask(client, question, start, leaves=True, patience=IMPATIENCE)


def fairness(waits: Sequence[float]) -> float:
    """Return Jain's index of some waits, in (0, 1]."""
    return sum(waits) ** 2 / (len(waits) * sum(wait**2 for wait in waits))


def row(name: str, waits: Sequence[Wait]) -> list[str]:
    """Return a row of the table."""
    told = [name, str(len(waits))]
    for which in ("first", "prose", "last"):
        values = [one for one in (getattr(wait, which) for wait in waits) if one is not None]
        told += [f"{percentile(values, 50):.1f}", f"{max(values):.1f}"] if values else ["-", "-"]
    return [*told, f"{fairness([wait.last for wait in waits]):.2f}"]


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", type=int, default=32, metavar="N", help="default: 32")
    parser.add_argument("--milliseconds", type=float, default=50, help="a token; default: 50")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    gold = load_gold(seeds_folder() / "gold.jsonl").questions
    answerable = [each.question for each in gold if each.answerable and not each.history]
    questions = answerable[: arguments.readers]
    # The rest is one sentence: a model that repeats sentences would be stopped anyway.
    pieces = [f"{word} " for word in SENTENCE.split()]
    pieces += ["It ", *["goes on and "] * (WORDS - len(pieces) - 1)]
    reply = Reply(pieces=pieces, between=arguments.milliseconds / 1_000)
    with ScriptedModel(reply) as model, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"QA_LLM_URL": model.url, "QA_LLM_MODEL": "scripted"}
        limits = httpx.Limits(max_connections=2 * arguments.readers + 2)
        with (
            ChatServer(Path(folder) / "chat") as server,
            httpx.Client(base_url=server.url, timeout=PATIENCE, limits=limits) as client,
        ):
            for question in questions[:3]:  # loads the models
                at_once(client, [question])
            alone = [at_once(client, [question])[0] for question in questions[:3]]
            together = at_once(client, questions)
            start = threading.Barrier(len(questions))
            with ThreadPoolExecutor(len(questions)) as pool:
                gone_early = [
                    pool.submit(hang_up, client, question, start) for question in questions[1::2]
                ]
                waiting = [
                    pool.submit(ask, client, question, start, leaves=False)
                    for question in questions[::2]
                ]
                undisturbed = [one.result() for one in waiting]
                for one in gone_early:
                    one.result()
            before, gone = len(model.requests), len(questions) // 2
            longer = [*pieces, *["goes on and "] * (LONGER - 1) * WORDS]
            model.replies = [Reply(pieces=longer, between=reply.between)]
            with ThreadPoolExecutor(1) as pool:
                began = time.perf_counter()
                watched = pool.submit(cut_off, model, before, gone)
                stayed = at_once(client, questions, leaving=2)[1::2]
                cut = watched.result()
            unasked = len(questions) - len(model.requests[before:])
    rows = [
        row("alone", alone),
        row("all at once", together),
        row("others leave early", undisturbed),
        row("others leave late", stayed),
    ]
    columns = ["readers", "n", *("first, s", "max", "prose, s", "max", "last, s", "max"), "Jain"]
    print_table(f"A language model with {arguments.milliseconds:g} ms a token", columns, rows)
    print(
        f"Of {gone} readers who left at the first answer, the model was never asked for {unasked} "
        f"and cut off for {len(cut)}"
        + (f", the last one {cut[-1] - began:.1f} s after the question." if cut else ".")
    )
    if arguments.output:
        kinds = {
            "alone": alone,
            "together": together,
            "undisturbed": undisturbed,
            "stayed": stayed,
        }
        told: dict[str, Any] = {
            name: [[wait.first, wait.prose, wait.last] for wait in waits]
            for name, waits in kinds.items()
        }
        seconds = [at - began for at in cut]
        figures = {"waits": told, "left": gone, "unasked": unasked, "cut_after": seconds}
        write_json(arguments.output, figures)


if __name__ == "__main__":
    main()
