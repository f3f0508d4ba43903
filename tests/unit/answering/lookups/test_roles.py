from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.roles import asked_role, holder
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Who is the mayor of Elva?", "mayor"),
        ("Who's the chief executive?", "chief executive"),
        ("Who is now the head of the museum?", "head"),
        ("Who is Ada Moss?", None),
        ("Who won the race?", None),
    ],
)
def test_question_for_the_holder_of_a_role(question: str, role: str | None) -> None:
    asked = asked_role(question)
    assert (asked and asked.role) == role


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("Who is the mayor of Elva?", "Elva burned. Mayor Ada Moss spoke.", "Ada Moss"),
        ("Who is the mayor?", '"Stay", said Ilsa Torv, the town\'s mayor.', "Ilsa Torv"),
        ("Who is the mayor?", "Rolf Lund, 61, the mayor, spoke.", "Rolf Lund"),
        ("Who is the boss of Moy?", "Moy makes locks. CEO Per van Aas left.", "Per van Aas"),
        ("Who is the chairman?", "The chairman is Sir Alan Berg.", "Sir Alan Berg"),
        ("Who is the mayor?", "Former mayor Otto Berg spoke.", None),
        ("Who is the mayor?", "Deputy mayor Otto Berg spoke.", None),
        ("Who is the mayor of Osby?", "Elva burned. Mayor Ada Moss spoke.", None),
        ("Who is the finance minister?", "Interior Minister Pavel Rusk spoke.", None),
    ],
)
def test_name_beside_the_role(
    question: str, text: str, name: str | None, read_node: Callable[..., ReadNode]
) -> None:
    asked = asked_role(question)
    assert asked is not None
    found = holder(asked, candidates([read_node(text, (text.split()[0], 1.0), offset=300)]))
    assert (found and found.text) == name


@pytest.mark.parametrize(
    ("question", "name"),
    [("Who is the mayor of Elva?", "Ada Moss"), ("Who is the mayor?", "Per Aas")],
)
def test_the_newest_article_says_who_holds_a_role_now(
    question: str, name: str, read_node: Callable[..., ReadNode]
) -> None:
    nodes = [
        read_node("In Elva, Mayor Per Aas spoke.", ("Elva", 2.0), published="2020-01-05"),
        read_node(
            "Elva's mayor Ada Moss left.", ("Elva", 1.0), published="2024-01-05", article="b"
        ),
    ]
    asked = asked_role(question)
    assert asked is not None
    found = holder(asked, candidates(nodes))
    assert found is not None
    assert found.text == name
