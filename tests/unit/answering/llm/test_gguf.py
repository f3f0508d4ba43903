from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scripted_llm import ScriptedModel, says

from qa.answering.llm import LanguageModel

pytestmark = pytest.mark.local


class Loaded(list[Any]):
    """The parameters of each model loaded.

    None is: a scripted endpoint stands in the place of each.
    """

    server: Any


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    import xllamacpp

    parameters = Loaded()

    class Server:
        listening_address = ""

        def __init__(self, given: Any) -> None:
            parameters.append(given)

    monkeypatch.setattr(xllamacpp, "Server", Server)
    parameters.server = Server
    return parameters


def test_file_is_loaded_once_and_only_when_asked(loaded: Loaded) -> None:
    from qa.answering.llm.gguf import GgufModel

    with ScriptedModel(says("One."), says("Two.")) as script:
        loaded.server.listening_address = script.url.removesuffix("/v1")
        model = LanguageModel(
            GgufModel(Path("m.gguf"), context=2048, tokens=64, timeout=60, threads=2)
        )
        assert loaded == []
        assert "".join(model.stream("be short", "say")) == "One."
        assert "".join(model.stream("be short", "say")) == "Two."
        model.close()
    (parameters,) = loaded
    assert parameters.model.path == "m.gguf"
    assert (parameters.n_ctx, parameters.cpuparams.n_threads) == (2048, 2)


def test_only_who_knows_the_key_of_this_start_is_answered(loaded: Loaded) -> None:
    from qa.answering.llm.gguf import GgufModel

    with ScriptedModel(says("One.")) as script:
        loaded.server.listening_address = script.url.removesuffix("/v1")
        keys = set()
        for _ in range(2):
            model = LanguageModel(GgufModel(Path("m.gguf"), context=2048, tokens=64, timeout=60))
            "".join(model.stream("be short", "say"))
            model.close()
            keys.add(script.requests[-1].headers["authorization"].removeprefix("Bearer "))
    assert len(keys) == 2
    assert [list(parameters.api_keys) for parameters in loaded] == [
        [request.headers["authorization"].removeprefix("Bearer ")] for request in script.requests
    ]
