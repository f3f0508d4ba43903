from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.values.words import comparable, compared_words, fold


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("neighbourhood", "neighborhood"),
        ("labour", "labor"),
        ("centres", "centers"),
        ("kilometres", "kilometers"),
        ("theatre", "theater"),
        ("defence", "defense"),
        ("licence", "license"),
        ("practised", "practiced"),
        ("organisation", "organization"),
        ("recognised", "recognized"),
        ("analysed", "analyzed"),
        ("travelled", "traveled"),
        ("dialogue", "dialog"),
        ("programmes", "programs"),
        ("grey", "gray"),
        ("towards", "toward"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert comparable(british) == comparable(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("countries", "country"),
        ("boxes", "box"),
        ("women", "woman"),
        ("people", "persons"),
        ("nine", "9"),
        ("caf\u00e9", "CAFE"),
        ("1,200", "1200"),
    ],
)
def test_number_case_accents_and_digits_do_not_matter(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("prise", "prize"),
        ("filled", "filed"),
        ("sense", "since"),
        ("bus", "bu"),
        ("pass", "pas"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In the U.S.", ("us",)),
        ("of \u201cspecial operations.\u201d", ("special", "operation")),
        ("50 per cent", ("50", "percent")),
        ("Parly\u2019s visit to", ("parly", "visit")),
        ("from Kabul", ("from", "kabul")),
        ("the", ()),
    ],
)
def test_content_words(text: str, words: tuple[str, ...]) -> None:
    assert compared_words(fold(text)) == words


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_importing_loads_the_standard_library_alone() -> None:
    command = (
        "import sys, qa.language.values; print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {command}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert set(loaded) - sys.stdlib_module_names - {"qa", "__main__"} == set()
