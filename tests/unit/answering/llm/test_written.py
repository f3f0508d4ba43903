from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.llm.written import Sentence, Writing, is_refusal, without_reasoning
from qa.answers import REFUSAL


def written(text: str, size: int = 1) -> list[Sentence]:
    writing = Writing()
    found = []
    for start in range(0, len(text), size):
        found += writing.add(text[start : start + size])
    return found + writing.finish()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended [1].", [("It ended.", (1,))]),
        ("It ended. [1] He left. [2][3]", [("It ended.", (1,)), ("He left.", (2, 3))]),
        ("It ended.[1] He left.[2]", [("It ended.", (1,)), ("He left.", (2,))]),
        ("It ended [1, 3].", [("It ended.", (1, 3))]),
        ("It [2] ended [2].", [("It ended.", (2,))]),
        ("It ended [Passage 2].", [("It ended.", (2,))]),
        ("**It** ended.\n\n- He left [1].", [("It ended.", ()), ("He left.", (1,))]),
        ("1. It ended [4].\n2. He left [5].", [("It ended.", (4,)), ("He left.", (5,))]),
        ("The U.S. left on Jan. 5 [1]. Why?", [("The U.S. left on Jan. 5.", (1,)), ("Why?", ())]),
        ("“We go. We stay.” [4] Then.", [("“We go. We stay.”", (4,)), ("Then.", ())]),
        ("<think>Is it [9]? No.</think>It ended [1].", [("It ended.", (1,))]),
        ("<think>It never ends", []),
        ("[1] [2]", []),
        ("", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_sentences_come_with_their_numbers(
    text: str, expected: list[tuple[str, tuple[int, ...]]], size: int
) -> None:
    assert [(one.text, one.numbers) for one in written(text, size)] == expected


def test_sentence_comes_as_soon_as_the_next_begins() -> None:
    writing = Writing()
    assert writing.add("It ended. [1") == []
    assert writing.add("] ") == []
    assert writing.add("He") == [Sentence("It ended.", (1,))]
    assert writing.finish() == [Sentence("He", ())]


@given(st.text(alphabet='aB. [1]2,?!\n“”"-*', max_size=60), st.integers(1, 20))
def test_nothing_is_lost_however_the_text_is_cut(text: str, size: int) -> None:
    def letters(found: list[Sentence]) -> str:
        return "".join(filter(str.isalpha, "".join(one.text for one in found)))

    assert letters(written(text, size)) == "".join(filter(str.isalpha, text))


@pytest.mark.parametrize(
    "text",
    [
        REFUSAL,
        "the articles do not say",
        "The passages do not mention it.",
        "The provided context does not contain this information.",
    ],
)
def test_refusal_is_recognised(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize("text", ["Austin did not say why.", "The text does relate to Mali."])
def test_a_negative_answer_is_no_refusal(text: str) -> None:
    assert not is_refusal(text)


def test_thinking_aloud_is_left_out() -> None:
    assert without_reasoning("<think>Who?\n</think>\nWho is it?") == "Who is it?"
