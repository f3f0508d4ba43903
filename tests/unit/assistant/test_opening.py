from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from questions import TREATY, WHEN, WHERE

from qa import Assistant, Settings
from qa.errors import (
    ConfigurationError,
    FolderError,
    IndexMismatchError,
    NothingReadableError,
    OutdatedIndexError,
    QuestionError,
)
from qa.resources import seeds_folder

Open = Callable[..., Assistant]


def test_slip_in_an_argument_is_reported_where_it_is_made(seeds: Assistant) -> None:
    wrong: Any = None
    with pytest.raises(QuestionError):
        seeds.ask(wrong)
    with pytest.raises(QuestionError):
        seeds.stream(wrong)
    with pytest.raises(QuestionError):
        seeds.astream(wrong)
    for find in (seeds.search, seeds.read, seeds.explain):
        with pytest.raises(QuestionError):
            find(wrong)
    with pytest.raises(ConfigurationError, match="k is -1"):
        seeds.search(WHEN, -1)
    with pytest.raises(ConfigurationError, match="k is -1"):
        seeds.as_retriever(-1)
    with pytest.raises(ConfigurationError, match="threads is 0"):
        seeds.ask_many([WHEN], threads=0)
    with pytest.raises(ConfigurationError, match="sometimes"):
        Assistant.open(sync="sometimes")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="gpt-4o"):
        Assistant.open(llm="gpt-4o")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="settings"):
        Assistant.open(settings={"read": 5})  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="folder"):
        Assistant.open(7)  # type: ignore[arg-type]


def test_status_tells_what_is_indexed(seeds: Assistant, seeds_home: Path) -> None:
    status = seeds.status()
    assert Path(status.folder) == (seeds_folder() / "articles").resolve()
    assert Path(status.index).is_relative_to(seeds_home)
    assert Path(status.index).is_dir()
    assert status.articles == len(seeds.articles()) == 2
    assert status.passages == sum(record.passages for record in seeds.articles())
    assert "MiniLM" in status.embedding
    assert status.skipped == ()
    assert not status.changed


def test_folder_without_an_index_is_indexed_when_opened(open_folder: Open) -> None:
    told: list[tuple[int, int, str]] = []
    assistant = open_folder(progress=lambda *update: told.append(update))
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    assert answer.notices == ()
    assert told
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    "other", [{"passage_tokens": 96}, {"embedding": ""}, {"embedding_args": {"dimension": 32}}]
)
def test_other_models_or_passages_are_refused_with_the_command_that_rebuilds(
    other: dict[str, Any], open_folder: Open, folder: Path, light: Settings
) -> None:
    open_folder().close()
    with pytest.raises(IndexMismatchError) as caught:
        open_folder(settings=light.model_copy(update=other))
    assert f"qa index --rebuild {folder}" in caught.value.hint


def test_index_that_another_version_made_is_made_anew(open_folder: Open) -> None:
    with open_folder() as first:
        manifest = next(Path(first.status().index).rglob("manifest.json"))
    stored = json.loads(manifest.read_text())
    stored["fingerprint"]["format"] -= 1
    manifest.write_text(json.dumps(stored))
    with pytest.raises(OutdatedIndexError, match="another version"):
        open_folder(sync="never")
    with open_folder() as again:
        assert "Vienna" in again.ask(WHERE).text


def test_embedding_that_does_not_exist_is_refused(open_folder: Open, light: Settings) -> None:
    with pytest.raises(ConfigurationError, match="no_such"):
        open_folder(settings=light.model_copy(update={"embedding": "no_such:Class"}))


def test_missing_folder_and_file_for_a_folder_are_refused(tmp_path: Path, light: Settings) -> None:
    file = tmp_path / "file.txt"
    file.write_text(TREATY)
    for folder in (tmp_path / "absent", file):
        with pytest.raises(FolderError, match=folder.name) as caught:
            Assistant.open(folder, settings=light)
        assert caught.value.hint


def test_folder_without_articles_is_refused_with_a_reason(tmp_path: Path, light: Settings) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    with pytest.raises(NothingReadableError, match="no article"):
        Assistant.open(folder, settings=light)
    (folder / "cat.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(NothingReadableError, match="no article") as caught:
        Assistant.open(folder, settings=light)
    assert caught.value.hint
    assert list(caught.value.skipped) == ["cat.jpg"]
    (folder / "treaty.txt").write_text(TREATY)
    with Assistant.open(folder, settings=light) as assistant:
        assert assistant.ask(WHERE).text == "Vienna"
        assert [path for path, _ in assistant.status().skipped] == ["cat.jpg"]


def test_folder_of_the_settings_is_asked_where_none_is_given(folder: Path, light: Settings) -> None:
    with Assistant.open(settings=light.model_copy(update={"folder": folder})) as assistant:
        assert assistant.ask(WHERE).text == "Vienna"


def test_sample_articles_are_asked_where_nothing_is_given(
    seeds_home: Path, seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    with Assistant.open() as assistant:
        assert assistant.status().folder == seeds.status().folder
