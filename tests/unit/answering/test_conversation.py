from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant
from qa.retrieval import Question

GARN = (
    "Blast in Garn\n\nAn explosion hit the plant in Garn. The mayor, Ola Berg, thanked the crews."
)
ELVA = "Museum shut\n\nThe old museum of Elva was shut. The mayor, Liv Roth, thanked the donors."


@pytest.mark.parametrize(
    ("question", "nothing"),
    [
        ("Who is the mayor?", True),
        ("who is the mayor", True),
        ("Who is the mayor of Garn?", False),
    ],
)
def test_question_without_a_name(question: str, nothing: bool) -> None:
    assert Question(question).names_nothing is nothing


@pytest.mark.parametrize(
    ("before", "question", "answer"),
    [
        ("What hit the plant in Garn?", "Who is the mayor?", "Ola Berg"),
        ("What was shut in Elva?", "Who is the mayor?", "Liv Roth"),
        ("What hit the plant in Garn?", "Who is the mayor of Elva?", "Liv Roth"),
    ],
)
def test_question_that_names_nothing_goes_on_with_the_same_story(
    before: str, question: str, answer: str, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "garn.txt").write_text(GARN, encoding="utf-8")
    (folder / "elva.txt").write_text(ELVA, encoding="utf-8")
    with Assistant.open(folder) as assistant:
        first = assistant.ask(before)
        assert assistant.ask(question, history=[first.as_turn()]).text == answer


SHOP = """The pump shop of Elva

The shop stands at the old harbour. It is shut on Tuesdays.

Part: Oil pump | Price: 41 euros | In stock: no
Part: Fuel cap | Price: 12 euros | In stock: yes

Service: Spare key | Fee: 3 euros
Service: Repair | Fee: 20 euros
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much does a new oil pump cost and is it available?", "41 euros; No"),
        ("How much does the fuel cap cost and is it available?", "12 euros; Yes"),
        ("How much is the spare key and on which day was it first sold?", "3 euros"),
    ],
)
def test_the_second_part_keeps_the_subject_and_has_an_answer_of_its_own(
    question: str, answer: str, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "shop.txt").write_text(SHOP, encoding="utf-8")
    with Assistant.open(folder) as assistant:
        assert assistant.ask(question).text == answer
