from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer

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
    assert stem("lower") in opposites(stem("rose"))
    assert stem("objected") in opposites(stem("support"))
    assert opposites("dam") == frozenset()


def test_threads_do_not_disturb_each_other() -> None:
    # Made-up words, so that no other test has had them stemmed.
    made_up = [f"zor{one}{other}isations" for one in "abcdefgh" for other in "abcdefghijklmnop"]
    expected = [EnglishStemmer().stemWord(word) for word in made_up]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(stem, made_up)) == expected
    finally:
        sys.setswitchinterval(interval)
