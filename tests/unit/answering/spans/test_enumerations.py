from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.confidence import observe
from qa.answering.spans.candidates import Candidate, candidates
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]
CHOIR = "We welcome Mirela Dobre, Beth Lang (alto) and Jon Peake to the choir."
TRADE = "The chief exports are dried cod, sawn timber and wool."


def best(node: ReadNode, question: str) -> Candidate:
    return candidates([node], Question(question))[0]


@pytest.mark.parametrize(
    ("question", "text", "marked", "whole"),
    [
        ("Who are the new members of the choir?", CHOIR,
         ("Beth Lang (alto) and Jon Peake", "Mirela Dobre, Beth Lang (alto) and Jon Peake"),
         "Mirela Dobre, Beth Lang (alto) and Jon Peake"),
        ("What goods does the island sell?", TRADE,
         ("wool", "sawn timber and wool", "dried cod, sawn timber and wool"),
         "dried cod, sawn timber and wool"),
        ("Which sources will they use?", "They will use wells at Elva and the pipe from Lake Orn.",
         ("wells at Elva", "wells at Elva and the pipe from Lake Orn"),
         "wells at Elva and the pipe from Lake Orn"),
        # The words before belong to no item, and a clause is no item.
        ("What goods does the island sell?", TRADE,
         ("dried cod, sawn timber and wool", TRADE.removesuffix(".")),
         "dried cod, sawn timber and wool"),
        ("Which steps were taken?", "New locks were fitted, and some wages went out late.",
         ("New locks", "New locks were fitted, and some wages went out late"), "New locks"),
        ("Which of the players were hurt?", "Goalkeeper and captain Luka Petric went off.",
         ("captain Luka Petric", "Goalkeeper and captain Luka Petric"), "captain Luka Petric"),
        # What the question leaves out itself is no part of its answer.
        ("Besides wool, what goods does the island sell?", TRADE,
         ("dried cod, sawn timber", "dried cod, sawn timber and wool"), "dried cod, sawn timber"),
        # One thing is asked for.
        ("Who sings tenor?", CHOIR,
         ("Jon Peake", "Mirela Dobre, Beth Lang (alto) and Jon Peake"), "Jon Peake"),
    ],
)  # fmt: skip
def test_the_whole_enumeration_leads_where_several_things_are_asked_for(
    question: str, text: str, marked: tuple[str, ...], whole: str, read_node: MakeNode
) -> None:
    spans = [(span, 3.0 - at) for at, span in enumerate(marked)]
    assert best(read_node(text, *spans), question).text == whole


@pytest.mark.parametrize(
    ("question", "text", "marked", "whole"),
    [
        ("Who was elected?", "Ann Lee, Bo Rey and Cy Day were elected.", "Ann Lee",
         "Ann Lee, Bo Rey and Cy Day"),
        ("Who was elected?", "It was Ann Lee, Bo Rey said.", "Ann Lee", "Ann Lee"),
        ("Who is the mayor?", "The mayor is Ann Lee and Bo Rey is deputy.", "Ann Lee", "Ann Lee"),
        ("Who built it?", "It was planned by Ann Lee, and Bo Rey built it.", "Bo Rey", "Bo Rey"),
        ("Where were the divers from?", "Divers from Alta, Elva and Osby came.", "Alta",
         "Alta, Elva and Osby"),
        ("Where did it begin?", "It began in Alta and Elva followed.", "Alta", "Alta"),
    ],
)  # fmt: skip
def test_all_names_of_a_list_may_answer_a_question_for_one(
    question: str, text: str, marked: str, whole: str, read_node: MakeNode
) -> None:
    assert best(read_node(text, (marked, 3.0)), question).text == whole


def test_far_weaker_whole_does_not_lead(read_node: MakeNode) -> None:
    whole = "dried cod, sawn timber and wool"
    node = read_node(TRADE, ("sawn timber and wool", 9.0), (whole, -9.0))
    assert best(node, "What goods does the island sell?").text == "sawn timber and wool"


def test_whole_is_backed_by_its_parts(read_node: MakeNode) -> None:
    question = "What goods does the island sell?"
    spans = ("sawn timber and wool", 3.0), ("dried cod, sawn timber and wool", 2.0), ("wool", 1.0)
    found = candidates([read_node(TRADE, *spans)], Question(question))
    assert observe(question, found[0], found).consensus == 1.0
    assert found[0].gap == max(one.gap for one in found)
    assert observe("What is sold?", found[0], found).consensus < 1.0
