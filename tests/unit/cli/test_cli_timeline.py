from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.cli.main import app

KARSA = "Flood in Karsa\n\n{}\n\n{}\n"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, day, text in (
        ("a.txt", "10 July 2021", "The bridge of Karsa fell on Thursday. Nobody was hurt by it."),
        ("b.txt", "12 July 2021", "The old bridge of Karsa fell on 8 July, the mayor said."),
        ("c.txt", "12 July 2021", "The talks in Elva will end in 2022, said the minister."),
    ):
        (articles / name).write_text(KARSA.format(day, text), encoding="utf-8")
    return str(articles)


def test_what_articles_say_of_one_day_stands_together(folder: str) -> None:
    result = CliRunner().invoke(app, ["timeline", folder, "--words", "bridge", "--json"])
    assert result.exit_code == 0, result.output
    (day,) = json.loads(result.stdout)["days"]
    assert (day["start"], day["end"]) == ("2021-07-08", "2021-07-08")
    assert [(one["words"], one["inferred"]) for one in day["entries"]] == [
        ("Thursday", True),
        ("8 July", True),
    ]
    assert [one["citations"][0]["path"] for one in day["entries"]] == ["a.txt", "b.txt"]


def test_table_is_in_order_of_the_days(folder: str) -> None:
    result = CliRunner().invoke(app, ["timeline", folder])
    assert result.exit_code == 0, result.output
    assert result.stdout.index("2021-07-08") < result.stdout.index("2022 ")


def test_days_can_be_chosen(folder: str) -> None:
    result = CliRunner().invoke(app, ["timeline", folder, "--since", "2022-06-01", "--json"])
    assert [day["start"] for day in json.loads(result.stdout)["days"]] == ["2022-01-01"]


def test_nothing_found_exits_with_3(folder: str) -> None:
    result = CliRunner().invoke(app, ["timeline", folder, "--until", "1999-01-01"])
    assert result.exit_code == 3


def test_comparison_has_a_row_for_each_article_newest_first(tmp_path: Path) -> None:
    for name, day, toll in (("a.txt", "1 July 2021", 12), ("b.txt", "4 July 2021", 45)):
        text = f"The death toll of the flood in Karsa stands at {toll}, the rescue service said."
        (tmp_path / name).write_text(KARSA.format(day, text), encoding="utf-8")
    asked = ["compare", "What is the death toll in Karsa?", "-f", str(tmp_path), "--json"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)["articles"]
    assert [(row["text"], row["citation"]["published"]) for row in rows] == [
        ("45", "2021-07-04"),
        ("12", "2021-07-01"),
    ]
    assert {row["mark"] for row in rows} == {"answer", "different"}
