"""`qa` whose answers come in pieces, as many as the file `pieces` in its home says.

Only questions of a conversation are slowed down: those that the page tries beforehand have none.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from qa import Answer, Assistant, Notice, NoticeKind
from qa.cli import main

whole = Assistant.stream


def in_pieces(self: Assistant, *args: Any, **kwargs: Any) -> Iterator[Answer]:
    told = Path(os.environ["QA_HOME"]) / "pieces"
    *_, answer = whole(self, *args, **kwargs)
    if len(args) == 1:
        yield answer
        return
    for number in itertools.count(1):
        while not told.exists() or int(told.read_text() or 0) < number:
            time.sleep(0.02)
        yield replace(answer, notices=(Notice(NoticeKind.PROGRESS, f"Piece {number} has come."),))


Assistant.stream = in_pieces  # type: ignore[method-assign]

if __name__ == "__main__":
    main()
