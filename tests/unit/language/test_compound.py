from __future__ import annotations

import pytest

from qa.language.compound import split


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Who designed the bridge of Alta and when did it open?",
            ["Who designed the bridge of Alta?", "When did it open?"],
        ),
        (
            "When and where was Anna Berg born?",
            ["When was Anna Berg born?", "Where was Anna Berg born?"],
        ),
        (
            "Where and on what day was the funeral?",
            ["Where was the funeral?", "On what day was the funeral?"],
        ),
        (
            "Who took the seat from Berg, and what's her job?",
            ["Who took the seat from Berg?", "What is her job?"],
        ),
        ("Who is Lindsey Vonn and is she hurt?", ["Who is Lindsey Vonn?", "Is she hurt?"]),
        (
            "How much do I pay, and do children pay?",
            ["How much do I pay?", "Do children pay?"],
        ),
        (
            "When did Mount Orn erupt and was anybody hurt?",
            ["When did Mount Orn erupt?", "Was anybody hurt?"],
        ),
        (
            "How many bears live in the park and how many wolves?",
            ["How many bears live in the park?", "How many wolves?"],
        ),
        ("Did the strike end and when?", ["Did the strike end?", "When?"]),
        ("Who led the strike? When did it end?", ["Who led the strike?", "When did it end?"]),
    ],
)
def test_joined_questions_are_split(question: str, parts: list[str]) -> None:
    assert split(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Which countries and which firms signed the treaty?",
        "How many men and how many women came?",
        "What happens when the troops leave and when the embassy closes?",
        "Who are Ada and Liv Roth?",
        "How do France and the US differ?",
        "Summarise who came and what they said.",
        "What's the name of the ferry?",
    ],
)
def test_single_question_is_left_whole(question: str) -> None:
    assert split(question) == [question]
