"""`qa` that reads no passage before the file `go_on` lies in its home.

Every passage that it begins to read makes a line in the file `read`: the question's first word.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from qa.cli import main
from qa.models import Reading, SpanReader

whole = SpanReader._read


def slowly(self: SpanReader, question: Any, passage: str, heading: str) -> Reading:
    home = Path(os.environ["QA_HOME"])
    with (home / "read").open("a", encoding="utf-8") as read:
        read.write(f"{question.tokens[0]}\n")
    while not (home / "go_on").exists():
        time.sleep(0.02)
    return whole(self, question, passage, heading)


SpanReader._read = slowly  # type: ignore[method-assign]

if __name__ == "__main__":
    main()
