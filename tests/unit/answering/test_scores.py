from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.candidates import candidates
from qa.answering.scores import asked_score, score
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
