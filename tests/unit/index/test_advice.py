from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from qa.index.advice import advise
from qa.index.storage.files import LocalStore
from qa.index.storage.location import Location


class Shared(LocalStore):
    @property
    def shared(self) -> bool:
        return True


def test_large_index_in_files_names_the_server_and_both_commands(tmp_path: Path) -> None:
    folder = tmp_path / "my articles"
    told = advise(LocalStore(Location.of(folder, tmp_path)), 1_000_000)
    assert told.startswith("The index holds 1,000,000 passages in files")
    assert "3.3 GB of memory" in told  # the README's figure: 3,308 bytes a passage
    assert "chroma run --path DIR --port 8000" in told
    command = f"QA_CHROMA_URL=http://localhost:8000 qa index {shlex.quote(str(folder))}"
    assert told.endswith(command)


@pytest.mark.parametrize(("kind", "passages"), [(LocalStore, 500_000), (Shared, 1_000_000)])
def test_small_index_or_one_on_a_server_needs_none(
    tmp_path: Path, kind: type[LocalStore], passages: int
) -> None:
    assert advise(kind(Location.of(tmp_path, tmp_path)), passages) == ""
