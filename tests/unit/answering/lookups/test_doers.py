from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.doers import asked_doer, doer
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize("question", ["Who is Ada Moss?", "Who did it?", "When did she lead it?"])
def test_question_for_no_deed(question: str) -> None:
    assert asked_doer(question) is None


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("Who led the dig?", "Two Danes dug. Dr Ada Moss, who led the dig, left.", "Dr Ada Moss"),
        ("Who led the dig at Elva?", "Danes dug. Ada Moss, who led the dig, left.", None),
        ("Who led the dig?", "Ada Moss, who led the choir, met Per Aas, who dug.", None),
        ("Who wrote the song?", "There sat Per Aas, 61, who had written the song.", "Per Aas"),
        ("Who wrote the first song?", "There sat Per Aas, 61, who had written the song.", None),
        ("Who beat Ada Moss?", "Per Aas met Ada Moss, who beat Ada Moss last year.", None),
    ],
)
def test_somebody_is_found_by_the_clause_that_says_it(
    question: str, text: str, name: str | None, read_node: Callable[..., ReadNode]
) -> None:
    asked = asked_doer(question)
    if asked is None:
        assert name is None
        return
    found = doer(asked, candidates([read_node(text, (text[:3], 1.0))]))
    assert (found and found.text) == name
