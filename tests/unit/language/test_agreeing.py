from __future__ import annotations

import pytest

from qa.language.agreeing import asked_of_each


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Do the articles agree about the cost of the bridge?", "What is the cost of the bridge?"),
        ("do both reports differ on how many people died", "How many people died?"),
        ("How do the stories differ about who won?", "Who won?"),
        ("Do the articles agree when the bridge opened?", None),
        ("Do the articles agree on when the bridge opened?", None),
        ("Do the articles agree about the bridge?", None),
        ("Do the ministers agree about the cost of the bridge?", None),
        ("Do the articles agree?", None),
    ],
)
def test_question_whether_articles_agree_asks_each_for_the_fact(
    question: str, asked: str | None
) -> None:
    assert asked_of_each(question) == (asked or question)
