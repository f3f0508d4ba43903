from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.ages import age, age_at_death, asked_age, asked_age_at_death
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How old is Ola Berg?", "Ola Berg"),
        ("What was Berg's age?", "Berg"),
        ("How old is the bridge?", None),
        ("Who is Ola Berg?", None),
    ],
)
def test_question_for_an_age(question: str, name: str | None) -> None:
    assert asked_age(question) == name


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Berg, 58, employs 34 people.", "58"),
        ("The owner, Ola Berg (58), left.", "58"),
        ("They met the 58-year-old owner Ola Berg.", "58"),
        ("Berg is 58 years old.", "58 years old"),
        ("Berg turned 58 and retired.", "58"),
        ("Berg, aged 58, left.", "58"),
        ("Berg is 58 miles from Osby.", None),
        ("Dahl, 40, met Berg in 1987.", None),
        ("Berg left with 12, 13 or 14 others.", None),
    ],
)
def test_age_stands_beside_the_name(text: str, stated: str | None, read_node: MakeNode) -> None:
    found = age("Ola Berg", candidates([read_node(text, (text.split()[0], 1.0))]))
    assert (found and found.text) == stated


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How old was Ola Berg when he died?", "Ola Berg"),
        ("At what age did Berg die?", "Berg"),
        ("How old was the king when he died?", None),
        ("How old was Ola Berg when he won?", None),
    ],
)
def test_question_for_an_age_at_death(question: str, name: str | None) -> None:
    assert asked_age_at_death(question) == name


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("He left school at 14. He died of a fever in Osby at the age of 83.", "83"),
        ("He died on 3 May 1994, aged 83, in Osby.", "83"),
        ("He died in 1994 at 83.", "83"),
        ("He died at 10 p.m. on Friday.", None),
        ("He left school at the age of 14.", None),
    ],
)
def test_age_at_death_in_an_article_about_the_name(
    text: str, stated: str | None, read_node: MakeNode
) -> None:
    about = [read_node(text, ("He", 1.0), title="Ola Berg, baker")]
    found = age_at_death("Ola Berg", candidates(about))
    assert (found and found.text) == stated
    others = [read_node(text, ("He", 1.0), title="Liv Roth, pilot")]
    assert age_at_death("Ola Berg", candidates(others)) is None
