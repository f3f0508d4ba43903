from __future__ import annotations

from collections.abc import Callable

import pytest
from llama_index.core.schema import NodeWithScore

from qa.answering.lookups.listed import items_below, items_beside, numbered_step, section, steps
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
TITLE = "How to plant a hedge"
FIRST = """You need half a day.

1. Dig a trench. Make it deep.
2. Water it.
3. Set the plants."""
SECOND = """4. Cover the roots.

Hedges last 100 years."""


@pytest.mark.parametrize(
    "question",
    [
        "How do I plant a hedge?",
        "how can we plant hedges",
        "What are the steps to plant a hedge?",
        "Give me the instructions for planting a hedge",
    ],
)
def test_steps_are_those_of_the_article_that_says_how(question: str, read_node: MakeNode) -> None:
    nodes: list[NodeWithScore] = [
        read_node(SECOND, ("roots", 1.0), article="a", title=TITLE, offset=200),
        read_node("1. Wash it.\n2. Cut it.", ("Wash", 1.0), article="b", title="How to cut hair"),
        read_node(FIRST, ("trench", 1.0), article="a", title=TITLE),
    ]
    quotes = steps(question, nodes)
    assert [quote.text for quote in quotes] == [
        "1. Dig a trench. Make it deep.",
        "2. Water it.",
        "3. Set the plants.",
        "4. Cover the roots.",
    ]
    assert {quote.article_id for quote in quotes} == {"a"}
    assert quotes[-1].start == 200


@pytest.mark.parametrize(
    "question",
    ["How deep is the trench?", "How do I plant a rose?", "How do plants grow?", "Who dug it?"],
)
def test_other_questions_ask_for_no_steps(question: str, read_node: MakeNode) -> None:
    assert steps(question, [read_node(FIRST, ("trench", 1.0), title=TITLE)]) == []


def test_steps_with_a_gap_are_left_out(read_node: MakeNode) -> None:
    text = FIRST.replace("2. ", "5. ")
    node = read_node(text, ("trench", 1.0), title=TITLE)
    assert steps("How do I plant a hedge?", [node]) == []


BRING = """Bring these things.

- a spade (or a fork)
- string
- a bucket

Ask first.

- Do not dig in frost."""


def test_all_items_of_the_list_that_holds_the_span(read_node: MakeNode) -> None:
    (found,) = candidates([read_node(BRING, ("string", 1.0))])
    items = [text for text, _ in items_beside(found)]
    assert items == ["a spade (or a fork)", "string", "a bucket"]


@pytest.mark.parametrize("span", ["these things", "frost"])
def test_a_span_in_no_list_or_alone_in_one_has_no_items(span: str, read_node: MakeNode) -> None:
    (found,) = candidates([read_node(BRING, (span, 1.0))])
    assert items_beside(found) == []


MANUAL = """## New

- Maps can be printed.
- Names are sorted.

## Before you install

Do not install Kestrel if you:

- have no licence
- use a tablet

## Installing

Copy the folder. Then run the program.

It takes a minute.

## Removing

Delete the folder.

## You will need

- a disk
- a licence

What is closed?

- the shop

- the yard

All else is open."""
NOTES = "Notes on Kestrel 4"


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What is new in Kestrel 4?", ["Maps can be printed.", "Names are sorted."]),
        ("Who should not install Kestrel?", ["have no licence", "use a tablet"]),
        ("What do I need for Kestrel?", ["a disk", "a licence"]),
        ("What is needed to make Kestrel?", ["a disk", "a licence"]),
        ("What is closed?", ["the shop", "the yard"]),
        ("Who should install Kestrel?", []),  # the list says who should not
        ("What is Kestrel?", []),
        ("What is new in Falcon?", []),
        ("How many maps are new?", []),
    ],
)
def test_items_below_the_line_that_says_what_is_asked(
    question: str, items: list[str], read_node: MakeNode
) -> None:
    node = read_node(MANUAL, ("Maps", 1.0), title=NOTES)
    found = items_below(question, [node])
    assert [text for text, _ in found] == items
    for text, quote in found:  # one quote holds all items, each of them marked
        assert quote == found[0][1]
        assert text in quote.text
        assert text in [MANUAL[start:end] for start, end in quote.spans]


@pytest.mark.parametrize(
    ("question", "paragraphs"),
    [
        (
            "How do I install Kestrel?",
            ["Copy the folder. Then run the program.", "It takes a minute."],
        ),
        ("How can I remove Kestrel?", ["Delete the folder."]),
        ("How do I print Kestrel?", []),
        ("Who installs Kestrel?", []),
    ],
)
def test_section_whose_heading_says_what_is_done(
    question: str, paragraphs: list[str], read_node: MakeNode
) -> None:
    node = read_node(MANUAL, ("Maps", 1.0), title=NOTES)
    assert [quote.text for quote in section(question, [node])] == paragraphs


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("What is the second step?", "2. Water it."),
        ("What's the last step of planting a hedge?", "3. Set the plants."),
        ("What is the 1st step?", "1. Dig a trench. Make it deep."),
        ("What is the fourth step?", None),
        ("What is the second step of baking bread?", None),
        ("What is the second plant?", None),
    ],
)
def test_step_of_a_number(question: str, step: str | None, read_node: MakeNode) -> None:
    quotes = numbered_step(question, [read_node(FIRST, ("trench", 1.0), title=TITLE)])
    assert [quote.text for quote in quotes] == ([step] if step else [])
