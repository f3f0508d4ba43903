from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.yes_or_no.names_and_things import has_names, has_thing, names
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


def test_names_and_numbers_stand_inside_a_question() -> None:
    assert names("Did Jon Berg win 3 races?") == {"jon", "berg", "3"}
    assert names("Did the ferry stop?") == set()


def test_passage_or_title_has_all_names_of_a_question(read_node: MakeNode) -> None:
    node = read_node("The 3 Malian ferries stopped.", ("stopped", 1.0), title="Berg tells why")
    assert has_names("Did Berg stop 3 ferries in Mali?", node)
    assert not has_names("Did Berg stop 30 ferries in Mali?", node)
    assert not has_names("Did Pike stop 3 ferries?", node)


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("Can I bring a dog?", True),
        ("Can I bring my cat?", False),
        ("Can I stay for an hour?", True),
        ("Can the cat stay?", True),
    ],
)
def test_thing_is_what_a_question_ends_with(question: str, *, has: bool) -> None:
    assert has_thing(question, {"dog", "garden"}) is has
