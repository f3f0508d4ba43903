from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.drafts.draft import Rule
from qa.answering.lookups import looked_up
from qa.answering.lookups.scores import asked_crowd, asked_score, crowd, score
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TENNIS = (
    "Ola Berg, who had lost twice, opened with a 6-2 6-3 win over Jan Moy on Monday. It took 57 "
    "minutes. Earlier, Rolf Lund beat Kai Sand 7-5, 6-4."
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What was the score?", True),
        ("What was the final score of the match?", True),
        ("What was the result of Berg's match against Moy?", True),
        ("How did the match end?", True),
        ("final score?", True),
        ("and the full-time score of the match?", True),
        ("score of the survey", False),
        ("final result?", False),
        ("What was the result of the election?", False),
        ("Who scored the winning goal?", False),
    ],
)
def test_question_for_a_score(question: str, asks: bool) -> None:
    assert (asked_score(question) is not None) is asks


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("What was the score of Berg's match against Moy?", TENNIS, "6-2 6-3"),
        ("What was the score when Lund met Sand?", TENNIS, "7-5, 6-4"),
        ("What was the score when Lund met Falk?", TENNIS, None),
        ("What was the final score?", "Elva won 2–1 after extra time.", "2–1"),  # noqa: RUF001
        ("What was the final score?", "Elva beat Osby by 24 points to 17.", "24 points to 17"),
        ("What was the final score?", "Elva won the league in 2019-20.", None),
        ("What was the final score?", "Elva won after a wait of 10-15 minutes.", None),
        ("What was the final score?", "A room for 2-4 costs more.", None),
    ],
)
def test_score_of_the_match_that_is_asked_about(
    question: str, text: str, figures: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = score(question, candidates([read_node(text, (text.split()[0], 1.0))]))
    assert (found and found.text) == figures


def test_score_of_a_headline(read_node: Callable[..., ReadNode]) -> None:
    text = "Alta City 2 Elva 3: Berg settles derby"
    found = score("What was the score?", candidates([read_node(text, ("Berg", 1.0))]))
    assert found is not None
    assert found.text == "Alta City 2 Elva 3"


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        ("How many spectators were there?", "They won in front of 31,204 at Mill Road.", "31,204"),
        ("How many people watched the match?", "The attendance was 812.", "812"),
        ("How big was the crowd?", "Some 4,000 fans saw it.", "4,000"),
        ("How many fans saw Elva win?", "Alta won in front of 31,204.", None),
        ("How many spectators came?", "It was won before 2021.", None),
    ],
)
def test_how_many_watched(
    question: str, text: str, number: str | None, read_node: Callable[..., ReadNode]
) -> None:
    assert asked_crowd(question) == question
    found = crowd(question, candidates([read_node(text, (text[:2], 1.0))]))
    assert (found and found.text) == number


def test_other_numbers_are_no_crowd() -> None:
    assert asked_crowd("How many people live in Elva?") is None


def test_the_figure_of_each_article_is_looked_up(read_node: Callable[..., ReadNode]) -> None:
    nodes = [
        read_node("Elva won before a crowd of 24,310.", ("Elva", 1.0)),
        read_node("Elva won in front of 23,870 spectators.", ("Elva", 1.0), article="b"),
        read_node("Elva won at last.", ("Elva", 1.0), article="c"),
    ]
    stated, rule = looked_up("How many spectators saw Elva?", candidates(nodes))
    assert [one.text for one in stated] == ["24,310", "23,870"]
    assert all(one.looked_up for one in stated)
    assert rule is Rule.RESULT
