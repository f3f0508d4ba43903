from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.comparisons import outright
from qa.answering.spans.candidates import candidates
from qa.language.alternatives import asked_alternatives
from qa.retrieval import ReadNode


@pytest.fixture
def compared(read_node: Callable[..., ReadNode]) -> Callable[[str, str], str | None]:
    def compare(question: str, text: str) -> str | None:
        asked = asked_alternatives(question)
        assert asked is not None
        found = outright(asked, candidates([read_node(text, (text.split()[0], 1.0))]))
        return found.text if found else None

    return compare


DEARER = "Which costs more, the kettle or the pan?"
OFTENER = "Who gets it more, boys or girls?"


@pytest.mark.parametrize(
    ("question", "text", "more"),
    [
        (DEARER, "The kettle is dearer than the pan.", "kettle"),
        (DEARER, "The pan costs more than the kettle.", "pan"),
        (DEARER, "The pan costs less than the kettle.", "kettle"),
        (DEARER, "The kettle costs three times as much as the pan.", "kettle"),
        ("Which is cheaper, the kettle or the pan?", "The kettle is dearer than the pan.", "pan"),
        ("Which is worth more, the ring or the cup they left?",
         "A silver cup in the next room, which had fetched twice as much as the ring, was left.",
         "cup"),
        (OFTENER, "It is twice as common in boys as in girls.", "boys"),
        (OFTENER, "It is less common in boys than in young girls.", "girls"),
        ("Which knew more songs, the wren or the lark?",
         "The wren knew fewer songs than the lark.", "lark"),
        ("Who is younger, Ada Moss or Ben Tait?", "Moss is three years older than Tait.", "Tait"),
    ],
)  # fmt: skip
def test_a_sentence_says_which_is_more(
    question: str, text: str, more: str, compared: Callable[[str, str], str | None]
) -> None:
    assert compared(question, text) == more


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (DEARER, "The kettle is heavier than the pan."),
        (DEARER, "The kettle is not dearer than the pan."),
        (DEARER, "The kettle may cost more than the pan."),
        (DEARER, "The lid of the kettle costs more than the pan."),
        (DEARER, "The kettle's lid costs more than the pan."),
        (DEARER, "The kettle costs more than the pan's lid."),
        (DEARER, "The kettle was sold and the lid costs more than the pan."),
        (DEARER, "The kettle costs more than 40 euros, the pan is free."),
        (DEARER, "The kettle costs as much as the pan."),
        (OFTENER, "Boys eat more sweets than girls."),
        (OFTENER, "It is more common in winter than in girls and boys."),
        (OFTENER, "In boys it is not more common than in girls."),
    ],
)
def test_other_sentences_do_not(
    question: str, text: str, compared: Callable[[str, str], str | None]
) -> None:
    assert compared(question, text) is None
