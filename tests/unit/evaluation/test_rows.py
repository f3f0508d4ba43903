from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from qa.errors import StorageError
from qa.evaluation import (
    About,
    GoldQuestion,
    GoldSet,
    Report,
    evaluate,
    make_report,
    write_csv,
    write_junit,
)


@pytest.fixture
def report(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> Report:
    """A right refusal, and a wrong answer that was withheld with confidence .4."""
    assistant.will_answer(opened.question, "June, \x00 1940", confidence=0.4)
    gold = GoldSet("g", (replace(opened, meta=(("source", "desk"),)), absent))
    return make_report(evaluate(gold, assistant, threshold=0.5), about(), resamples=10)


def test_refused_failure_shows_what_would_have_been_said(report: Report) -> None:
    failed, refused = report.records
    assert failed.what_happened == (
        "refused, and would have said “June, \x00 1940”, confidence 0.40; right: May 1932"
    )
    assert refused.what_happened == "refused, without any proposal; right: nothing"
    given = replace(failed, refused=False, missed=("disagreement",))
    assert given.what_happened.startswith("answered “June")
    assert given.what_happened.endswith("missing: disagreement")


def test_csv_has_a_row_for_each_question(report: Report, tmp_path: Path) -> None:
    write_csv(report.records, tmp_path / "q.csv")
    with (tmp_path / "q.csv").open(encoding="utf-8", newline="") as file:
        failed, refused = csv.DictReader(file)
    assert (failed["id"], failed["gold"], failed["meta.source"]) == (
        "opened", "May 1932 | in May 1932", "desk"
    )  # fmt: skip
    assert (failed["refused"], failed["confidence"], failed["f1"]) == ("True", "0.4", "0.0")
    assert failed["cause"] == "not retrieved"
    assert (refused["id"], refused["cause"], refused["f1"]) == ("absent", "", "1.0")


def test_junit_holds_the_failures_with_their_cause(report: Report, tmp_path: Path) -> None:
    write_junit(report.records, tmp_path / "q.xml", "gold & more")
    (suite,) = ElementTree.parse(tmp_path / "q.xml").getroot()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (
        "gold & more", "2", "1"
    )  # fmt: skip
    failed, passed = suite
    (failure,) = failed
    assert failed.get("name") == "opened: When did the bridge open?"
    assert "not retrieved: refused, and would have said" in (failure.get("message") or "")
    assert list(passed) == []


def test_data_frame_has_a_row_for_each_question(report: Report) -> None:
    frame = report.to_pandas()
    assert list(frame["id"]) == ["opened", "absent"]
    assert frame["f1"].mean() == pytest.approx(report.value("f1"))
    assert frame.loc[0, "meta.source"] == "desk"


def test_place_that_cannot_be_written_is_told(report: Report, tmp_path: Path) -> None:
    for write in (
        lambda file: write_csv(report.records, file),
        lambda file: write_junit(report.records, file, "g"),
    ):
        with pytest.raises(StorageError, match="absent"):
            write(tmp_path / "absent" / "q")


def test_breakdown_by_each_key_of_the_meta_data(report: Report) -> None:
    assert [(score.key, score.kind, score.questions, score.failed) for score in report.kinds] == [
        ("kind", "fact", 1, 1),
        ("kind", "near", 1, 0),
        ("source", "desk", 1, 1),
    ]
