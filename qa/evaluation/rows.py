"""The questions of a run as tables for other programs: CSV, JUnit, data frames."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from qa.errors import StorageError
from qa.evaluation.records import QuestionRecord

__all__ = ["question_row", "write_csv", "write_junit"]

# Characters that XML 1.0 cannot hold, not even escaped.
_NOT_IN_XML = {code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if code not in (9, 10, 13)}
_NOT_IN_XML |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")


def question_row(record: QuestionRecord) -> dict[str, Any]:
    """Return what a table shows of a question: its gold row, its answer and its scores."""
    row: dict[str, Any] = {
        "id": record.gold.id,
        "kind": record.gold.kind,
        "question": record.gold.question,
        "gold": " | ".join(record.gold.answers),
        "answerable": record.gold.answerable,
        "answer": record.answer,
        "refused": record.refused,
        "confidence": record.confidence,
        "cause": record.cause.value if record.cause else "",
        "exact_match": record.exact_match if record.asked else None,
        "f1": record.f1 if record.asked else None,
        "citation_precision": record.citation_precision,
        "citation_recall": record.citation_recall,
        "first_hit": min(record.passage_hits, default=None),
        "seconds": record.seconds,
        "agreement": record.agreement.value if record.groups else "",
        "groups": " | ".join(group.value for group in record.groups),
        "notices": " | ".join(record.notices),
        "missed": " | ".join(record.missed),
    }
    return row | {f"meta.{key}": value for key, value in record.gold.meta}


def write_csv(records: Sequence[QuestionRecord], file: Path) -> None:
    """Write the questions as a CSV file with a header.

    Raises:
        StorageError: The file cannot be written.
    """
    rows = [question_row(record) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    try:
        with file.open("w", encoding="utf-8", errors="replace", newline="") as opened:
            writer = csv.DictWriter(opened, names)
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise _unwritable(file, error) from error


def write_junit(records: Sequence[QuestionRecord], file: Path, name: str) -> None:
    """Write the questions as test cases in the XML of JUnit, which CI systems show.

    Args:
        records: The questions; each one that failed is a failure with its cause.
        file: Where to write.
        name: Name of the test suite.

    Raises:
        StorageError: The file cannot be written.
    """
    failed = sum(record.cause is not None for record in records)
    seconds = sum(record.seconds or 0.0 for record in records)
    suite = ElementTree.Element(
        "testsuite",
        name=_xml(name),
        tests=str(len(records)),
        failures=str(failed),
        errors="0",
        skipped="0",
        time=f"{seconds:.3f}",
    )
    for record in records:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=_xml(f"{name}.{record.gold.kind}"),
            name=_xml(f"{record.gold.id}: {record.gold.question}"),
            time=f"{record.seconds or 0.0:.3f}",
        )
        if record.cause:
            message = f"{record.cause}: {record.what_happened}"
            failure = ElementTree.SubElement(case, "failure", message=_xml(message))
            failure.text = _xml(record.cause.meaning)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    try:
        ElementTree.ElementTree(suites).write(file, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise _unwritable(file, error) from error


def _xml(text: str) -> str:
    return text.translate(_NOT_IN_XML)


def _unwritable(file: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{file} cannot be written: {error.strerror}.",
        hint="Give a place that can be written and has room.",
    )
