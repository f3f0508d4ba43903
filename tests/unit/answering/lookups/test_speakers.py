from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.speakers import asked_speaker, speaker
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = (
    'The cook Ada Moy and the smith Pal Rey met at the mill. "The mill wheel is sound," Moy said. '
    'Rey laughed. "It is an old death trap," he said. According to the guard Tor Lie, nobody '
    "drinks there at night. The council said that a new roof would come in May. Ola Berg, who owns "
    "it, warned that the walls were thin. It rained on the old town."
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who said that the mill was sound?", True),
        ("Who called the mill an old death trap?", True),
        ("Who described the mill as a trap?", True),
        ("Who called the police?", False),
        ("Who said so?", False),
        ("Who built the mill?", False),
    ],
)
def test_question_for_a_speaker(question: str, asks: bool) -> None:
    assert (asked_speaker(question) is not None) is asks


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who said that the mill wheel was sound?", "Ada Moy"),
        ("Who called the mill an old death trap?", "Pal Rey"),
        ("Who said that nobody drinks there at night?", "Tor Lie"),
        ("Who said that a new roof would come?", "The council"),
        ("Who warned that the walls were thin?", "Ola Berg"),
        ("Who said that it rained on the old town?", None),
        ("Who said that the mill would be sold to a bank?", None),
    ],
)
def test_words_are_given_to_the_one_who_says_them(
    question: str, who: str | None, read_node: Callable[..., ReadNode]
) -> None:
    said = asked_speaker(question)
    assert said is not None
    found = speaker(said, candidates([read_node(TEXT, ("mill", 1.0))]))
    assert (found and found.text) == who
