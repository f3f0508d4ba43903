from __future__ import annotations

import pytest

from qa.language.degrees import asked_degree, asked_quantities


@pytest.mark.parametrize(
    ("question", "sign", "noun", "way", "of_two"),
    [
        ("Which town is the highest?", 1, "height", 1, False),
        ("Which town has the most shops?", 1, None, 0, False),
        ("Which town has fewer shops?", -1, None, 0, True),
        ("Which is heavier, the Fen or the Dax?", 0, "weight", 1, True),
        ("Which is the cheapest?", 0, "price", -1, False),
        ("Which is the least expensive?", -1, "price", -1, False),
    ],
)
def test_question_shows_what_it_compares(
    question: str, sign: int, noun: str | None, way: int, *, of_two: bool
) -> None:
    degree = asked_degree(question)
    assert degree is not None
    assert (degree.sign, degree.of_two) == (sign, of_two)
    assert noun is None or degree.measures[noun] == way


@pytest.mark.parametrize("question", ["Where is the town?", "How high is the tower?"])
def test_other_questions_compare_nothing(question: str) -> None:
    assert asked_degree(question) is None


@pytest.mark.parametrize(
    ("question", "quantities"),
    [
        ("How long is the Tern?", {"length", "distanc", "durat", "run"}),
        ("How heavy is the bell?", {"weight", "mass"}),
        ("How old is she?", {"age"}),
        ("How many bells are there?", set()),
    ],
)
def test_quantity_that_is_asked_for(question: str, quantities: set[str]) -> None:
    assert asked_quantities(question) == quantities


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("Which is the most expensive desk?", {"desk"}),
        ("What is the deepest lake in Norland?", {"lake"}),
        ("Which ship is the heaviest?", set()),
    ],
)
def test_what_a_superlative_is_said_of(question: str, things: set[str]) -> None:
    degree = asked_degree(question)
    assert degree is not None
    assert degree.things == things


@pytest.mark.parametrize(
    "question", ["Why did she take the cheapest firm?", "When did the heaviest snow fall?"]
)
def test_no_row_answers_why_and_when(question: str) -> None:
    assert asked_degree(question) is None
