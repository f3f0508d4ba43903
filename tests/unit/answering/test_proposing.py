from __future__ import annotations

import pytest

from qa.answering.proposing import main_names, propose_questions


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (
            "The bridge of Tarnholm was opened in 1932 by the mayor.",
            "When was the bridge of Tarnholm opened?",
            "1932",
        ),
        (
            "LONDON, England (CNN) -- The museum will close on Monday for repairs.",
            "When will the museum close?",
            "Monday",
        ),
        (
            "The summit was held in Geneva despite the snow.",
            "Where was the summit held?",
            "Geneva",
        ),
        (
            "The flight was delayed because the runway was flooded.",
            "Why was the flight delayed?",
            "the runway was flooded",
        ),
        (
            "The lighthouse was built by Sunniva Dahl in 1887.",
            "Who built the lighthouse?",
            "Sunniva Dahl",
        ),
        ("Forty workers died in the storm.", "How many workers died in the storm?", "Forty"),
        (
            "President Anna Berg signed the treaty on Tuesday.",
            "Who signed the treaty?",
            "President Anna Berg",
        ),
        (
            "Maria Lopez, a spokeswoman for the port, confirmed the delay.",
            "Who is Maria Lopez?",
            "spokeswoman",
        ),
    ],
)
def test_a_sentence_is_turned_into_a_question(text: str, question: str, expected: str) -> None:
    assert (question, expected) in [(one.text, one.expected) for one in propose_questions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She was born in 1932.",  # nobody knows who "she" is
        "“The bridge was opened in 1932,” he said.",  # a quotation
        "The bridge was never opened in 1932.",  # what did not happen
        "The bridge, which his father built, was opened in 1932.",  # two clauses
        "It was late.",
        "Owners were told in April.",  # only its place gives the first word a capital
        "",
        "The",
    ],
)
def test_a_sentence_that_is_not_understood_gives_no_question(text: str) -> None:
    assert propose_questions(text) == []


def test_a_text_is_about_the_names_it_repeats() -> None:
    text = (
        "The port closed. Ships from Ormsvik went to Hamburg. On Monday the French "
        "minister met the French press. Nobody in Ormsvik knew it on Monday. Hamburg was full."
    )
    assert main_names(text) == ["Ormsvik", "Hamburg"]


def test_a_capital_that_any_word_would_have_makes_no_name() -> None:
    text = (
        "Work on the dam began. “Work must go on,” Berg said. They want to work. - Work in Ravna "
        "pays.\n\nWork And Wages In Brief\n\nThe mayor of Ravna met Staff Sgt. Lee. Staff Sgt. "
        "Lee left on March 10. On March 10 it rained. Berg left Ravna."
    )
    assert main_names(text) == ["Ravna", "Berg"]


def test_a_family_name_stands_for_the_whole_name() -> None:
    text = "The judge fined Carl Berg. The clerk said Berg paid. Reporters met Berg in Ravna."
    assert main_names(text) == ["Carl Berg"]
