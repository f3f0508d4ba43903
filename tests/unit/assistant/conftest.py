from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from questions import TREATY

from qa import Assistant, Settings

Open = Callable[..., Assistant]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one short article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return folder


@pytest.fixture
def light(tmp_path: Path) -> Settings:
    """A home of its own, words hashed instead of embedded, and no refusals."""
    return Settings(home=tmp_path / "home", embedding="fakes:HashEmbedding", threshold=0)


@pytest.fixture
def open_folder(folder: Path, light: Settings) -> Iterator[Open]:
    """Open the folder, and close it in the end."""
    opened: list[Assistant] = []

    def open_it(**options: Any) -> Assistant:
        options.setdefault("settings", light)
        opened.append(Assistant.open(folder, **options))
        return opened[-1]

    yield open_it
    for assistant in opened:
        assistant.close()
