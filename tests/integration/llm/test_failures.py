from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from llm_answers import KEY, PROSE, QUESTION, assert_short_answer, notices
from scripted_llm import Reply, ScriptedModel, fails, says

from qa import Assistant, Settings
from qa.resources import seeds_folder

# Seconds that a busy machine may take for what takes none.
PATIENCE = 60
OpenWith = Callable[..., tuple[Assistant, ScriptedModel]]


def test_prose_alone_falls_back_to_the_articles_own_words(open_with: OpenWith) -> None:
    assistant, _ = open_with(fails(500), llm_mode="alone", llm_retries=0)
    assert_short_answer(assistant.ask(QUESTION))


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (fails(401, f"bad key {KEY}"), "refused the key"),
        (fails(429, retry_after="0.01"), "asked too much"),
        (fails(500, retry_after="0.01"), "failed (500)"),
        (fails(400, "exceeds the context window"), "context window"),
        (says(""), "wrote nothing"),
        (says(" \n "), "wrote nothing"),
        (says("<think>Hm."), "wrote no sentence"),
        (Reply(body="<html>"), "wrote nothing"),
        (Reply(body="data: {broken\n\n"), "no usable answer"),
        (Reply(body='data: {"choices": 5}\n\n'), "no usable answer"),
    ],
)
def test_failing_model_leaves_the_short_answer_and_a_notice(
    open_with: OpenWith, reply: Reply, told: str
) -> None:
    assistant, _ = open_with(reply)
    answer = assistant.ask(QUESTION)
    assert_short_answer(answer)
    assert answer.prose == ()
    assert told in notices(answer)
    assert KEY not in json.dumps(answer.to_dict())


def test_dead_endpoint_leaves_the_short_answer_and_a_notice(
    seeds_home: Path, seeds: Assistant
) -> None:
    settings = Settings(home=seeds_home, llm_url="http://127.0.0.1:9/v1", llm_model="m")
    with Assistant.open(seeds_folder() / "articles", settings=settings) as assistant:
        answer = assistant.ask(QUESTION)
    assert_short_answer(answer)
    assert "cannot be reached" in notices(answer)


def test_slow_endpoint_is_not_waited_for(open_with: OpenWith) -> None:
    assistant, script = open_with(Reply(pieces=["late"], before=300.0))
    stream = assistant.stream(QUESTION)
    assert_short_answer(next(stream))
    assert script.requests == []  # the model is not even asked before
    assert "not begun to write" in notices(next(stream))
    stream.close()


def test_slow_endpoint_is_given_up_in_time(open_with: OpenWith) -> None:
    assistant, _ = open_with(Reply(pieces=["late"], before=300.0), llm_timeout=0.4)
    answer = assistant.ask(QUESTION)
    assert_short_answer(answer)
    assert "not done within 0.4 s" in notices(answer)


def test_what_was_written_before_a_break_stays(open_with: OpenWith) -> None:
    assistant, _ = open_with(Reply(pieces=[f"{PROSE} ", "Then ", "more "], then="{broken"))
    answer = assistant.ask(QUESTION)
    assert len(answer.prose) == 1
    assert "so far" in notices(answer)


def test_stopping_hangs_up(open_with: OpenWith) -> None:
    assistant, script = open_with(Reply(pieces=["late"], before=300.0))
    stream = assistant.stream(QUESTION)
    while not script.requests:
        next(stream)
    stream.close()
    assert script.requests[0].hung_up.wait(PATIENCE)


def test_model_that_repeats_itself_is_cut_off(open_with: OpenWith) -> None:
    assistant, script = open_with(Reply(pieces=[f"{PROSE} "] * 20_000, between=0.01))
    answer = assistant.ask(QUESTION)
    assert len(answer.prose) == 1
    assert script.requests[0].hung_up.wait(PATIENCE)
