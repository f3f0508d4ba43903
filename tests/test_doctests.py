"""The examples in docstrings are run as they stand."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import qa
from qa import Assistant

PACKAGE = Path(qa.__file__).parent
MODULES = sorted(
    ".".join(("qa", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("module", MODULES)
def test_examples_hold(
    module: str, seeds: Assistant, seeds_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    failed, tried = doctest.testmod(importlib.import_module(module))
    assert tried
    assert not failed
