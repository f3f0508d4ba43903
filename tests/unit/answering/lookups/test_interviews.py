from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.interviews import answered_in_article
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

TEXT = """## What should I do with the kettle?

Stop using it at once.

## Where were they sold?

In Malta, at Lidgate's and online.

## Can I mend it?

Yes, twice, unless it leaks.

Dr Moy, when did you first see one?

I was six.

## What does a kettle cost?

- 30 crowns for a small one
- 45 crowns for a large one

Why did you stop?

That is a good question. I grew old.

Q: How long did it take to build?
A: Six years, two more than planned.

**Q: Do you drink tea?**

A: Never before noon."""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where were the kettles sold?", "In Malta, at Lidgate's and online."),
        ("How long did the building take?", "Six years"),
        ("When did she first see a kettle?", "I was six."),
        ("Can I mend the kettle?", "Yes, twice, unless it leaks."),
        ("Does she drink tea?", "Never before noon."),
        ("Why did she stop?", "That is a good question. I grew old."),
        ("What does a large kettle cost?", "45 crowns for a large one"),
        ("What does a broken kettle cost?", None),
        ("When were the kettles sold?", None),
        ("Where were the lamps sold?", None),
        ("Where was the kettle made?", None),
    ],
)
def test_what_follows_the_same_question_answers_it(
    question: str, answer: str | None, read_node: Callable[..., ReadNode]
) -> None:
    node = read_node(TEXT, ("Six years", 1.0), ("twice", 0.5))
    node.node.metadata["title"] = "Brightbrew recalls kettles"
    found = answered_in_article(question, candidates([node]))
    assert (found and found.text) == answer


def test_how_long_alone_does_not_make_one_question_of_two(
    read_node: Callable[..., ReadNode],
) -> None:
    text = "Boil the water.\n\n## How long will it last?\n\nUntil Friday."
    found = candidates([read_node(text, ("Friday", 1.0))])
    assert answered_in_article("How long should I boil the water?", found) is None
    assert answered_in_article("How long will it last?", found) is not None


def test_the_quote_holds_the_question_too(read_node: Callable[..., ReadNode]) -> None:
    node = read_node(TEXT, ("Six years", 1.0))
    found = answered_in_article("How long did the building take?", candidates([node]))
    assert found is not None
    assert TEXT[slice(*found.sentence)].startswith("Q: How long")


@pytest.mark.parametrize("line", ["-------------\n\n", "-------------\n", "=============\n\n"])
def test_the_line_that_underlines_a_question_is_no_answer(
    line: str, read_node: Callable[..., ReadNode]
) -> None:
    text = f"What is frost?\n{line}Frost is frozen dew.\n\nOther words\n-----------\n\nIt melts."
    found = answered_in_article("What is frost?", candidates([read_node(text, ("dew", -9.0))]))
    assert found is not None
    assert found.text in {"dew", "Frost is frozen dew."}


def test_a_whole_sentence_begins_behind_the_line_that_underlines_the_question(
    read_node: Callable[..., ReadNode],
) -> None:
    text = "Is frost dew?\n-------------\nYes, it is frozen dew."
    found = answered_in_article("Is frost dew?", candidates([read_node(text, ("dew", 1.0))]))
    assert found is not None
    assert found.text == "Yes, it is frozen dew."


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Mine is dull. Does anybody know whether the lid fits the kettle? Mine broke.", False),
        ("Can anyone say whether the lid fits the kettle? Thanks in advance.", False),
        ("Can the lid of the pot be used for the kettle? I broke mine.", False),
        ("Can the lid of the pot be used for the kettle? My own is lost.", False),
        ("Can the lid of the pot be used for the kettle? Yes, with the ring.", True),
        ("Can the lid of the pot be used for the kettle? We sell one with a ring.", True),
        ("Can the lid of the pot be used for the kettle?\n\nI do so every day.", True),
        ("**Can the lid of the pot be used for the kettle?** I do so every day.", True),
        ("Q: Can the lid of the pot be used for the kettle? I do so every day.", True),
        ("Can you use the lid of the pot for the kettle? I do so every day.", True),
        ("Can anybody use the lid of the pot for the kettle? Yes.", True),
    ],
)
def test_who_asks_and_goes_on_answers_nothing(
    text: str, *, answered: bool, read_node: Callable[..., ReadNode]
) -> None:
    question = "Can the lid of the pot be used for the kettle?"
    if "fits" in text:
        question = (
            "Does the lid fit the kettle?" if "Does" in text else "Can the lid fit the kettle?"
        )
    found = answered_in_article(question, candidates([read_node(text, ("lid", 1.0))]))
    assert (found is not None) is answered


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is Cold Bay about?", "Two whalers who cannot swim."),
        ("What is Warm Bay about?", None),  # the text before "it" has another name
        ("Who is Ada Moss?", None),
    ],
)
def test_the_article_may_ask_the_same_of_it(
    question: str, answer: str | None, read_node: Callable[..., ReadNode]
) -> None:
    text = (
        "Cold Bay is shown on Friday. What is it about? Two whalers who cannot swim. Ada Moss has "
        "seen it. Who is she? A baker. Then comes Warm Bay."
    )
    found = answered_in_article(question, candidates([read_node(text, ("Friday", -9.0))]))
    assert (found and found.text) == answer
