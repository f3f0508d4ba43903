from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.introductions import introduced, introduction
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Lindsey Vonn?", "Lindsey Vonn"),
        ("who is lindsey vonn", "lindsey vonn"),
        ("What is the Takuba?", "Takuba"),
        ("What is a Habitat Plan?", "Habitat Plan"),
        ("Who is the mayor of Elva?", None),
        ("What was stolen?", None),
        ("Who is in charge?", None),
        ("Who is hurt?", None),
    ],
)
def test_question_for_an_introduction(question: str, name: str | None) -> None:
    assert introduced(question) == name


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("Liv Roth", "Liv Roth, a pilot from Osby, landed at noon.", "a pilot from Osby"),
        ("Liv Roth", "Liv Roth is the head of the port board.", "the head of the port board"),
        ("Liv Roth", "Then the French Defence Minister Liv Roth spoke.",
         "the French Defence Minister"),
        ("Roth", "Secretary Liv Roth spoke.", "Secretary"),
        ("Liv Roth", "Liv Roth, 20, comes on loan from Osby.", "comes on loan from Osby"),
        ("Liv Roth", "Dr Liv Roth has led the relief work in Osby since May.",
         "has led the relief work in Osby since May"),
        ("Liv Roth", "It was out by then, civil protection chief Liv Roth said.",
         "civil protection chief"),
        ("Liv Roth", "So said project scientist Liv Roth.", "project scientist"),
        ("Liv Roth", "It was opened by chief Liv Roth.", "chief"),
        ("Liv Roth", "The young pilot, Liv Roth, spoke.", "The young pilot"),
        ("Liv Roth", "Captain Liv Roth, 52, was rescued.", "Captain"),
        ("Liv Roth", "Liv Roth, 52, was rescued.", "52"),
        ("Takuba", "Takuba, a unit of nine states, trains soldiers.", "a unit of nine states"),
        ("Ashura", "It ends on Ashura -- the 10th day of Muharram -- in grief.",
         "the 10th day of Muharram"),
        ("Suger", "Suger, friend and confidant of the kings, rebuilt it.",
         "friend and confidant of the kings"),
        ("Liv Roth", "Liv Roth (3 May 1911 - 9 July 1994) was a pilot and painter.",
         "a pilot and painter"),
        ("Liv Roth", "Liv Roth (3 May 1911 - 9 July 1994) rebuilt it.", None),
        ("Suger", "Suger (1081 to 1151), a monk, rebuilt it.", "a monk"),
        ("Suger", "Suger, speaking of the walls, rebuilt it.", None),
        ("Liv Roth", "It is late, said Liv Roth, who runs the Blue Door cafe.",
         "who runs the Blue Door cafe"),
        ("Liv Roth", "It is late, said Liv Roth, who spoke in the cafe.", None),
        ("Habitat Plan", "It created a permit process called a Habitat Plan or HP.",
         "a permit process"),
        ("Liv Roth", "My guest is Professor Liv Roth, soil ecologist at Elva.",
         "soil ecologist at Elva"),
        ("Liv Roth", "They ate, said Liv Roth, fish. Roth, 41, a former pilot, flew in.",
         "a former pilot"),
        ("Liv Roth", "They ate, said Liv Roth, fish. Ada Roth, 41, a former pilot, flew in.", None),
        ("Liv Roth", "From May we have our first head of finance, Liv Roth, who sails a lot.",
         "our first head of finance"),
        ("Liv Roth", "The minister met a former pilot, Liv Roth, at the harbour.",
         "a former pilot"),
        ("Liv Roth", "He met Liv Roth, and the band played.", None),
        ("Liv Roth", "On Monday Liv Roth spoke.", None),
    ],
)  # fmt: skip
def test_words_that_introduce_a_name(
    name: str, text: str, says: str | None, read_node: MakeNode
) -> None:
    found = introduction(name, candidates([read_node(text, (text.split()[0], 1.0))]))
    assert (found and found.text) == says


def test_what_a_word_means_is_no_introduction_of_the_thing(read_node: MakeNode) -> None:
    text = "A slimy layer forms on the sand, called the Haut, a German word for skin."
    found = introduction("Haut", candidates([read_node(text, ("skin", 1.0))]))
    assert found is not None
    assert found.text == "A slimy layer forms on the sand"
