from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.quotations import asked_saying, saying
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = (
    'Unions were angry. "You do not send people home after a record," said Jonas Lie of the union. '
    "Siri Wahl said on Thursday that another storm was unlikely. She added that the roofs of Elva "
    "would be mended by May. The bridge is safe, Ola Berg said. The hospital spokesman told the "
    "paper that two men had left."
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What did Jonas Lie say?", True),
        ("What did the hospital spokesman say about the men?", True),
        ("What has Rey said recently?", True),
        ("What did Rey say was broken?", False),
        ("What did Rey want?", False),
        ("Who said that?", False),
    ],
)
def test_question_for_what_somebody_said(question: str, asks: bool) -> None:
    assert (asked_saying(question) is not None) is asks


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Jonas Lie say?", "You do not send people home after a record"),
        ("What did Wahl say about another storm?", "another storm was unlikely"),
        ("What did Siri Wahl say about the roofs?", "the roofs of Elva would be mended by May"),
        ("What did Ola Berg say about the bridge?", "The bridge is safe"),
        ("What did the hospital spokesman say?", "two men had left"),
        ("What did Jonas Lie say about the roofs?", None),
        ("What did Rolf Dahl say?", None),
    ],
)
def test_words_of_the_one_who_is_asked_about(
    question: str, words: str | None, read_node: Callable[..., ReadNode]
) -> None:
    asked = asked_saying(question)
    assert asked is not None
    found = saying(asked, candidates([read_node(TEXT, ("Unions", 1.0))]))
    assert (found and found.text) == words
