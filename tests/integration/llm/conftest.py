from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from llm_answers import KEY
from pydantic import SecretStr
from scripted_llm import Reply, ScriptedModel

from qa import Assistant, Settings
from qa.resources import seeds_folder

OpenWith = Callable[..., tuple[Assistant, ScriptedModel]]


@pytest.fixture
def open_with(seeds_home: Path, seeds: Assistant) -> Iterator[OpenWith]:
    """Open the sample articles with a scripted model; both are closed in the end."""
    opened: list[Any] = []

    def make(*replies: Reply, **settings: Any) -> tuple[Assistant, ScriptedModel]:
        script = ScriptedModel(*replies).__enter__()
        opened.append(script)
        assistant = Assistant.open(
            seeds_folder() / "articles",
            settings=Settings(
                home=seeds_home,
                llm_url=script.url,
                llm_model="scripted",
                llm_key=SecretStr(KEY),
                **settings,
            ),
        )
        opened.append(assistant)
        return assistant, script

    yield make
    for one in reversed(opened):
        one.__exit__(None, None, None)
