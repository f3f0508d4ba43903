"""Builds the language model that the settings name, if they name one."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from llama_index.core.llms.llm import LLM

from qa.errors import ConfigurationError
from qa.models.building import load_class

if TYPE_CHECKING:
    from pathlib import Path

    from qa.settings import Settings

__all__ = ["build_llm", "check_llm", "names_llm"]

_WAYS = {"llm_url": "QA_LLM_URL", "llm_gguf": "QA_LLM_GGUF", "llm": "QA_LLM"}
# A key must always be given, even if the endpoint needs none. Otherwise the value of OPENAI_API_KEY
# would be sent.
_NO_KEY = "none"


def build_llm(settings: Settings) -> LLM | None:
    """Build the language model of the settings. Nothing is sent and no file is loaded yet.

    Args:
        settings: At most one of `llm_url`, `llm_gguf` and `llm` may name a model.

    Returns:
        A LlamaIndex LLM; None if the settings name none, whatever other environment variables say.

    Raises:
        ConfigurationError: More than one model is named, or the named model cannot be built.
    """
    check_llm(settings)
    if settings.llm_url:
        return _endpoint(settings)
    if settings.llm_gguf:
        return _gguf(settings, settings.llm_gguf)
    return _other(settings) if settings.llm else None


def names_llm(settings: Settings) -> bool:
    """Tell whether the settings name a language model."""
    return any(getattr(settings, name) for name in _WAYS)


def check_llm(settings: Settings) -> None:
    """Check the settings as far as possible without importing anything.

    Raises:
        ConfigurationError: The settings contradict each other or name something missing.
    """
    named = [name for name in _WAYS if getattr(settings, name)]
    if len(named) > 1:
        raise ConfigurationError(
            f"Only one of {' and '.join(_WAYS[name] for name in named)} may be set.",
            hint="Each names a language model. Keep the one that you mean.",
        )
    if settings.llm_url:
        _check_endpoint(settings)
    elif settings.llm_model:
        raise ConfigurationError(
            f"QA_LLM_MODEL names the model {settings.llm_model!r}, but no endpoint is set.",
            hint="Set QA_LLM_URL, such as http://localhost:11434/v1.",
        )
    if settings.llm_gguf:
        _check_gguf(settings.llm_gguf)


def _check_endpoint(settings: Settings) -> None:
    if urlsplit(settings.llm_url).scheme not in {"http", "https"}:
        raise ConfigurationError(
            "QA_LLM_URL is not the address of an endpoint.",
            hint="Write it as http://localhost:11434/v1.",
        )
    if not settings.llm_model:
        raise ConfigurationError(
            "QA_LLM_URL names an endpoint, but QA_LLM_MODEL is not set.",
            hint="Set QA_LLM_MODEL to a name that the endpoint knows.",
        )


def _endpoint(settings: Settings) -> LLM:
    from qa.answering.llm.endpoint import Endpoint

    return Endpoint(
        url=settings.llm_url,
        model=settings.llm_model,
        key=_key(settings) or _NO_KEY,
        context=settings.llm_context,
        tokens=settings.llm_tokens,
        timeout=settings.llm_timeout,
    )


def _check_gguf(path: Path) -> None:
    if not path.is_file():
        raise ConfigurationError(
            f"QA_LLM_GGUF names {path}, which is not a file.", hint="Name a model file (.gguf)."
        )
    if importlib.util.find_spec("xllamacpp") is None:
        raise ConfigurationError(
            "QA_LLM_GGUF needs the package xllamacpp.",
            hint="Install it: uv sync --extra local, or pip install 'qa[local]'.",
        )


def _gguf(settings: Settings, path: Path) -> LLM:
    from qa.answering.llm.gguf import GgufModel

    return GgufModel(
        path,
        context=settings.llm_context,
        tokens=settings.llm_tokens,
        timeout=settings.llm_timeout,
        threads=settings.threads,
    )


def _other(settings: Settings) -> LLM:
    key = _key(settings)
    arguments = settings.llm_args | ({"api_key": key} if key else {})
    try:
        built = load_class(settings.llm, LLM, "QA_LLM", arguments)
    except ConfigurationError as error:
        if key is None or key not in str(error):
            raise
        # Some classes repeat their arguments, such as the key, in their error messages.
        raise ConfigurationError(str(error).replace(key, "***"), hint=error.hint) from None
    assert isinstance(built, LLM)
    return built


def _key(settings: Settings) -> str | None:
    return settings.llm_key.get_secret_value() if settings.llm_key else None
