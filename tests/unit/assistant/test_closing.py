from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from questions import WHEN, WHERE

from qa import Answer, Assistant, Settings
from qa.errors import AssistantClosedError
from qa.resources import seeds_folder

Open = Callable[..., Assistant]


def test_another_assistant_over_the_same_index_may_be_closed(
    seeds: Assistant, seeds_home: Path, seed_answers: dict[str, Answer]
) -> None:
    folder = seeds_folder() / "articles"
    with Assistant.open(folder, settings=Settings(home=seeds_home), sync="never") as other:
        assert other.ask(WHEN) == seeds.ask(WHEN)
    assert seeds.ask(WHEN) == seed_answers["afghanistan-end"]


def test_closing_frees_the_models_without_a_search_for_cycles(open_folder: Open) -> None:
    assistant = open_folder()
    assistant.ask(WHERE)
    engine = weakref.ref(assistant._engine)
    gc.disable()
    try:
        assistant.close()
        assert engine() is None
    finally:
        gc.enable()


def test_closed_assistant_says_so(open_folder: Open) -> None:
    assistant = open_folder()
    engine_first = repr(assistant)
    assert "articles: 1" in engine_first
    assistant.ask(WHERE)
    assistant.close()
    assistant.close()  # a second time does nothing
    assert "closed" in repr(assistant)
    for use in (
        lambda: assistant.ask(WHERE),
        lambda: assistant.search(WHERE),
        lambda: assistant.as_retriever(),
        lambda: assistant.as_query_engine(),
        lambda: assistant.article("treaty.txt"),
        assistant.articles,
        assistant.status,
        assistant.sync,
        assistant.forget,
    ):
        with pytest.raises(AssistantClosedError, match="closed") as caught:
            use()
        assert "Assistant.open" in caught.value.hint
