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
    [("f1=0.85", Minimum("f1", 0.85)), (" hit@5 = 1 ", Minimum("hit@5", 1.0))],
)
def test_a_minimum_is_a_measure_and_a_share(text: str, minimum: Minimum) -> None:
    assert parse_minimum(text) == minimum


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("citations_f1=0.9", "Did you mean citation_f1?"),
        ("zzz=0.9", "Choose from: answer_recall"),
        ("ece=0.9", "Choose from"),  # lower is better
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
