from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from llm_answers import PROSE, QUESTION, notices
from scripted_llm import ScriptedModel, fails, says

from qa import Answer, Assistant, Settings, Turn
from qa.resources import seeds_folder
from qa.retrieval import ArticleRetriever, Question

OpenWith = Callable[..., tuple[Assistant, ScriptedModel]]


def test_follow_up_is_condensed_and_shown(open_with: OpenWith) -> None:
    assistant, script = open_with(
        says("Who is the US counterpart of Florence Parly?"),
        says("Her US counterpart is Lloyd Austin [1]."),
    )
    history = [minister(assistant).as_turn()]
    first, *_, last = assistant.stream("Who is her counterpart?", history)
    assert first.standalone == "Who is Florence Parly's counterpart?"
    assert last.standalone == "Who is the US counterpart of Florence Parly?"
    assert "Who is the French defence minister?" in script.requests[0].user
    assert last.text == "Lloyd Austin"


def minister(assistant: Assistant) -> Answer:
    with Assistant.open(
        seeds_folder() / "articles", settings=Settings(home=assistant.uploads.parents[1])
    ) as plain:
        return plain.ask("Who is the French defence minister?")


def test_question_that_stands_alone_is_not_condensed(open_with: OpenWith) -> None:
    assistant, script = open_with(says(PROSE))
    history = [minister(assistant).as_turn()]
    answer = assistant.ask(QUESTION, history)
    assert answer.standalone is None
    assert len(script.requests) == 1


EARLIER = [
    "Who is the French defence minister?",
    "Who is her counterpart?",
    "When does the Afghanistan withdrawal end?",
    "Who is the French defence minister?",
]


def test_earlier_questions_cost_no_requests(open_with: OpenWith) -> None:
    assistant, script = open_with(
        says("Who is the US counterpart of Florence Parly?"),
        says("Her US counterpart is Lloyd Austin [1]."),
    )
    answer = assistant.ask("Who is her counterpart?", EARLIER)
    assert len(script.requests) == 2  # one to understand the question, one to answer it
    assert answer.standalone == "Who is the US counterpart of Florence Parly?"
    assert "Answer: Florence Parly" in script.requests[0].user


def test_earlier_questions_are_not_even_searched_for_where_nothing_depends_on_them(
    open_with: OpenWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant, script = open_with(says(PROSE))
    searched: list[str] = []
    find = ArticleRetriever.find

    def counted(self: ArticleRetriever, question: Question, view: Any) -> Any:
        searched.append(question.query_str)
        return find(self, question, view)

    monkeypatch.setattr(ArticleRetriever, "find", counted)
    assert assistant.ask(QUESTION, EARLIER).standalone is None
    assert searched == [QUESTION]
    assert len(script.requests) == 1


def test_earlier_questions_are_understood_as_their_turns_are(seeds: Assistant) -> None:
    turns: list[Turn] = []
    for question in EARLIER[:2]:
        turns.append(seeds.ask(question, turns).as_turn())
    follow = "Where did she speak?"
    assert seeds.ask(follow, EARLIER[:2]) == seeds.ask(follow, turns)


def test_rambling_condensation_is_not_used(open_with: OpenWith) -> None:
    assistant, _ = open_with(says("She is the minister. Let me explain."), says(PROSE))
    history = [minister(assistant).as_turn()]
    answer = assistant.ask("Who is her counterpart?", history)
    assert answer.standalone == "Who is Florence Parly's counterpart?"


def test_model_that_fails_at_condensing_leaves_the_short_answer(open_with: OpenWith) -> None:
    assistant, script = open_with(fails(500), llm_retries=0)
    history = [minister(assistant).as_turn()]
    answer = assistant.ask("Who is her counterpart?", history)
    assert answer.standalone == "Who is Florence Parly's counterpart?"
    assert "failed (500)" in notices(answer)
    assert len(script.requests) == 1
