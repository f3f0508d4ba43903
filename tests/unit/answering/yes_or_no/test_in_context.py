from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.yes_or_no.in_context import says_in_context
from qa.answering.yes_or_no.rating import rate, weights
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "title", "text", "says"),
    [
        ("Did the dam break?", "Flood", "It rained. The dam\nbroke.", "Yes"),
        ("Was Ada Moss married?", "Ada Moss, painter", "She drew. She never married.", "No"),
        ("Was Ada Moss married?", "Ada Moss and Ida Rey", "She never married.", ""),
        (
            "Is the forge open on Mondays?",
            "The forge",
            "It is the oldest forge. It is open daily except Monday.",
            "No",
        ),
        (
            "Can I bring my dog to the mill?",
            "The mill",
            "It was built by the monks. Dogs are not allowed.",
            "No",
        ),
        ("Will the toll go up?", "Roads", "The toll will stay as it is.", "No"),
        ("Der Damm brach?", "Flut", "Der Damm brach am Montag in Torgau.", ""),
    ],
)
def test_sentence_is_read_with_its_title_and_what_is_before(
    question: str, title: str, text: str, says: str, read_node: MakeNode
) -> None:
    asked = weights(question)
    *_, sentence = rate(question, asked, [read_node(text, (text[:3], 1.0), title=title)])
    assert says_in_context(question, asked, sentence) == says
