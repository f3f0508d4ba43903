from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import HashEmbedding
from llama_index.core.schema import NodeWithScore

from qa.answering.broad import central_sentences
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]

HARBOUR = "The harbour of Bergen opened on Friday."


def told(topic: str, *nodes: NodeWithScore) -> list[str]:
    return [quote.text for quote in central_sentences(topic, nodes, HashEmbedding())]


def test_sentence_is_told_once_however_many_articles_print_it(read_node: MakeNode) -> None:
    assert told("", *(read_node(HARBOUR, article=article) for article in "abc")) == [HARBOUR]


def test_every_article_has_its_say(read_node: MakeNode) -> None:
    one = " ".join(f"The harbour of Bergen has quay {name}." for name in ("A", "B", "C", "D", "E"))
    quotes = central_sentences(
        "", [read_node(one), read_node("Bread rose by a third.", article="b")], HashEmbedding()
    )
    assert {quote.article_id for quote in quotes} == {"a", "b"}


def test_only_sentences_on_the_topic_are_told(read_node: MakeNode) -> None:
    text = f"Bread rose by a third. {HARBOUR} Milk did not."
    assert told("harbour", read_node(text)) == [HARBOUR]


@pytest.mark.parametrize(
    "leaning",
    [
        "However, the harbour of Bergen opened on Friday.",
        "The harbour of Bergen opened on Friday.”",
        "The harbour of Bergen opened on Friday",
    ],
)
def test_of_two_alike_the_sentence_that_stands_by_itself_is_told(
    read_node: MakeNode, leaning: str
) -> None:
    assert told("harbour", read_node(leaning), read_node(HARBOUR, article="b")) == [HARBOUR]


def test_sentences_follow_each_other_as_in_the_text(read_node: MakeNode) -> None:
    text = "Ships came on Friday. The mayor spoke at noon. Nobody slept at night."
    quotes = central_sentences("", [read_node(text, offset=7)], HashEmbedding())
    assert [quote.text for quote in quotes] == text.replace(". ", ".|").split("|")
    assert all(text[quote.start - 7 : quote.end - 7] == quote.text for quote in quotes)


def test_nothing_comes_of_nothing() -> None:
    assert told("harbour") == []


def test_a_line_of_dashes_is_no_sentence(read_node: MakeNode) -> None:
    assert told("", read_node(f"Quays\n-----\n\n{HARBOUR}\n\n-----\n\nMore")) == [HARBOUR]
    assert "-----" not in told("", read_node("Quays\n\n-----\n\nMore quays"))
