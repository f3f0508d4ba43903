"""`qa` whose answers come in pieces, half a second apart: for what can only be seen meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qa import Answer, Assistant
from qa.cli import main


def slowly(self: Assistant, *args: Any, **kwargs: Any) -> Iterator[Answer]:
    whole = self.ask(*args, **kwargs)
    time.sleep(2)
    for length in range(1, 20):
        yield replace(whole, notices=(" ".join(["piece"] * length),))
        time.sleep(0.5)
    yield whole


Assistant.stream = slowly  # type: ignore[method-assign]

if __name__ == "__main__":
    main()
