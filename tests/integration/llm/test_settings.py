from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from llama_index.core import Settings as GlobalSettings
from llama_index.core.llms import MockLLM
from llm_answers import KEY, PROSE, QUESTION, assert_short_answer
from scripted_llm import ScriptedModel, says

from qa import Assistant, Settings
from qa.errors import ConfigurationError
from qa.resources import seeds_folder

OpenWith = Callable[..., tuple[Assistant, ScriptedModel]]


def test_own_prompt_is_used(open_with: OpenWith, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(
        "Speak as a pirate. {fence} {refusal}\n---\n{passages}\n{question}\n", encoding="utf-8"
    )
    assistant, script = open_with(says(PROSE), prompts=tmp_path)
    assistant.ask(QUESTION)
    assert script.requests[0].system.startswith("Speak as a pirate.")


def test_malformed_prompt_is_refused(open_with: OpenWith, tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Only {question}\n", encoding="utf-8")
    assistant, _ = open_with(says(PROSE), prompts=tmp_path)
    with pytest.raises(ConfigurationError, match=r"answer\.md"):
        assistant.ask(QUESTION)


def test_model_may_be_given_in_python(seeds_home: Path, seeds: Assistant) -> None:
    with Assistant.open(
        seeds_folder() / "articles", settings=Settings(home=seeds_home), llm=MockLLM(max_tokens=5)
    ) as assistant:
        assert_short_answer(assistant.ask(QUESTION))


def test_model_is_told_apart_by_the_hash(open_with: OpenWith, seeds: Assistant) -> None:
    assistant, _ = open_with(says(PROSE))
    assert assistant.ask(QUESTION).settings_hash != seeds.ask(QUESTION).settings_hash


def test_key_is_sent_and_nowhere_shown(
    open_with: OpenWith, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assistant, script = open_with(says(PROSE))
    answer = assistant.ask(QUESTION)
    assert script.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in caplog.text
    assert KEY not in json.dumps(answer.to_dict()) + json.dumps(assistant.status().to_dict())


def test_without_a_setting_nothing_is_asked(
    seeds_home: Path, seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Assistant.open(
        seeds_folder() / "articles", settings=Settings(home=seeds_home)
    ) as assistant:
        answer = assistant.ask(QUESTION)
    assert_short_answer(answer)
    assert answer.prose == ()
    assert GlobalSettings._llm is None


def test_contradicting_settings_are_refused_at_opening(seeds_home: Path) -> None:
    with pytest.raises(ConfigurationError, match="QA_LLM_MODEL"):
        Assistant.open(
            seeds_folder() / "articles",
            settings=Settings(home=seeds_home, llm_url="http://127.0.0.1:9/v1"),
        )
