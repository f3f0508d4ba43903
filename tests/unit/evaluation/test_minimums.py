from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.errors import ConfigurationError
from qa.evaluation import (
    About,
    GoldQuestion,
    GoldSet,
    Minimum,
    Shortfall,
    check_minimums,
    evaluate,
    make_report,
    parse_minimum,
)


@pytest.mark.parametrize(
    ("text", "minimum"),
    [
        ("f1=0.85", Minimum("f1", 0.85)),
        (" hit@5 = 1 ", Minimum("hit@5", 1.0)),
        ("ece=0.1", Minimum("ece", 0.1)),
        ("fact.f1=0.8", Minimum("f1", 0.8, "fact")),
        ("near miss.refusal_recall=.9", Minimum("refusal_recall", 0.9, "near miss")),
        ("f1=-0.02", Minimum("f1", -0.02)),
    ],
)
def test_a_minimum_is_a_measure_and_a_share(text: str, minimum: Minimum) -> None:
    assert parse_minimum(text) == minimum


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("citations_f1=0.9", "Did you mean citation_f1?"),
        ("zzz=0.9", "Choose from: answer_recall"),
        ("nonsense=0.9", "Choose from: answer_recall"),
        ("seconds_median=0.9", "Choose from"),  # depends on the computer, not on the program
        ("f1=85", "f1=0.85"),
        ("f1=nan", "f1=0.85"),
        ("f1", "f1=0.85"),
        ("", "Choose from"),
    ],
)
def test_what_is_no_bound_says_how_to_write_one(text: str, hint: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        parse_minimum(text)
    assert hint in error.value.hint
    assert error.value.exit_code == 2


def test_bounds_that_are_not_kept(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    report = make_report(
        evaluate(GoldSet("g", (opened, absent)), assistant), about(), resamples=10
    )  # both refused: F1 .5, nothing cited
    kept, broken, open_ = Minimum("f1", 0.5), Minimum("f1", 0.51), Minimum("citation_f1", 0.0)
    assert check_minimums(report, [kept]) == ()
    assert check_minimums(report, [kept, broken, open_]) == (
        Shortfall(broken, 0.5),
        Shortfall(open_, None),
    )


def test_measure_of_which_less_is_better_is_bounded_from_above(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    assistant.will_answer(opened.question, "May 1932", confidence=0.7)
    report = make_report(
        evaluate(GoldSet("g", (opened, absent)), assistant), about(), resamples=10
    )  # one answer, right with confidence .7: calibration error .3
    assert check_minimums(report, [Minimum("ece", 0.31)]) == ()
    (missed,) = check_minimums(report, [Minimum("ece", 0.29)])
    assert str(missed) == "ece is 0.300, over 0.29"


def test_kind_is_bounded_by_its_own_questions(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    report = make_report(
        evaluate(GoldSet("g", (opened, absent)), assistant), about(), resamples=10
    )  # the fact was refused (F1 0), the near miss rightly (F1 1)
    assert check_minimums(report, [Minimum("f1", 1.0, "near")]) == ()
    (missed,) = check_minimums(report, [Minimum("f1", 0.5, "fact")])
    assert str(missed) == "fact.f1 is 0.000, under 0.5"
    (missed,) = check_minimums(report, [Minimum("f1", 0.5, "no such kind")])
    assert "not defined" in str(missed)


def test_drop_is_bounded_against_the_earlier_run(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    gold = GoldSet("g", (opened, absent))
    now = make_report(evaluate(gold, assistant), about(), resamples=10)  # F1 .5
    assistant.will_answer(opened.question, "May 1932")
    earlier = make_report(evaluate(gold, assistant), about(), resamples=10)  # F1 1
    assert check_minimums(now, [Minimum("f1", -0.5)], earlier) == ()
    (missed,) = check_minimums(now, [Minimum("f1", -0.4)], earlier)
    assert str(missed) == "f1 is 0.500 after 1.000; it may be at most 0.4 worse"
    assert check_minimums(earlier, [Minimum("f1", -0.1)], now) == ()
    with pytest.raises(ConfigurationError, match="no earlier run"):
        check_minimums(now, [Minimum("f1", -0.1)])
