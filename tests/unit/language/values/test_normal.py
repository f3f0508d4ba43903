from __future__ import annotations

import pytest

from qa.language.values import days, normalised, parse

SATURDAY = "2021-07-10"


@pytest.mark.parametrize(
    ("words", "published", "iso", "inferred"),
    [
        ("Thursday", SATURDAY, "2021-07-08", True),
        ("on Thursday", SATURDAY, "2021-07-08", True),
        ("yesterday", SATURDAY, "2021-07-09", True),
        ("31 August", SATURDAY, "2021-08-31", True),
        ("28 December", "2021-01-03", "2020-12-28", True),
        ("31 August 2021", SATURDAY, "2021-08-31", False),
        ("2018", None, "2018-01-01/2018-12-31", False),
    ],
)
def test_days_of_a_date(words: str, published: str | None, iso: str, inferred: bool) -> None:
    found = days(parse(words, published=published), published)
    assert found is not None
    assert (found.iso, found.inferred) == (iso, inferred)


@pytest.mark.parametrize("words", ["Thursday", "31 August", "last week"])
def test_nothing_is_inferred_without_a_date(words: str) -> None:
    assert days(parse(words)) is None


def test_days_in_words() -> None:
    found = days(parse("last week", published=SATURDAY), SATURDAY)
    assert found is not None
    assert found.words == "28 June 2021 to 4 July 2021"  # from Monday to Sunday


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("twenty-eight people", "28 people"),
        ("French Defense Minister Florence Parly", "florence parly"),
        ("31 August 2021", "2021-08-31"),
        ("the rains", "rain"),
    ],
)
def test_plain_form(words: str, plain: str) -> None:
    assert normalised(parse(words)) == plain
