from __future__ import annotations

import pytest

from qa.language.several import asks_for_several


@pytest.mark.parametrize(
    "question",
    [
        "Who attended the summit?",
        "Which countries sent troops?",
        "Which European countries sent troops?",
        "What are the causes of the fire?",
        "Who were the winners?",
        "Name one city on the Baltic Sea.",
        "What is one of the reasons?",
        "Who else was there?",
    ],
)
def test_questions_with_several_answers(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Elva?",
        "What organization runs the satellite?",
        "Which bank owns it?",
        "How many people died?",
        "When did the talks end?",
        "Which bus stopped there?",
        "What are the opening hours of the mill?",
        "Where was she born?",
    ],
)
def test_questions_with_one_answer(question: str) -> None:
    assert not asks_for_several(question)
