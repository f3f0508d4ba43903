from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldSetError, StorageError
from qa.evaluation import (
    About,
    Cause,
    GoldQuestion,
    GoldSet,
    Report,
    evaluate,
    make_report,
    read_report,
    write_report,
)


@pytest.fixture
def report(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> Report:
    quote = ("harbour.txt", "The bridge opened in May 1932.")
    wrong = replace(opened, id="wrong", question="Opened when?", kind="why")
    assistant.will_answer(opened.question, "May 1932", [quote], confidence=0.8)
    assistant.will_answer(wrong.question, "Dorman Long", [quote], confidence=0.6)
    assistant.will_answer(absent.question, "Sir Ada Grey", [quote], confidence=0.4)
    assistant.will_find(wrong.question, [quote])
    assistant.will_find(opened.question, [quote])
    records = evaluate(GoldSet("g", (opened, absent, wrong)), assistant, threshold=0.5)
    return make_report(records, about(), resamples=50)


def test_failures_come_first(report: Report) -> None:
    assert [record.gold.id for record in report.records] == ["wrong", "opened", "absent"]
    assert dict(report.causes)[Cause.WRONG_SPAN] == 1
    assert sum(number for _, number in report.causes) == 1
    assert len(report.causes) == len(Cause)


def test_kinds_are_summed_up_worst_first(report: Report) -> None:
    assert [(each.kind, each.f1, each.refused, each.failed) for each in report.kinds] == [
        ("why", 0, 0, 1),
        ("fact", 1, 0, 0),
        ("near", 1, 1, 0),
    ]


def test_the_curve_sees_what_was_withheld(report: Report) -> None:
    points = [(point.threshold, point.risk) for point in report.risk_coverage]
    assert points == [(0.8, 0), (0.6, 0.5), (0.4, pytest.approx(2 / 3))]
    assert report.value("refusal_recall") == 1


def test_a_report_comes_back_as_it_was_written(report: Report, tmp_path: Path) -> None:
    file = write_report(report, tmp_path / "new" / "out")
    assert read_report(file) == report == read_report(tmp_path / "new" / "out")
    plain = json.loads(file.read_text(encoding="utf-8"))
    assert plain["records"][0]["cause"] == "wrong span"
    assert {each["key"]: each["value"] for each in plain["measures"]}["hit@1"] == 1


def test_a_report_of_nothing_is_still_a_report(about: Callable[..., About], tmp_path: Path) -> None:
    empty = make_report([], about())
    assert read_report(write_report(empty, tmp_path)) == empty
    assert empty.value("f1") is None


def test_an_unknown_measure_is_no_measure(report: Report) -> None:
    with pytest.raises(KeyError):
        report.value("f2")


@pytest.mark.parametrize("content", [None, "{", "{}", '{"format": 1}'])
def test_what_is_no_report_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "report.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldSetError, match="not a report that can be read"):
        read_report(tmp_path)


def test_another_format_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(GoldSetError, match="format 99"):
        read_report(write_report(replace(report, format=99), tmp_path))


def test_a_place_that_cannot_be_written_is_told(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        write_report(report, tmp_path / "file")
