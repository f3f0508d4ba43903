from __future__ import annotations

import string
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import contains_answer, exact_match, is_right, normalise, token_f1

words = st.lists(st.sampled_from(["red", "blue", "the", "an", "tree", "1,000", "x."]), max_size=5)
texts = st.one_of(words.map(" ".join), st.text(max_size=20))


# Worked by hand from the steps of evaluate-v2.0.py.
@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Cat's hat.", "cats hat"),
        ("an A the", ""),
        ("theatre, and Ann", "theatre and ann"),
        ("U.S.-led", "usled"),
        ("“Curly” stays", "“curly” stays"),
        ("31 August", "31 august"),
        ("a\u00a0b", "b"),
    ],
)
def test_normalisation(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("answer", "golds", "exact", "f1"),
    [
        ("the 31 August.", ["31 August", "August 31"], 1, 1.0),
        ("August 31", ["31 August"], 0, 1.0),  # F1 knows no order
        ("on 31 August", ["31 August"], 0, 2 * (2 / 3) * 1 / (2 / 3 + 1)),
        ("red red blue", ["red blue blue"], 0, 2 / 3),  # tokens count as often as they occur
        ("green", ["red"], 0, 0.0),
        ("", [], 1, 1.0),  # refused, and rightly
        ("green", [], 0, 0.0),
        ("", ["red"], 0, 0.0),
        ("the", [], 1, 1.0),  # normalises to nothing
        ("", ["the"], 1, 1.0),  # the script drops golds that normalise to nothing
        ("the", ["a", "red"], 0, 0.0),
    ],
)
def test_known_scores(answer: str, golds: list[str], exact: float, f1: float) -> None:
    assert exact_match(answer, golds) == exact
    assert token_f1(answer, golds) == pytest.approx(f1)


def best_overlap(left: list[str], right: list[str]) -> int:
    """The largest number of equal pairs, by trying every alignment."""
    short, long = sorted((left, right), key=len)
    return max(
        sum(a == b for a, b in zip(short, order, strict=False)) for order in permutations(long)
    )


@given(words, words)
def test_f1_equals_its_definition_by_brute_force(given_words: list[str], gold: list[str]) -> None:
    left, right = (
        [
            bare
            for word in side
            if (bare := "".join(c for c in word if c not in string.punctuation))
            and bare not in {"a", "an", "the"}
        ]
        for side in (given_words, gold)
    )
    if not left or not right:
        expected = float(left == right)
    else:
        expected = 2 * best_overlap(left, right) / (len(left) + len(right))
    assert token_f1(" ".join(given_words), [" ".join(gold)]) == pytest.approx(expected)


@given(texts, st.lists(texts, max_size=3))
def test_scores_are_shares_and_an_exact_match_is_a_full_f1(answer: str, golds: list[str]) -> None:
    f1 = token_f1(answer, golds)
    assert 0 <= f1 <= 1
    if exact_match(answer, golds):
        assert f1 == 1


@given(texts, st.lists(texts, min_size=1, max_size=3), texts)
def test_another_gold_answer_never_lowers_the_score(
    answer: str, golds: list[str], other: str
) -> None:
    if any(map(normalise, golds)):
        assert token_f1(answer, [*golds, other]) >= token_f1(answer, golds)


def test_right_is_half_of_the_words() -> None:
    assert is_right("nearly two decades", ["two decades"])
    assert is_right("one two", ["two three"])
    assert not is_right("zero one two", ["two three"])


@pytest.mark.parametrize(
    ("text", "contained"),
    [
        ("It had nine lives.", True),
        ("It had NINE, lives", True),
        ("It had nineteen lives.", False),
        ("It had lives.", False),
    ],
)
def test_an_answer_is_contained_by_whole_words(text: str, contained: bool) -> None:
    assert contains_answer(text, ["nine"]) is contained


def test_an_answer_of_no_words_is_contained_nowhere() -> None:
    assert not contains_answer("the end", ["the"])
    assert not contains_answer("the end", [])
