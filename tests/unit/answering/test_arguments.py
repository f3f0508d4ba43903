from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from llama_index.core.llms import MockLLM

from qa.answering.arguments import (
    at_least_one,
    checked_choice,
    checked_history,
    checked_llm,
    checked_question,
    checked_restriction,
)
from qa.answers import Answer, Turn
from qa.assistant import SyncMode
from qa.errors import ConfigurationError, FilterError, QuestionError
from qa.retrieval import Restriction

ANSWER = Answer("Who is Anna Berg?", "a minister", (), False, 0.9, (), (), (), "")
WHO = "Who is Anna Berg?"


@pytest.mark.parametrize("question", [None, 3, b"Who?", ["Who?"]])
def test_question_that_is_no_text_is_refused_with_an_example(question: Any) -> None:
    with pytest.raises(QuestionError, match="text, not") as caught:
        checked_question(question)
    assert "assistant.ask(" in caught.value.hint


def test_history_is_taken_as_questions_answers_pairs_and_turns() -> None:
    turn = Turn("Where?", "Where is she?")
    assert checked_history([WHO, turn]) == [WHO, turn]
    assert checked_history([ANSWER]) == [ANSWER.as_turn()]
    assert checked_history(WHO) == [WHO]
    assert checked_history(ANSWER) == [ANSWER.as_turn()]
    assert checked_history([(WHO, "a minister")]) == [Turn(WHO, WHO, "a minister")]
    assert checked_history([[WHO, "a minister"]]) == [Turn(WHO, WHO, "a minister")]


def test_later_pair_is_understood_from_the_earlier_ones() -> None:
    _, later = checked_history([(WHO, "a minister"), ("When did she resign?", "in May")])
    assert later == Turn("When did she resign?", "When did Anna Berg resign?", "in May")


@pytest.mark.parametrize("history", [5, [5], [("q",)], [("q", None)], [{"role": "user"}]])
def test_history_of_another_form_is_told_what_it_may_be(history: Any) -> None:
    with pytest.raises(QuestionError) as caught:
        checked_history(history)
    assert "pairs" in caught.value.hint


def test_one_article_stands_alone_and_a_record_stands_for_its_article() -> None:
    assert checked_restriction("a.txt") == Restriction(("a.txt",))
    assert checked_restriction(["a.txt", "b.txt"]) == Restriction(("a.txt", "b.txt"))
    assert checked_restriction(None, "2021-07-10", date(2021, 8, 1)) == Restriction(
        None, "2021-07-10", date(2021, 8, 1)
    )

    class Record:
        article_id = "a1"

    assert checked_restriction(Record()) == Restriction(("a1",))
    assert checked_restriction([Record(), "b.txt"]) == Restriction(("a1", "b.txt"))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({"articles": 7}, "ids or paths"),
        ({"articles": [7]}, "ids or paths"),
        ({"since": 20210710}, "2021-07-10"),
        ({"until": 1.5}, "2021-07-10"),
    ],
)
def test_filter_of_another_type_is_refused_with_a_hint(given: dict[str, Any], hint: str) -> None:
    with pytest.raises(FilterError) as caught:
        checked_restriction(**given)
    assert hint in caught.value.hint


@pytest.mark.parametrize("value", [0, -1, 2.0, "5", None, True])
def test_number_below_one_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="k is") as caught:
        at_least_one("k", value)
    assert "k=10" in caught.value.hint
    assert at_least_one("k", 1) == 1


def test_choice_is_listed_where_it_is_missed() -> None:
    checked_choice("sync", "always", SyncMode)
    with pytest.raises(ConfigurationError, match="'sometimes'") as caught:
        checked_choice("sync", "sometimes", SyncMode)
    assert "'missing', 'always', 'never'" in caught.value.hint


def test_name_of_a_model_is_no_model() -> None:
    with pytest.raises(ConfigurationError, match="gpt-4o") as caught:
        checked_llm("gpt-4o")
    assert "QA_LLM_MODEL" in caught.value.hint
    model = MockLLM()
    assert checked_llm(model) is model
    assert checked_llm(None) is None


def test_misspelt_filter_is_named() -> None:
    with pytest.raises(TypeError, match="'article'; filters are articles, since and until"):
        checked_restriction(article="a.txt")
