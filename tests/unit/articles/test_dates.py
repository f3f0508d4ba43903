from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.dates import date_in_name, find_dates


def test_figures_name_a_day_where_their_order_is_known() -> None:
    iso = [next(find_dates("07/10/2021", day_first=first)).iso for first in (True, False)]
    assert iso == ["2021-10-07", "2021-07-10"]


@pytest.mark.parametrize(
    "stated",
    [
        "2021-07-10",
        "2021/7/10",
        "2021-07-10T08:00:00Z",
        "2021-07-10 08:00",
        "2021-07-10T08:00:00.123+02:00",
        "10 July 2021",
        "10 Jul 2021",
        "10th of July 2021",
        "10 July, 2021",
        "10-Jul-2021",
        "July 10, 2021",
        "JULY 10 2021",
        "Jul. 10, 2021",
        "July 10th, 2021",
        "10/Jul/2021",
        "2021 July 10",
        "10. Juli 2021",
        "10.07.2021",
        "10 juillet 2021",
        "10 de julio de 2021",
        "10 luglio 2021",
        "10 июля 2021",
        "2021年7月10日",
        "2021년 7월 10일",
    ],
)
def test_a_day_in_the_forms_that_headers_use(stated: str) -> None:
    (found,) = find_dates(f"on {stated}, they said")
    assert found.iso == "2021-07-10"
    assert f"on {stated}, they said"[found.start : found.end] == stated


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("07/13/2021", "2021-07-13"),
        ("13/07/2021", "2021-07-13"),
        ("13.07.2021", "2021-07-13"),
        ("07/07/2021", "2021-07-07"),
        ("07/10/2021", None),
        ("7-10-2021", None),
        ("01.10.2021", "2021-10-01"),
    ],
)
def test_figures_alone_name_a_day_only_where_they_can_mean_no_other(
    stated: str, iso: str | None
) -> None:
    assert [found.iso for found in find_dates(stated)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "31 June 2021",
        "2021-13-01",
        "29 February 2021",
        "13/13/2021",
        "version 1.2.2021.4",
        "2021-07-105",
        "https://example.com/2021/07/10/a",
        "July 2021",
        "10 July",
        "0000-01-01",
        "12021-07-10",
        "May I, 2021",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("2021-07-10-title.txt", "2021-07-10"),
        ("2021_07_10 title.txt", "2021-07-10"),
        ("20210710-title.txt", "2021-07-10"),
        ("title-2021-07-10.txt", "2021-07-10"),
        ("2021-07-10T08-00-00.txt", "2021-07-10"),
        ("article-20219999.txt", None),
        ("000_20210631.txt", None),
        ("c0918e3aed85c93e.txt", None),
        ("1234567890123.txt", None),
        ("07-10-2021.txt", None),
        ("33000101.txt", None),
        ("2021/jul/10/boats.txt", "2021-07-10"),
        ("2021/07/10/boats.txt", "2021-07-10"),
    ],
)
def test_a_date_in_a_file_name(name: str, iso: str | None) -> None:
    assert date_in_name(name) == iso


@given(st.dates())
def test_every_day_of_the_calendar_comes_back(day: object) -> None:
    assert [found.iso for found in find_dates(f"{day:%Y-%m-%d}".rjust(10, "0"))] == [str(day)]


@given(st.text(alphabet="0123456789-/. JulyMayth,"))
def test_any_text_yields_spans_within_it(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
