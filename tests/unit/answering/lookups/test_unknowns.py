from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.unknowns import unknown
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("Where is Ada Moss buried?", "Nobody knows where Ada Moss is buried.", True),
        ("Why did the dam break?", "Why the dam broke was not known last night.", True),
        ("Which firm made the valve?", "The firm that made the valve was not disclosed.", True),
        ("Where is Ada Moss buried?", "Ada Moss is buried in Elva.", False),
        ("Where is Otto Moss buried?", "Nobody knows where Ada Moss is buried.", False),
    ],
)
def test_an_article_says_that_it_is_not_known(
    question: str, text: str, says: bool, read_node: Callable[..., ReadNode]
) -> None:
    found = unknown(question, candidates([read_node(text, (text.split()[0], 1.0))]))
    assert (found is not None and found.text == text) is says
