from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from questions import TREATY, WHERE

from qa import Assistant
from qa.answers import NoticeKind
from qa.errors import MissingIndexError
from qa.index import SyncReport

Open = Callable[..., Assistant]


def test_changed_folder_is_answered_from_as_it_was_with_a_notice(
    open_folder: Open, folder: Path
) -> None:
    open_folder().close()
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    assistant = open_folder()
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    (notice,) = answer.notices
    assert notice.kind is NoticeKind.STALE_INDEX
    assert f"qa index {folder}" in notice.text
    assert assistant.status().changed


def test_sync_always_answers_from_the_folder_as_it_is(open_folder: Open, folder: Path) -> None:
    open_folder().close()
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    answer = open_folder(sync="always").ask(WHERE)
    assert answer.text == "Geneva"
    assert answer.notices == ()


def test_sync_never_makes_no_index(open_folder: Open, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="not been indexed") as caught:
        open_folder(sync="never")
    assert f"qa index {folder}" in caught.value.hint
    assert not list((tmp_path / "home").rglob("CURRENT"))
    open_folder().close()
    assert open_folder(sync="never").ask(WHERE).text == "Vienna"


def test_open_assistant_follows_a_sync(open_folder: Open, folder: Path) -> None:
    assistant = open_folder()
    assert assistant.ask(WHERE).text == "Vienna"
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    report = open_folder(sync="missing").sync()
    assert isinstance(report, SyncReport)
    assert (report.changed, report.articles) == (1, 1)
    answer = assistant.ask(WHERE)
    assert answer.text == "Geneva"
    assert answer.notices == ()


def test_notice_of_a_change_is_given_by_an_assistant_that_stays_open(
    open_folder: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.indexed_folder._LOOK_AGAIN", 0.0)
    monkeypatch.setattr("qa.indexed_folder._LOOK_SELDOM", 0)
    assistant = open_folder()
    assert assistant.ask(WHERE).notices == ()
    (folder / "new.txt").write_text("The harvest failed twice.", encoding="utf-8")
    assert any("changed" in notice.text for notice in assistant.ask(WHERE).notices)


def test_damaged_vectors_are_told_with_the_command_that_mends(
    open_folder: Open, folder: Path, tmp_path: Path
) -> None:
    open_folder().close()
    (vectors,) = (tmp_path / "home").glob("indexes/*/gen-*/chroma")
    shutil.rmtree(vectors)
    assistant = open_folder()
    answer = assistant.ask(WHERE)
    assert any("Vienna" in citation.quote for citation in (*answer.citations, *answer.related))
    assert any(f"qa index --rebuild {folder}" in notice.text for notice in answer.notices)
    assistant.sync(rebuild=True)
    assert assistant.ask(WHERE).notices == ()


def test_users_files_are_left_as_they_are(open_folder: Open, folder: Path) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
        }

    before = state()
    assistant = open_folder(sync="always")
    assistant.ask(WHERE)
    assistant.sync(rebuild=True)
    assert state() == before


def test_article_keeps_its_indexed_text_after_the_file_has_gone(
    open_folder: Open, folder: Path
) -> None:
    assistant = open_folder()
    os.remove(folder / "treaty.txt")
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    assert assistant.article(answer.citations[0].article_id).text == TREATY
