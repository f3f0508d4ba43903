"""How many bytes the chat's page takes, beside a bare Gradio chat.

    uv run python tests/benchmarks/page_bytes.py [--output figures.json]

What both share is Gradio's own page. What is counted is what this project adds: the style and the
scripts, as they are in the repository and compressed by gzip, and the first document, which holds
the style and the description of the components.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import threading
from pathlib import Path

import httpx
from reporting import print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from serving import ChatServer

import qa.web

OWN = ("chat.js", "reading.js", "chat.css", "colours.css")


def bare_page() -> bytes:
    """Return the first document of a chat that is `gr.ChatInterface` and nothing else."""
    import gradio as gr
    import uvicorn
    from fastapi import FastAPI

    demo = gr.ChatInterface(lambda message, _: message, analytics_enabled=False)
    server = uvicorn.Server(
        uvicorn.Config(gr.mount_gradio_app(FastAPI(), demo, path="/"), port=0, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    page = httpx.get(f"http://127.0.0.1:{port}/").content
    server.should_exit = True
    thread.join()
    return page


def main() -> None:
    """Count, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    files = Path(qa.web.__file__).parent / "files"
    counted = {name: (files / name).read_bytes() for name in OWN}
    with tempfile.TemporaryDirectory() as folder, ChatServer(Path(folder) / "chat") as server:
        counted["the chat's first document"] = httpx.get(server.url).content
    counted["a bare Gradio chat's first document"] = bare_page()
    sizes = {name: (len(content), len(gzip.compress(content))) for name, content in counted.items()}
    rows = [[name, *(f"{size:,}" for size in both)] for name, both in sizes.items()]
    print_table("Bytes", ["", "plain", "gzip"], rows)
    if arguments.output:
        write_json(arguments.output, {"bytes": sizes})


if __name__ == "__main__":
    main()
