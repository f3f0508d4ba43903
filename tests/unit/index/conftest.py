from __future__ import annotations

from pathlib import Path

import pytest
from bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "articles"
    folder.mkdir()
    return Bench(folder, tmp_path / "home")
