from __future__ import annotations

import pytest

from qa.language.values import date_mentions

SATURDAY = "2021-07-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on Tuesday.", [("Tuesday", "2021-07-06")]),
        ("The council will meet on Tuesday.", [("Tuesday", "2021-07-13")]),
        ("The alert was extended until Tuesday.", [("until Tuesday", "2021-07-13")]),
        ("The shop was closed until Tuesday.", [("until Tuesday", "2021-07-06")]),
        ("Tickets go on sale on Tuesday.", [("Tuesday", "2021-07-13")]),
        ("The fair opens in the old mill on Tuesday.", [("Tuesday", "2021-07-13")]),
        ("The man who plays Lear said on Tuesday it was over.", [("Tuesday", "2021-07-06")]),
        ("The fair opened in the old mill on Tuesday.", [("Tuesday", "2021-07-06")]),
        ("The talks will end in 2022.", [("2022", "2022-01-01/2022-12-31")]),
        ("It ends by August 31, the White House said.", [("by August 31", "2021-08-31")]),
        ("It may march in with 2019 people.", []),
        (
            "He opened it on 3 May 2018 and 4 May.",
            [("3 May 2018", "2018-05-03"), ("4 May", "2021-05-04")],
        ),
        (
            "It closed last week (2001).",
            [("last week", "2021-06-28/2021-07-04"), ("2001", "2001-01-01/2001-12-31")],
        ),
    ],
)
def test_dates_of_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    found = date_mentions(text, SATURDAY)
    assert [(text[one.start : one.end], one.days.iso) for one in found] == expected


def test_nothing_is_guessed_without_the_date_of_the_article() -> None:
    assert date_mentions("It fell on Tuesday, yesterday or on 3 May.") == []
