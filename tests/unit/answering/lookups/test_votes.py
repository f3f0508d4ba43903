from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.votes import asked_vote, vote
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize(
    ("question", "text", "result"),
    [
        ("What was the result of the vote?", "They voted by 24 to 19 for it.", "by 24 to 19"),
        ("How did the council vote?", "It was approved on Monday by 24 to 19.", "by 24 to 19"),
        (
            "What was the outcome of the vote in Elva?",
            "Elva's vote (24 for, 18 against, one abstention) ends it.",
            "24 for, 18 against, one abstention",
        ),
        ("By what majority did it pass?", "It passed by 522 votes to 71.", "by 522 votes to 71"),
        ("How did it vote?", "It was passed on 7 May 2022 with 88 votes to 61.", "88 votes to 61"),
        ("How did the council vote?", "It rose from 24 to 19 on Monday.", None),
    ],
)
def test_how_a_vote_ended(
    question: str, text: str, result: str | None, read_node: Callable[..., ReadNode]
) -> None:
    assert asked_vote(question) == question
    found = vote(question, candidates([read_node(text, (text[:2], 1.0))]))
    assert (found and found.text) == result


@pytest.mark.parametrize("question", ["Who did they vote for?", "How many voted for Rey?"])
def test_other_questions_on_a_vote(question: str) -> None:
    assert asked_vote(question) is None
