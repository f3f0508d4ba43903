from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from llama_index.core import Settings as GlobalSettings
from llama_index.core.llms import MockLLM
from scripted_llm import Reply, ScriptedModel, fails, says

from qa.answering.llm.calling import LanguageModel
from qa.answering.llm.endpoint import Endpoint
from qa.errors import LanguageModelError

# Seconds that a busy machine may take for what takes none.
PATIENCE = 60
SLOW = Reply(pieces=["late"], before=30.0)


@contextmanager
def asked(
    *replies: Reply, timeout: float = 10.0, **kwargs: float
) -> Iterator[tuple[LanguageModel, ScriptedModel]]:
    with ScriptedModel(*replies) as script:
        endpoint = Endpoint(
            url=script.url, model="m", key="k", context=4096, tokens=64, timeout=timeout
        )
        model = LanguageModel(endpoint, timeout=timeout, **kwargs)  # type: ignore[arg-type]
        try:
            yield model, script
        finally:
            model.close()


def answer(model: LanguageModel) -> str:
    return "".join(model.stream("system", "user"))


def test_pieces_come_as_they_are_written() -> None:
    with asked(Reply(pieces=["One ", "two."], between=0.05)) as (model, script):
        assert [piece for piece in model.stream("be short", "say") if piece] == ["One ", "two."]
        (request,) = script.requests
        assert (request.system, request.user) == ("be short", "say")
        assert request.body["temperature"] == 0
        assert request.body["max_tokens"] == 64
        assert request.headers["authorization"] == "Bearer k"


def test_two_answers_share_nothing_but_the_connection() -> None:
    with asked(says("first"), says("second")) as (model, _):
        assert [answer(model), answer(model)] == ["first", "second"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_busy_endpoint_is_asked_again(status: int) -> None:
    again = fails(status, retry_after="0.01")
    with asked(again, again, says("now")) as (model, script):
        assert answer(model) == "now"
        assert len(script.requests) == 3


def test_retries_are_bounded() -> None:
    with asked(fails(503, retry_after="0.01"), retries=1) as (model, script):
        with pytest.raises(LanguageModelError, match="failed \\(503\\)"):
            answer(model)
        assert len(script.requests) == 2


def test_pauses_grow() -> None:
    with asked(fails(500), fails(500), says("now")) as (model, _):
        started = time.monotonic()
        assert answer(model) == "now"
        assert time.monotonic() - started >= 0.5 * 0.5 + 1.0 * 0.5


@pytest.mark.parametrize(
    ("reply", "message", "hint"),
    [
        (fails(401), "refused the key", "QA_LLM_KEY"),
        (fails(404), "was not found", "QA_LLM_MODEL"),
        (fails(400, "maximum context length is 2048 tokens"), "context window", "QA_LLM_CONTEXT"),
        (fails(400, "bad temperature"), "refused the request", "endpoint"),
        (Reply(body="<html>not an API</html>"), "wrote nothing", "endpoint"),
        (says("  "), "wrote nothing", "endpoint"),
        (Reply(body="data: {broken\n\n"), "gave no usable answer", "endpoint"),
    ],
)
def test_refused_request_is_explained_and_not_repeated(
    reply: Reply, message: str, hint: str
) -> None:
    with asked(reply) as (model, script):
        with pytest.raises(LanguageModelError, match=message) as raised:
            answer(model)
        assert hint in raised.value.hint
        assert len(script.requests) == 1


def test_what_an_endpoint_says_is_not_repeated() -> None:
    with asked(fails(401, "Incorrect API key provided: k-123")) as (model, _):
        with pytest.raises(LanguageModelError) as raised:
            answer(model)
        assert "k-123" not in f"{raised.value} {raised.value.hint}"


def test_dead_endpoint_is_explained() -> None:
    endpoint = Endpoint(
        url="http://127.0.0.1:9/v1", model="m", key="k", context=4096, tokens=64, timeout=10
    )
    model = LanguageModel(endpoint)
    with pytest.raises(LanguageModelError, match="cannot be reached"):
        answer(model)
    model.close()


def test_silence_is_told_and_ended_in_time() -> None:
    with asked(SLOW, timeout=0.5, patience=0.1) as (model, _):
        pieces = model.stream("system", "user")
        assert next(pieces) == ""
        with pytest.raises(LanguageModelError, match=r"not done within 0\.5 s"):
            list(pieces)


def test_stream_that_breaks_off_still_gives_what_came() -> None:
    with asked(Reply(pieces=["One ", "two."], breaks_off=True)) as (model, _):
        assert answer(model) == "One two."


def test_closing_the_iterator_hangs_up_before_the_first_word() -> None:
    with asked(SLOW, patience=0.05) as (model, script):
        pieces = model.stream("system", "user")
        while not script.requests:
            next(pieces)
        pieces.close()  # type: ignore[attr-defined]
        assert script.requests[0].hung_up.wait(PATIENCE)


def test_closing_the_iterator_hangs_up_between_two_pieces() -> None:
    # The model is faster than its reader, so the request is never waiting when it is cancelled.
    with asked(Reply(pieces=["word "] * 1_000_000)) as (model, script):
        for _ in range(3):
            pieces = model.stream("system", "user")
            assert [next(pieces) for _ in range(5)] == ["word "] * 5
            pieces.close()
        for request in script.requests:
            assert request.hung_up.wait(PATIENCE)


def test_closing_the_model_hangs_up() -> None:
    with asked(SLOW, patience=0.05) as (model, script):
        pieces = model.stream("system", "user")
        while not script.requests:
            next(pieces)
        model.close()
        assert script.requests[0].hung_up.wait(PATIENCE)


def test_any_llm_of_llamaindex_will_do() -> None:
    model = LanguageModel(MockLLM(max_tokens=4))
    assert answer(model)
    assert "MockLLM" in model.name
    model.close()


def test_global_settings_stay_untouched() -> None:
    with asked(says("hello")) as (model, _):
        answer(model)
    assert GlobalSettings._llm is None
