from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from questions import CEASES, DATED, WHEN, paths

from qa import Assistant
from qa.answers import NoticeKind
from qa.errors import FilterError, UnknownArticleError

Open = Callable[..., Assistant]


def test_only_the_articles_named_are_asked_by_path_or_by_id(seeds: Assistant) -> None:
    by_path = {record.path: record.article_id for record in seeds.articles()}
    for path, article_id in by_path.items():
        assert paths(seeds.ask(WHEN, articles=[path])) == {path}
        assert seeds.ask(WHEN, articles=[article_id]) == seeds.ask(WHEN, articles=[path])
    assert paths(seeds.ask(WHEN, articles=by_path)) == set(by_path)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2021-07-10", None, True),
        (None, "2021-07-10", True),
        ("2021-07-10", "2021-07-10", True),
        (date(2021, 7, 1), date(2021, 7, 31), True),
        ("2021-07-11", None, False),
        (None, "2021-07-09", False),
        ("2022-01-01", "2021-01-01", False),
    ],
)
def test_dates_leave_articles_of_those_days(
    since: str | date | None, until: str | date | None, found: bool, seeds: Assistant
) -> None:
    answer = seeds.ask(CEASES, since=since, until=until)
    assert paths(answer) == ({DATED} if found else set())
    assert answer.refused is not found


def test_no_articles_named_is_not_all_articles(seeds: Assistant) -> None:
    assert paths(seeds.ask(WHEN, articles=[])) == set()


def test_filter_that_names_no_article_or_no_day_is_refused(seeds: Assistant) -> None:
    with pytest.raises(FilterError, match="absent") as caught:
        seeds.ask(WHEN, articles=["absent.txt"])
    assert caught.value.hint
    for day in ("10 July 2021", "2021-02-30", "", "20210710x"):
        with pytest.raises(FilterError, match="date") as caught:
            seeds.ask(WHEN, since=day)
        assert "2021-07-10" in caught.value.hint


@pytest.mark.parametrize("filters", [{"articles": []}, {"since": "2022-01-01"}])
def test_filters_that_leave_nothing_are_told(filters: dict[str, Any], seeds: Assistant) -> None:
    answer = seeds.ask(WHEN, **filters)
    (notice,) = answer.notices
    assert notice.kind is NoticeKind.NOTHING_LEFT
    assert "none of the 2 articles" in notice.text
    assert ("1 of them states no date" in notice.text) == ("since" in filters)
    assert answer.passages == ()
    assert NoticeKind.NOTHING_LEFT not in {one.kind for one in seeds.ask(WHEN).notices}


def test_articles_without_a_date_are_counted_where_dates_are_asked_for(seeds: Assistant) -> None:
    (notice,) = seeds.ask(WHEN, since="2021-07-01").notices
    assert notice.text.startswith("1 article that states no date of publication was left out")
    kinds = {one.kind for one in seeds.ask(WHEN).notices}
    assert kinds <= {NoticeKind.AGREEMENT}


def test_search_and_reading_are_filtered_as_questions_are(seeds: Assistant) -> None:
    for find in (seeds.search, seeds.read):
        assert {hit.node.metadata["path"] for hit in find(WHEN, articles=DATED)} == {DATED}
        assert {hit.node.metadata["path"] for hit in find(WHEN, since="2021-01-01")} == {DATED}
        assert find(WHEN, until="2021-01-01") == []


def test_article_of_many_rows_is_asked_whole_by_its_path(open_folder: Open, folder: Path) -> None:
    rows = ["Rome was where the treaty on trade was signed.", "Vienna saw the treaty on law."]
    (folder / "treaty.txt").write_text("Something else, about the weather of May and June.")
    (folder / "rows.csv").write_text("text\n" + "\n".join(rows), encoding="utf-8")
    assistant = open_folder()
    found = assistant.search("treaty", articles="rows.csv")
    assert {hit.node.get_content() for hit in found} == set(rows)
    with pytest.raises(UnknownArticleError, match=r"rows\.csv holds 2 articles"):
        assistant.article("rows.csv")
    assert assistant.article("treaty.txt").path == "treaty.txt"
