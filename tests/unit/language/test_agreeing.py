from __future__ import annotations

import pytest

from qa.language.agreeing import asked_of_each


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Do the articles agree about the cost of the bridge?", "What is the cost of the bridge?"),
        ("do both reports differ on how many people died", "How many people died?"),
        ("How do the stories differ about who won?", "Who won?"),
        ("Do the articles agree when the bridge opened?", "When was it that the bridge opened?"),
        ("Do the articles agree on when the bridge will open?", "When will the bridge open?"),
        ("do the reports disagree on how big the fine was", "How big was the fine?"),
        ("Do the papers differ on how old Lena Hart is?", "How old is Lena Hart?"),
        ("Do the accounts differ on how the fire began?", "How the fire began?"),
        ("Do the papers agree on who the mayor is?", "Who is the mayor?"),
        ("Do the papers agree on who is the mayor?", "Who is the mayor?"),
        (
            "Do the papers agree on how many people the firm has sacked?",
            "How many people has the firm sacked?",
        ),
        ("Do the papers agree on how many people were hurt?", "How many people were hurt?"),
        (
            "Do the papers agree on when the man who was hurt fell?",
            "When was it that the man who was hurt fell?",
        ),
        (
            "Is there any disagreement between the articles about how much it cost?",
            "How much it cost?",
        ),
        ("Do the club and the league disagree about how many fans came?", "How many fans came?"),
        ("Do they agree on what the cause was?", "What was the cause?"),
        ("Do the club and the league agree on a date?", None),
        ("Do men and women differ in how much they eat?", None),
        ("Do the articles agree about the bridge?", None),
        ("Do the ministers agree about the cost of the bridge?", None),
        ("Do the articles agree?", None),
    ],
)
def test_question_whether_articles_agree_asks_each_for_the_fact(
    question: str, asked: str | None
) -> None:
    assert asked_of_each(question) == (asked or question)
