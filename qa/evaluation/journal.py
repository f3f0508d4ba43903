"""Stores the records of a run as it proceeds, so that a stopped run can be continued."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from qa.errors import StorageError
from qa.evaluation.records import QuestionRecord

__all__ = ["Journal"]


class Journal:
    """A file of records, one JSON line each, after a first line that contains the run's key.

    If the program was killed, an incomplete last line is skipped. Records of another key are
    dropped. Delete the file when the run is complete, so that a later run asks all questions again.

    Args:
        file: Where the records are kept.
        key: Identifies the questions, the settings and the index. Records of another key belong to
            another run.
    """

    def __init__(self, file: Path, key: str) -> None:
        self._file = file
        self._head = json.dumps({"run": key})
        self._adapter = TypeAdapter(QuestionRecord)

    def begin(self) -> dict[str, QuestionRecord]:
        """Return the records of the unfinished run by question id, and prepare to add more.

        Raises:
            StorageError: The file cannot be written.
        """
        records = self._read()
        lines = [self._head, *(self._line(record) for record in records.values())]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise self._unwritable(error) from error
        return records

    def append(self, record: QuestionRecord) -> None:
        """Add one record.

        Raises:
            StorageError: The file cannot be written.
        """
        try:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(self._line(record) + "\n")
        except OSError as error:
            raise self._unwritable(error) from error

    def _read(self) -> dict[str, QuestionRecord]:
        try:
            head, *lines = self._file.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return {}
        records: dict[str, QuestionRecord] = {}
        if head != self._head:
            return records
        for line in lines:
            try:
                record = self._adapter.validate_json(line)
            except ValidationError:
                break
            records[record.gold.id] = record
        return records

    def _line(self, record: QuestionRecord) -> str:
        return self._adapter.dump_json(record).decode()

    def _unwritable(self, error: OSError) -> StorageError:
        return StorageError(
            f"The run cannot be recorded in {self._file}: {error.strerror}.",
            hint="Give --output a folder that can be written and has room.",
        )
