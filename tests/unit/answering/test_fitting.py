from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.candidates import candidates
from qa.answering.fitting import asked_unit, in_unit
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "text", "span", "fits"),
    [
        ("Who beat the champion?", "The Briton beat the champion.", "Briton", False),
        ("Who beat the champion?", "The minister beat the champion.", "The minister", False),
        ("Who was rescued?", "A 97-year-old man was rescued.", "97-year-old man", False),
        ("Who was rescued?", "They rescued Hassan Nelson.", "Hassan Nelson", True),
        ("Who was rescued?", "The police were rescued.", "police", True),
        ("How many workers came?", "Many workers came.", "Many workers", False),
        ("How many workers came?", "Some 300 workers came.", "300", True),
        ("How many workers came?", "A dozen workers came.", "A dozen", True),
        ("How long does it take?", "It takes only hours.", "hours", True),
        ("What type of allergy is it?", "It is an allergy of type I.", "type I", True),
        ("When did it open?", "It opened in Alta in 2021.", "Alta", False),
        ("When did it open?", "It opened last spring.", "last spring", True),
        ("What was the answer of the towns?", "The answer of the towns came.", "answer", False),
        ("Was it red or blue?", "It was red.", "red", True),
    ],
)
def test_span_must_be_what_the_question_asks_for(
    question: str, text: str, span: str, fits: bool, read_node: MakeNode
) -> None:
    (candidate,) = candidates([read_node(text, (span, 1.0))], Question(question))
    assert candidate.fits is fits


@pytest.mark.parametrize("heading", ["Calm Amid the Ruins", "## Calm Amid the Ruins"])
def test_heading_is_no_answer_but_the_headline_is(heading: str, read_node: MakeNode) -> None:
    text = f"{heading}\n\nThe towns sent boats."
    question = Question("What was the answer?")
    assert candidates([read_node(text, ("alm", 2.0), offset=500)], question) == []
    assert len(candidates([read_node(text, ("alm", 2.0))], question)) == 1
    assert len(candidates([read_node("It was calm.", ("calm", 2.0), offset=500)], question)) == 1


def test_span_of_the_right_kind_leads(read_node: MakeNode) -> None:
    text = "Many workers hope for jobs. The plant will hire 300 workers."
    found = candidates(
        [read_node(text, ("Many", 3.0), ("300", 1.0))], Question("How many workers are hired?")
    )
    assert [one.text for one in found] == ["300", "Many"]


@pytest.mark.parametrize(
    ("question", "unit", "within", "without"),
    [
        ("How high is it in feet?", "feet", "It is 30 feet high.", "It is 9 metres high."),
        ("How much is it in dollars?", "dollars", "It cost $5.", "It cost 5 crowns."),
        ("What does it cost per metre?", "per metre", "5 crowns a metre", "It is 9 metres long."),
        ("How much does she earn a year?", "per year", "9,000 per year", "She earns 9,000."),
    ],
)
def test_unit_that_a_question_names_must_be_in_the_sentence(
    question: str, unit: str, within: str, without: str
) -> None:
    assert asked_unit(question) == unit
    assert in_unit(unit, within)
    assert not in_unit(unit, without)


@pytest.mark.parametrize(
    "question", ["How many died in 2021?", "Who lives in metres?", "How high?"]
)
def test_question_without_a_unit(question: str) -> None:
    assert asked_unit(question) is None
