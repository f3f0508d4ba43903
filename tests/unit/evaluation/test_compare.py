from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa.evaluation import (
    About,
    GoldQuestion,
    GoldSet,
    Report,
    Verdict,
    compare_reports,
    evaluate,
    make_report,
)

QUOTE = ("harbour.txt", "The bridge opened in May 1932.")


@pytest.fixture
def run(assistant: Any, about: Callable[..., About]) -> Callable[..., Report]:
    def make(questions: list[GoldQuestion], answers: dict[str, str]) -> Report:
        for question in questions:
            assistant.will_answer(question.question, answers[question.id], [QUOTE])
        records = evaluate(GoldSet("g", tuple(questions)), assistant, threshold=0.5)
        return make_report(records, about(), resamples=10)

    return make


def questions(opened: GoldQuestion) -> list[GoldQuestion]:
    return [replace(opened, id=name, question=f"{name}?") for name in "abcd"]


def test_questions_are_broken_fixed_changed_or_as_before(
    run: Callable[..., Report], opened: GoldQuestion
) -> None:
    right, other, wrong, worse = "May 1932", "in May 1932", "Dorman", "Long"
    old = run(questions(opened), {"a": right, "b": right, "c": wrong, "d": wrong})
    new = run(questions(opened), {"a": right, "b": wrong, "c": other, "d": worse})
    comparison = compare_reports(old, new, resamples=50)
    assert [(change.verdict, change.new.gold.id) for change in comparison.changes] == [
        (Verdict.BROKEN, "b"),
        (Verdict.FIXED, "c"),
        (Verdict.CHANGED, "d"),
    ]
    assert comparison.shared == 4


def test_differences_have_intervals_and_tests(
    run: Callable[..., Report], opened: GoldQuestion
) -> None:
    old = run(questions(opened), dict.fromkeys("abcd", "Dorman"))
    new = run(questions(opened), dict.fromkeys("abcd", "May 1932"))
    f1 = {each.key: each for each in compare_reports(old, new).differences}["f1"]
    assert (f1.old, f1.new, f1.low, f1.high) == (0, 1, 1, 1)
    assert f1.p_value == pytest.approx(2 / 2**4, abs=0.03)


def test_a_run_equals_itself(run: Callable[..., Report], opened: GoldQuestion) -> None:
    report = run(questions(opened), dict.fromkeys("abcd", "May 1932"))
    comparison = compare_reports(report, report, resamples=20)
    assert comparison.changes == ()
    assert all(each.p_value in {1, None} for each in comparison.differences)


def test_only_questions_with_the_same_gold_row_are_compared(
    run: Callable[..., Report], opened: GoldQuestion
) -> None:
    before = questions(opened)
    after = [replace(before[0], answers=("1932",)), *before[1:3], replace(before[3], id="e")]
    answers = dict.fromkeys("abcde", "May 1932")
    comparison = compare_reports(run(before, answers), run(after, answers), resamples=20)
    assert comparison.shared == 2
    assert comparison.only_old == ("a", "d")
    assert comparison.only_new == ("a", "e")


def test_runs_that_share_nothing_have_no_differences(
    run: Callable[..., Report], opened: GoldQuestion, about: Callable[..., About]
) -> None:
    report = run(questions(opened), dict.fromkeys("abcd", "May 1932"))
    comparison = compare_reports(make_report([], about()), report, resamples=20)
    assert comparison.shared == 0
    assert all(each.old is each.new is each.p_value is None for each in comparison.differences)


def test_what_stays_withheld_has_not_changed(
    run: Callable[..., Report], assistant: Any, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    reports = []
    for answer in ("Ada", "Grey"):
        assistant.will_answer(absent.question, answer, [QUOTE], confidence=0.1)
        records = evaluate(GoldSet("g", (absent,)), assistant, threshold=0.5)
        reports.append(make_report(records, about(), resamples=10))
    assert compare_reports(*reports, resamples=20).changes == ()


def test_what_the_runs_were_made_with_is_told_where_it_differs(
    assistant: Any, opened: GoldQuestion, about: Callable[..., About]
) -> None:
    records = evaluate(GoldSet("g", (opened,)), assistant)
    old, new = (
        make_report(
            records,
            about(settings={"threshold": threshold, "read": "20"}, versions={"numpy": numpy}),
            resamples=10,
        )
        for threshold, numpy in (("0.35", "2.0"), ("0.3", "2.1"))
    )
    assert compare_reports(old, new, resamples=10).altered == (
        "threshold: 0.35 before, now 0.3",
        "version of numpy: 2.0 before, now 2.1",
    )
    assert compare_reports(old, old, resamples=10).altered == ()
