"""The examples in the docstrings of public classes are run as they stand."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

from qa import Assistant

MODULES = (
    "qa.answering.engine",
    "qa.answering.extractive",
    "qa.answers.answer",
    "qa.answers.remarks",
    "qa.retrieval.articles",
    "qa.retrieval.question",
    "qa.retrieval.reranker",
)


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(
    module: str, seeds: Assistant, seeds_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    failed, tried = doctest.testmod(importlib.import_module(module))
    assert tried
    assert not failed
