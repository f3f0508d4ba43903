"""How long `qa chat` takes to start, beside a bare Gradio chat.

    uv run python tests/benchmarks/chat_start.py [--repeats 5] [--output figures.json]

Both are processes of their own, started in turns; the clock runs until the page is served. The CPU
seconds, which other work on the machine hardly changes, are those up to the process's end. The
folder, the two sample articles, has been indexed before. The bare chat is a `gr.ChatInterface` that
repeats what it is told.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import httpx
from reporting import percentile, print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from serving import ChatServer

BARE = """
import gradio as gr
gr.ChatInterface(lambda message, history: message).launch(server_port={port}, quiet=True)
"""
#: Seconds to wait for a page.
PATIENCE = 120.0


class Start(NamedTuple):
    """Seconds until a page is served, and CPU seconds of its process."""

    seconds: float
    cpu: float


def children() -> float:
    """Return the CPU seconds of all processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def served(url: str, began: float) -> float:
    """Wait until a page is served; return the seconds since the beginning."""
    while time.perf_counter() - began < PATIENCE:
        try:
            httpx.get(url, timeout=PATIENCE).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return time.perf_counter() - began
    sys.exit(f"{url} was not served within {PATIENCE:g} s")


def chat(home: Path) -> Start:
    """Start the chat and end it."""
    began, cpu = time.perf_counter(), children()
    with ChatServer(home) as server:
        seconds = served(f"{server.url}/", began)
    return Start(seconds, children() - cpu)


def bare_chat() -> Start:
    """Start a bare Gradio chat and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"}
    began, cpu = time.perf_counter(), children()
    process = subprocess.Popen(
        [sys.executable, "-c", BARE.format(port=port)],
        env={**os.environ, **quiet},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        seconds = served(f"http://127.0.0.1:{port}/", began)
    finally:
        process.kill()
        process.wait()
    return Start(seconds, children() - cpu)


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="default: 5")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    starts: dict[str, list[Start]] = {"qa chat": [], "a bare Gradio chat": []}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        chat(home)  # indexes the articles, and compiles what both import
        bare_chat()
        for _ in range(arguments.repeats):
            starts["qa chat"].append(chat(home))
            starts["a bare Gradio chat"].append(bare_chat())
    medians = {
        name: Start(*(percentile(values, 50) for values in zip(*each, strict=True)))
        for name, each in starts.items()
    }
    ours, bare = medians.values()
    ratio = Start(ours.seconds / bare.seconds, ours.cpu / bare.cpu)
    rows = [
        [name, *(f"{value:.2f}" for value in values)]
        for name, values in {**medians, "times": ratio}.items()
    ]
    print_table("Until the page is served", ["", "seconds", "CPU seconds"], rows)
    if arguments.output:
        told = {name: [one._asdict() for one in each] for name, each in starts.items()}
        write_json(arguments.output, {"starts": told, "ratio": ratio._asdict()})


if __name__ == "__main__":
    main()
