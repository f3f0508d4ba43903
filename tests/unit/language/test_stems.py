from __future__ import annotations

import pytest

from qa.language.stems import opposites, stem, telling_stems


@pytest.mark.parametrize(
    ("form", "base"),
    [("broke", "break"), ("killed", "kill"), ("withdrawals", "withdraw"), ("begun", "begin")],
)
def test_forms_of_a_word_have_one_stem(form: str, base: str) -> None:
    assert stem(form) == stem(base)


def test_telling_stems_leave_out_stop_words() -> None:
    assert telling_stems("Didn't the dam of Ruda break?") == ["dam", "ruda", "break"]


def test_opposites_hold_both_ways() -> None:
    assert stem("lose") in opposites(stem("won"))
    assert stem("win") in opposites(stem("lost"))
    assert opposites("dam") == frozenset()
