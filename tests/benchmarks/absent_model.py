"""How long a user waits for the short answer, and for a notice, where the language model fails.

    uv run python tests/benchmarks/absent_model.py

The endpoint is a scripted one on the loopback address: nobody listens, it is silent, busy, failing,
or says nothing of use. The models of the assistant are loaded before anything is measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from reporting import print_table

sys.path.insert(0, str(Path(__file__).parents[1]))
from scripted_llm import Reply, ScriptedModel, fails, says

from qa import Assistant, Settings
from qa.resources import seeds_folder

QUESTION = "When does the Afghanistan withdrawal end?"
FAILURES = {
    "silent": Reply(pieces=["late"], before=300.0),
    "busy (429)": fails(429),
    "failing (500)": fails(500),
    "empty": says(""),
    "no API": Reply(body="<html>"),
}


def measure(url: str, home: Path) -> tuple[float, float]:
    """Return the seconds to the short answer and to the first notice about the model."""
    settings = Settings(home=home, llm_url=url, llm_model="m")
    with Assistant.open(seeds_folder() / "articles", settings=settings) as assistant:
        for warm in (True, False):
            started, short = time.perf_counter(), 0.0
            for answer in assistant.stream(QUESTION):
                passed = time.perf_counter() - started
                assert not answer.refused
                short = short or passed
                if answer.notices:
                    break
            if not warm:
                return short, passed
    raise AssertionError


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        rows.append(["nobody listens", *measure("http://127.0.0.1:9/v1", home)])
        for name, reply in FAILURES.items():
            with ScriptedModel(reply) as script:
                rows.append([name, *measure(script.url, home)])
    print_table(
        "Seconds until",
        ["the endpoint is", "the short answer", "the notice"],
        [[str(name), f"{short:.2f}", f"{notice:.2f}"] for name, short, notice in rows],
    )


if __name__ == "__main__":
    main()
