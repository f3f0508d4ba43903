from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language.values import ValueKind, contradicts, parse, same
from qa.language.values.bounds import Bound
from qa.language.values.dates import DateRange, days_between

SATURDAY = "2021-07-10"


def days(span: str, published: str | None = SATURDAY) -> DateRange:
    value = parse(span, published=published)
    assert value.kind is ValueKind.DATE, value
    assert value.date is not None
    return value.date


def stated(span: str) -> tuple[str, str]:
    found = days(span)
    return str(found.start), str(found.end)


def ordinal(number: int) -> str:
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def wordings(day: date) -> list[str]:
    month, short = f"{day:%B}", f"{day:%b}."
    return [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {ordinal(day.day)}, {day.year}",
        f"the {ordinal(day.day)} of {month}, {day.year}",
        f"{short} {day.day}, {day.year}",
        f"{day.day:02} {short} {day.year}",
        f"on {day:%A}, {month} {day.day}, {day.year}",
        f"{day:%a} {day.day} {month} {day.year}",
        f"{month.upper()} {day.day} {day.year}",
        f"{month} {day.day}, {day.year} ({day:%A})",
        day.isoformat(),
        f"{day:%Y/%m/%d}",
    ]


@settings(max_examples=50)
@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_one_day_in_a_dozen_wordings(day: date) -> None:
    for wording in wordings(day):
        found = days(wording, published=None)
        assert (found.start, found.end, found.yearless) == (day, day, False), wording


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_without_its_year_is_the_same_day_in_any_year(day: date) -> None:
    bare = parse(f"{day.day} {day:%B}")
    assert same(bare, parse(f"{day:%B} {ordinal(day.day)}"))
    assert same(bare, parse(day.isoformat()))


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)),
    st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)),
)
def test_two_different_days_contradict(a: date, b: date) -> None:
    first, second = parse(f"{a:%B} {a.day}, {a.year}"), parse(b.isoformat())
    assert same(first, second) == (a == b)
    assert contradicts(first, second) == (a != b)


@given(st.dates(min_value=date(1001, 1, 1), max_value=date(2998, 12, 31)), st.integers(0, 6))
def test_a_bare_weekday_is_the_last_such_day(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    assert days(f"on {day:%A}", str(published)).start == day


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("the year 2021", "2021-01-01", "2021-12-31"),
        ("August 2021", "2021-08-01", "2021-08-31"),
        ("Feb 2020", "2020-02-01", "2020-02-29"),
        ("the second half of 2021", "2021-07-01", "2021-12-31"),
        ("the first half of this year", "2021-01-01", "2021-06-30"),
        ("the third quarter of 2021", "2021-07-01", "2021-09-30"),
        ("Q3 2021", "2021-07-01", "2021-09-30"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the \u201990s", "1990-01-01", "1999-12-31"),
        ("the nineties", "1990-01-01", "1999-12-31"),
        ("the 19th century", "1801-01-01", "1900-12-31"),
        ("the twenty-first century", "2001-01-01", "2100-12-31"),
        ("from 2009 to 2012", "2009-01-01", "2012-12-31"),
        ("2009\u20132012", "2009-01-01", "2012-12-31"),
        ("2009-12", "2009-01-01", "2012-12-31"),
        ("between March and May 2021", "2021-03-01", "2021-05-31"),
        ("10-12 July 2021", "2021-07-10", "2021-07-12"),
        ("July 10 to August 2, 2021", "2021-07-10", "2021-08-02"),
        ("9/11", "2001-09-11", "2001-09-11"),
        ("Sept. 11, 2001", "2001-09-11", "2001-09-11"),
        # seen from Saturday 10 July 2021
        ("today", "2021-07-10", "2021-07-10"),
        ("yesterday", "2021-07-09", "2021-07-09"),
        ("tomorrow morning", "2021-07-11", "2021-07-11"),
        ("last night", "2021-07-09", "2021-07-09"),
        ("Friday", "2021-07-09", "2021-07-09"),
        ("Saturday", "2021-07-10", "2021-07-10"),
        ("Thursday night", "2021-07-08", "2021-07-08"),
        ("last Saturday", "2021-07-03", "2021-07-03"),
        ("next Tuesday", "2021-07-13", "2021-07-13"),
        ("this week", "2021-07-05", "2021-07-11"),
        ("earlier this week", "2021-07-05", "2021-07-10"),
        ("last week", "2021-06-28", "2021-07-04"),
        ("next month", "2021-08-01", "2021-08-31"),
        ("last month", "2021-06-01", "2021-06-30"),
        ("last year", "2020-01-01", "2020-12-31"),
        ("later this year", "2021-07-10", "2021-12-31"),
        ("the end of the year", "2021-12-31", "2021-12-31"),
        ("the beginning of next year", "2022-01-01", "2022-01-01"),
        ("three days ago", "2021-07-07", "2021-07-07"),
        ("a week ago", "2021-06-30", "2021-07-06"),
        ("last August", "2020-08-01", "2020-08-31"),
        ("next May", "2022-05-01", "2022-05-31"),
        ("31 August this year", "2021-08-31", "2021-08-31"),
        ("May last year", "2020-05-01", "2020-05-31"),
    ],
)
def test_what_a_date_states(span: str, start: str, end: str) -> None:
    assert stated(span) == (start, end)


@pytest.mark.parametrize(
    ("span", "bound"),
    [
        ("by August 31", Bound.UP_TO),
        ("until 2014", Bound.UP_TO),
        ("before 2001", Bound.BELOW),
        ("after 31 August", Bound.ABOVE),
        ("since Thursday", Bound.FROM),
        ("around 1990", Bound.ABOUT),
        ("in 1990", Bound.EXACT),
    ],
)
def test_bounds_of_dates(span: str, bound: Bound) -> None:
    assert days(span).bound is bound


@pytest.mark.parametrize(
    ("span", "time"),
    [
        ("9 p.m. on Friday", "21:00"),
        ("Friday at 9:30 pm", "21:30"),
        ("12:05 a.m. Friday", "00:05"),
        ("14:30 GMT", "14:30"),
        ("2021-07-10T14:30:00Z", "14:30"),
        ("Friday evening", "evening"),
        ("Friday", None),
    ],
)
def test_time_of_the_day(span: str, time: str | None) -> None:
    assert days(span).time == time


@pytest.mark.parametrize(
    "span",
    ["last week", "a week ago", "the end of the year", "today", "next May", "Friday", "noon"],
)
def test_without_the_articles_date_the_days_are_unknown(span: str) -> None:
    assert not days(span, published=None).resolved
    assert not contradicts(parse(span), parse("2 January 1970"))


@pytest.mark.parametrize("published", ["", "10 July 2021", "2021-13-45", "2021-07-10T00:00", "?"])
def test_what_is_no_iso_day_counts_as_unknown(published: str) -> None:
    assert not days("yesterday", published=published).resolved


def test_a_day_and_month_in_figures_may_be_either() -> None:
    assert stated("31/08/2021") == ("2021-08-31", "2021-08-31")
    assert stated("08/31/2021") == ("2021-08-31", "2021-08-31")
    ambiguous = parse("10/07/2021")
    for either in ("10 July 2021", "7 October 2021"):
        assert not contradicts(ambiguous, parse(either))
    assert contradicts(ambiguous, parse("10 July 2022"))


def test_the_same_weekday_in_articles_of_different_weeks_is_not_the_same_day() -> None:
    earlier, later = parse("Friday", published=SATURDAY), parse("Friday", published="2021-08-07")
    assert not same(earlier, later)
    assert same(earlier, parse("last Friday", published="2021-07-12"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Dec. 30 to Jan. 3", "30 December 2020 to 3 January 2021"),
        ("February", "February 2021"),
        ("February", "February 2020"),
        ("29 February", "29 February 2020"),
    ],
)
def test_a_missing_year_is_compatible_with_any(a: str, b: str) -> None:
    assert same(parse(a), parse(b))


def test_leap_day_is_not_the_day_before_it() -> None:
    assert contradicts(parse("29 February"), parse("28 February 2021"))


@pytest.mark.parametrize(
    "span",
    [
        "31 February",
        "31/31/2021",
        "may",
        "march",
        "Sun",
        "second",
        "the march on Washington",
        "before the meeting",
        "August 31, when the troops leave",
        "Monday Morning Podcast",
        "1200",
        "31",
        "nine",
        "24/7",
        "2021 election",
        "99999 years ago",
        "until",
        "early",
        "the last of the",
    ],
)
def test_what_is_no_date(span: str) -> None:
    assert parse(span, published=SATURDAY).date is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("19 March 2029", "1 March 2029", 18),
        ("21 May 2022", "28 May", 7),
        ("1871", "1874", 1096),  # 1872 was a leap year
        ("3 June 2020", "Wednesday 3 June", 0),
    ],
)
def test_days_between_two_dates(one: str, other: str, apart: int) -> None:
    a, b = (days(span) for span in (one, other))
    assert days_between(a, b) == days_between(b, a) == apart


def test_days_from_a_leap_day_to_a_date_far_from_leap_years() -> None:
    assert days_between(days("29 February", published=None), days("2 March 2022")) > 0
