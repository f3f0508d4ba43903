from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from llama_index.core.llms import MockLLM
from pydantic import SecretStr

from qa import Settings, load_settings
from qa.answering.llm.building import build_llm
from qa.answering.llm.endpoint import Endpoint
from qa.errors import ConfigurationError

URL = "http://localhost:11434/v1"


class Picky(MockLLM):
    """Complains about its key, as some classes do."""

    def __init__(self, api_key: str) -> None:
        raise ValueError(f"api_key {api_key!r} is malformed")


def test_without_a_setting_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert build_llm(Settings()) is None


def test_endpoint_is_asked_as_a_chat_and_never_repeats_itself() -> None:
    llm = build_llm(Settings(llm_url=URL, llm_model="qwen3", llm_context=8192, llm_tokens=99))
    assert isinstance(llm, Endpoint)
    assert (llm.api_base, llm.model, llm.max_retries) == (URL, "qwen3", 0)
    assert (llm.metadata.context_window, llm.metadata.num_output) == (8192, 99)
    assert llm.metadata.is_chat_model


def test_key_of_openai_is_not_sent_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    llm = build_llm(Settings(llm_url=URL, llm_model="qwen3"))
    assert isinstance(llm, Endpoint)
    assert llm.api_key == "none"


def test_class_by_dotted_name() -> None:
    llm = build_llm(Settings(llm="llama_index.core.llms:MockLLM", llm_args={"max_tokens": 3}))
    assert isinstance(llm, MockLLM)
    assert llm.max_tokens == 3


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        ({"llm_url": URL}, "QA_LLM_MODEL", "QA_LLM_MODEL"),
        ({"llm_url": "localhost:11434", "llm_model": "m"}, "not the address", "http"),
        ({"llm_model": "m"}, "no endpoint", "QA_LLM_URL"),
        ({"llm": "nowhere:Nothing"}, "cannot be imported", "package.module:Class"),
        ({"llm": "qa.answers:Answer"}, "is no LLM", "LLM"),
        ({"llm": "llama_index.core.llms:MockLLM", "llm_args": {"max_tokens": "x"}},
         "cannot be built", "QA_LLM_ARGS"),
        ({"llm_gguf": "nowhere.gguf"}, "not a file", "gguf"),
        ({"llm": "llama_index.core.llms:MockLLM", "llm_url": URL}, "QA_LLM_URL and QA_LLM", "one"),
    ],
)  # fmt: skip
def test_wrong_setting_is_explained(settings: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as raised:
        build_llm(Settings(**settings))
    assert hint in raised.value.hint


def test_key_is_hidden_where_a_class_repeats_it() -> None:
    settings = Settings(llm=f"{__name__}:Picky", llm_key=SecretStr("k-123"))
    with pytest.raises(ConfigurationError, match=r"api_key '\*\*\*' is malformed"):
        build_llm(settings)


def test_gguf_says_which_package_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "m.gguf"
    model.touch()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="xllamacpp") as raised:
        build_llm(Settings(llm_gguf=model))
    assert "local" in raised.value.hint


def test_key_is_in_no_dump_no_digest_and_no_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_LLM_KEY", "k-123")
    monkeypatch.setenv("QA_LLM_URL", URL)
    monkeypatch.setenv("QA_LLM_MODEL", "m")
    settings = load_settings()
    assert settings.llm_key is not None
    assert settings.llm_key.get_secret_value() == "k-123"
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert "k-123" not in shown
    assert settings.digest() == load_settings(llm_key="another").digest()
    with pytest.raises(ConfigurationError) as raised:
        load_settings(llm_key={"k-123": 1})
    assert "k-123" not in str(raised.value)
