from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.errors import StorageError
from qa.evaluation import GoldQuestion, GoldSet, Journal, QuestionRecord, evaluate


@pytest.fixture
def record(assistant: Any, opened: GoldQuestion) -> QuestionRecord:
    cited = [("harbour.txt", "The bridge opened in May 1932.")]
    assistant.will_answer(opened.question, "May 1932", cited)
    assistant.will_find(opened.question, cited)
    return evaluate(GoldSet("g", (opened,)), assistant)[0]


def test_records_come_back_as_they_were(record: QuestionRecord, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a" / "run.jsonl", "key")
    assert journal.begin() == {}
    journal.append(record)
    assert Journal(tmp_path / "a" / "run.jsonl", "key").begin() == {"opened": record}


@pytest.mark.parametrize("torn", ['{"gold": {"id": "x"', '{"gold": 1}', "\x00\x00"])
def test_a_torn_line_is_passed_over_and_then_gone(
    record: QuestionRecord, tmp_path: Path, torn: str
) -> None:
    file = tmp_path / "run.jsonl"
    journal = Journal(file, "key")
    journal.begin()
    journal.append(record)
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + torn, encoding="utf-8")
    assert Journal(file, "key").begin() == {"opened": record}
    assert file.read_text(encoding="utf-8") == whole


def test_what_is_no_journal_counts_as_empty(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    assert Journal(file, "key").begin() == {}


def test_a_place_that_cannot_be_written_is_told(record: QuestionRecord, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    journal = Journal(tmp_path / "file" / "run.jsonl", "key")
    with pytest.raises(StorageError, match="cannot be recorded"):
        journal.begin()
    with pytest.raises(StorageError, match="cannot be recorded"):
        journal.append(record)
