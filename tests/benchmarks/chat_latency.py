"""How long the chat takes over HTTP, by one client and by eight at once.

    uv run python tests/benchmarks/chat_latency.py [--questions N] [--output figures.json]

A `qa chat` on the sample articles, in a process of its own, is sent the answerable gold questions
that stand alone, as its page sends them (the event of the composer: the answer streams, and the
conversation is kept) and by the endpoint `/ask`; both go through Gradio's queue. The clock runs
from sending to the first byte that shows something, and to the last. The same questions are put
to `Assistant.ask` in this process, by as many threads, while the server rests. Every question
begins a conversation of its own; the models are loaded before anything is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
from reporting import percentile, print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from serving import ChatServer

from qa import Assistant, load_settings
from qa.evaluation import load_gold
from qa.resources import seeds_folder

CLIENTS = (1, 8)
#: Milliseconds aimed at, to the last byte, for one client.
AIM = 300
#: Questions asked before the clock runs.
WARMING = 8
#: Seconds to wait for one answer.
PATIENCE = 120.0
#: Messages of Gradio's queue that hold something to show.
TOLD = ("process_generating", "process_completed")


class Wait(NamedTuple):
    """Milliseconds from sending to the first byte that shows something, and to the last."""

    first: float
    last: float


Asking = Callable[[str], Wait]


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the running chat, called as its page calls it.

    Attributes:
        client: Of the chat's address.
        number: Gradio's of the event.
        rest: What is sent beside the question.
        before: What stands before the question.
    """

    client: httpx.Client
    number: int
    rest: tuple[Any, ...]
    before: str = ""

    def __call__(self, question: str) -> Wait:
        """Ask a question; return how long it took."""
        session, first = uuid4().hex, 0.0
        data = [f"{self.before}{question}", *self.rest]
        sent = {"data": data, "fn_index": self.number, "session_hash": session}
        began = time.perf_counter()
        self.client.post("/gradio_api/queue/join", json=sent).raise_for_status()
        with self.client.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": session}
        ) as lines:
            for line in lines.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line else {}
                if message.get("msg") in TOLD:
                    first = first or time.perf_counter() - began
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        sys.exit(f"{question!r} failed: {message['output']}")
                    return Wait(1_000 * first, 1_000 * (time.perf_counter() - began))
        sys.exit(f"{question!r}: the stream of events broke off")


def events(client: httpx.Client) -> dict[str, Asking]:
    """Return the ways to ask the chat, by name."""
    config = client.get("/config").raise_for_status().json()
    parts = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    composed = next(
        event["id"]
        for event in config["dependencies"]
        if any(parts.get(part) == "ask" and kind == "click" for part, kind in event["targets"])
    )
    endpoint = next(each["id"] for each in config["dependencies"] if each["api_name"] == "ask")
    # No session yet, no words to search conversations by, no filters: a page just opened.
    page = Event(client, composed, (None, "", [], None, None), before="ask ")
    return {"the page": page, "/ask": Event(client, endpoint, (None, None, None, None))}


def in_process(assistant: Assistant) -> Asking:
    """Return how `Assistant.ask` is asked: the first byte is the last."""

    def asking(question: str) -> Wait:
        began = time.perf_counter()
        assistant.ask(question)
        passed = 1_000 * (time.perf_counter() - began)
        return Wait(passed, passed)

    return asking


def measure(asking: Asking, questions: Sequence[str], clients: int) -> list[Wait]:
    """Ask all questions, so many at once."""
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(asking, questions[:WARMING]))
        return list(pool.map(asking, questions))


def row(name: str, clients: int, waits: Sequence[Wait]) -> list[str]:
    """Return a row of the table."""
    told = [
        f"{percentile([getattr(wait, which) for wait in waits], percent):,.0f}"
        for which in Wait._fields
        for percent in (50, 95)
    ]
    return [name, str(clients), *told, str(AIM) if clients == 1 else ""]


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--questions", type=int, metavar="N", help="the first N (default: all)")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    gold = load_gold(seeds_folder() / "gold.jsonl").questions
    questions = [each.question for each in gold if each.answerable and not each.history]
    questions = questions[: arguments.questions]
    figures: dict[tuple[str, int], list[Wait]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        ChatServer(Path(folder) / "chat") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
        Assistant.open(
            seeds_folder() / "articles", settings=load_settings(home=Path(folder) / "own")
        ) as assistant,
    ):
        ways = events(client) | {"in process": in_process(assistant)}
        for clients in CLIENTS:
            for name, asking in ways.items():
                figures[name, clients] = measure(asking, questions, clients)
    columns = ["", "clients", "first byte, ms", "95th", "last byte, ms", "95th", "aim, ms"]
    rows = [row(name, clients, waits) for (name, clients), waits in figures.items()]
    print_table(f"Medians and 95th percentiles of {len(questions)} questions", columns, rows)
    if arguments.output:
        told = [
            {"asked": name, "clients": clients, "milliseconds": [wait._asdict() for wait in waits]}
            for (name, clients), waits in figures.items()
        ]
        write_json(arguments.output, {"waits": told})


if __name__ == "__main__":
    main()
