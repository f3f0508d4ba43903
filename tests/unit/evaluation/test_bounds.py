from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.errors import ConfigurationError
from qa.evaluation import (
    About,
    Bound,
    GoldQuestion,
    GoldSet,
    Shortfall,
    check_bounds,
    evaluate,
    make_report,
    parse_bound,
)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("f1=0.85", Bound("f1", 0.85)), (" hit@5 = 1 ", Bound("hit@5", 1.0))],
)
def test_a_bound_is_a_measure_and_a_share(text: str, bound: Bound) -> None:
    assert parse_bound(text) == bound


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
        parse_bound(text)
    assert hint in error.value.hint
    assert error.value.exit_code == 2


def test_bounds_that_are_not_kept(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> None:
    report = make_report(
        evaluate(GoldSet("g", (opened, absent)), assistant), about(), resamples=10
    )  # both refused: F1 .5, nothing cited
    kept, broken, open_ = Bound("f1", 0.5), Bound("f1", 0.51), Bound("citation_f1", 0.0)
    assert check_bounds(report, [kept]) == ()
    assert check_bounds(report, [kept, broken, open_]) == (
        Shortfall(broken, 0.5),
        Shortfall(open_, None),
    )
