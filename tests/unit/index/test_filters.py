from __future__ import annotations

import pytest
from bench import Bench

from qa.index import Filters

SAY = "The ferry of {} leaves at noon."


@pytest.fixture
def dated(bench: Bench) -> Bench:
    for day in ("2020-12-31", "2021-01-01", "2021-07-10"):
        bench.write(f"{day}.txt", SAY.format(day))  # the date is read from the file's name
    bench.write("undated.txt", SAY.format("old"))
    bench.sync()
    return bench


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(), ["2020-12-31", "2021-01-01", "2021-07-10", "old"]),
        (Filters(since=20210101), ["2021-01-01", "2021-07-10"]),
        (Filters(until=20210101), ["2020-12-31", "2021-01-01"]),
        (Filters(since=20210101, until=20210101), ["2021-01-01"]),
        (Filters(since=20300101), []),
        (Filters(articles=frozenset()), []),
        (Filters(articles=frozenset({"unknown"})), []),
    ],
)
def test_dates_are_bounds_included_and_leave_undated_articles_out(
    dated: Bench, filters: Filters, days: list[str]
) -> None:
    expected = sorted(SAY.format(day) for day in days)
    assert sorted(dated.dense("ferry leaves", 10, filters)) == expected
    assert sorted(dated.keyword("ferry leaves", 10, filters)) == expected


def test_articles_and_dates_restrict_together(dated: Bench) -> None:
    with dated.open() as index:
        ids = {record.path: key for key, record in index.manifest.articles.items()}
    chosen = frozenset({ids["2021-07-10.txt"], ids["2020-12-31.txt"], ids["undated.txt"]})
    filters = Filters(articles=chosen, since=20210101)
    assert dated.dense("ferry", 10, filters) == [SAY.format("2021-07-10")]
    assert dated.keyword("ferry", 10, filters) == [SAY.format("2021-07-10")]
    assert len(dated.dense("ferry", 10, Filters(articles=chosen))) == 3


def test_more_articles_than_one_statement_takes_are_filtered_all_the_same(
    dated: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.index.snapshot._MOST_FILTERED", 1)
    filters = Filters(since=20210101)
    assert sorted(dated.dense("ferry", 2, filters)) == sorted(dated.keyword("ferry", 2, filters))
