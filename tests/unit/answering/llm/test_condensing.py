from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from qa.answering.llm.condensing import Condenser
from qa.answering.llm.prompts import load_prompt
from qa.answers import REFUSAL, Turn
from qa.errors import StoppedError

MINISTER = Turn("Who is she?", "Who is the minister?", "Anna Berg")


class Says:
    """Writes one text, and remembers what it was asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = ""

    def stream(self, system: str, user: str) -> Iterator[str]:
        self.asked = user
        yield from self.text


def condensed(text: str, *history: Turn, longest: int = 80) -> tuple[str | None, str]:
    model = Says(text)
    condenser = Condenser(model, load_prompt("condense"), longest=longest)  # type: ignore[arg-type]
    return condenser.condense("When did she resign?", history or [MINISTER]), model.asked


def test_question_is_rewritten_from_what_was_understood_and_answered() -> None:
    rewritten, asked = condensed("When did Anna Berg resign?")
    assert rewritten == "When did Anna Berg resign?"
    assert "Question: Who is the minister?\nAnswer: Anna Berg" in asked
    assert "When did she resign?" in asked


def test_refused_turn_is_shown_as_refused() -> None:
    assert f"Answer: {REFUSAL}" in condensed("Who?", Turn("Who?", "Who?"))[1]


def test_only_the_last_turns_are_shown_and_long_answers_cut() -> None:
    turns = [Turn(f"Q{number}?", f"Q{number}?", "x" * 1000) for number in range(9)]
    asked = condensed("Who?", *turns)[1]
    assert "Q4?" not in asked
    assert "Q5?" in asked
    assert asked.count("x" * 400) == 4
    assert "x" * 401 not in asked


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("<think>Hm.</think>When did Anna Berg resign?", "When did Anna Berg resign?"),
        (' "Question: When did Anna Berg resign?" ', "When did Anna Berg resign?"),
        ("", None),
        ("She resigned.", None),
        ("When?\nOr who?", None),
        ("When did Anna Berg resign" + " again" * 20 + "?", None),
    ],
)
def test_only_a_question_of_one_line_is_taken(written: str, rewritten: str | None) -> None:
    assert condensed(written)[0] == rewritten


def test_a_stopped_question_stops_the_model() -> None:
    stop, model = threading.Event(), Says("When did Anna Berg resign?")
    writing, closed = model.stream, threading.Event()

    def stream(system: str, user: str) -> Iterator[str]:
        try:
            for piece in writing(system, user):
                yield piece
                stop.set()
        finally:
            closed.set()

    model.stream = stream  # type: ignore[method-assign]
    condenser = Condenser(model, load_prompt("condense"), longest=80)  # type: ignore[arg-type]
    with pytest.raises(StoppedError):
        condenser.condense("When did she resign?", [MINISTER], stop)
    assert closed.is_set()
