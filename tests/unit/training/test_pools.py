from __future__ import annotations

import random

from qa.models import load_tokenizer
from qa.training.examples import Example
from qa.training.pools import in_pool
from qa.training.windows import WindowMaker

MILL = "The old mill at Osby was built by Ada Moss in 1871."
BRIDGE = "The bridge at Osby was built by Per Aas."
AGAIN = "Everybody at Osby knows that Ada Moss had the mill built."
CAT = "A cat sleeps."
QUESTION = "Who built the mill at Osby?"


def asked(passage: str, answer: str | None, question: str = QUESTION) -> Example:
    start = passage.index(answer) if answer else -1
    return Example(question, passage, start, start + len(answer or "") if answer else -1)


def test_beside_a_passage_stand_those_with_its_words_and_without_the_answer() -> None:
    examples = [
        asked(MILL, "Ada Moss"),
        asked(BRIDGE, None, "What did the bridge cost?"),
        asked(AGAIN, None, "When?"),
        asked(CAT, None, "Why?"),
    ]
    first, *others = in_pool(examples, random.Random(0))
    # The second passage on the mill holds the answer, and none of the cat's words is asked for.
    assert [one.passage for one in first.others] == [BRIDGE]
    assert all(one.question == QUESTION and not one.answerable for one in first.others)
    assert others == examples[1:]


def test_all_passages_of_a_question_are_shown_and_only_the_first_has_an_answer() -> None:
    first, _ = in_pool([asked(MILL, "Ada Moss"), asked(BRIDGE, None)], random.Random(0))
    windows = WindowMaker(load_tokenizer(), random.Random(0)).make_all(first)
    assert [window.start > 0 for window in windows] == [True, False]
