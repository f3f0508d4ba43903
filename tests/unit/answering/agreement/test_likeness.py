from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answering.agreement.likeness import Likeness

LIKE = Likeness(
    likely=0.5, times=1.3, names=0.4, both=False, sentences=0.5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "less"),
    [
        ("likely", 0.1),
        ("times", 3.0),
        ("names", 0.1),
        ("both", True),
        ("sentences", 0.2),
    ],
)
def test_each_sign_counts(name: str, less: float) -> None:
    assert replace(LIKE, **{name: less}).probability() < LIKE.probability()


def test_dates_far_from_each_other_are_less_likely_of_one_thing() -> None:
    near, far = (replace(LIKE, times=None, days=days) for days in (3, 3000))
    assert far.probability() < near.probability()


@pytest.mark.parametrize("likely", [0.0, 1.0])
def test_a_certain_reader_settles_nothing_alone(likely: float) -> None:
    assert 0 < replace(LIKE, likely=likely).probability() < 1


def test_names_are_not_so_many_times_each_other() -> None:
    # A number twice and more as large speaks against it, one that is nearly as large for it.
    places = replace(LIKE, times=None).probability()
    assert replace(LIKE, times=4.0).probability() < places < LIKE.probability()
