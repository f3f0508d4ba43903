from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.drafts.draft import Rule
from qa.answering.lookups import looked_up
from qa.answering.lookups.headcounts import aboard, asked_aboard, asked_turnout, turnout
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There were 112 people aboard the Nordlys.", "112"),
        ("The Nordlys left with about 80 passengers and crew on board.", "about 80"),
        ("There were on board the Nordlys only goats, and on board 14 souls.", "14"),
        ("The list of the Nordlys gives fifty-three on board.", "fifty-three"),
        ("The Nordlys was carrying 2,040 people.", "2,040"),
        ("All 31 people on board the Nordlys drowned.", "31"),
        ("Nine of the 31 aboard the Nordlys drowned.", "31"),
        ("Nine people on board the Nordlys drowned.", None),
        ("There were two Danes on board the Nordlys.", None),
        ("There were 112 people aboard the Aurora.", None),
    ],
)
def test_how_many_were_aboard(text: str, number: str | None, read_node: MakeNode) -> None:
    question = "How many people were aboard the Nordlys?"
    assert asked_aboard(question) == question
    found = aboard(question, candidates([read_node(text, (text[:2], 1.0))]))
    assert (found and found.text) == number


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Turnout was 62.5 percent.", "62.5 percent"),
        ("Turnout, at 58%, was low.", "58%"),
        ("They counted a 58 per cent turnout.", "58 per cent"),
        ("More than 58% of voters cast a ballot.", "58%"),
        ("Two in three voters went to the polls, or 66.1%.", "66.1%"),
        ("Turnout rose from 50% to 60%.", None),
        ("The party won 58% of the votes.", None),
        ("Turnout was high; 58% want a recount.", None),
    ],
)
def test_turnout_of_an_election(text: str, share: str | None, read_node: MakeNode) -> None:
    question = "What was the turnout?"
    assert asked_turnout(question) == question
    found = turnout(question, candidates([read_node(text, (text[:2], 1.0))]))
    assert (found and found.text) == share


@pytest.mark.parametrize(
    "question",
    [
        "What was the turnout in 2021?",
        "Why was the turnout low?",
        "How many people aboard the Nordlys drowned?",
        "How many people were rescued?",
        "What percentage of the votes did she win?",
    ],
)
def test_other_questions(question: str) -> None:
    assert asked_turnout(question) is None
    assert asked_aboard(question) is None


def test_the_headcount_of_each_article_is_looked_up(read_node: MakeNode) -> None:
    nodes = [
        read_node("There were 112 people aboard the Nordlys.", ("112", 1.0)),
        read_node("The Nordlys was carrying 97 passengers and crew.", ("97", 1.0), article="b"),
    ]
    stated, rule = looked_up("How many people were aboard the Nordlys?", candidates(nodes))
    assert [one.text for one in stated] == ["112", "97"]
    assert rule is Rule.HEADCOUNT
