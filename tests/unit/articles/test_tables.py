from __future__ import annotations

import json

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.tables import Columns, read_csv, read_jsonl
from qa.errors import UnreadableArticleError
from qa.settings import Settings

TEXT = "The pact was signed on Friday. It helps both."
COLUMNS = Columns()


def csv(text: str, columns: Columns = COLUMNS) -> list[Extract | Unusable]:
    return list(read_csv(text.encode(), columns))


def jsonl(*rows: object, columns: Columns = COLUMNS) -> list[Extract | Unusable]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(read_jsonl("\n".join(lines).encode(), columns))


def stated(found: Extract | Unusable) -> tuple[str | None, ...]:
    assert isinstance(found, Extract)
    return found.part, found.title, found.published, found.author, found.text


def test_each_row_of_a_csv_is_an_article() -> None:
    first, second = csv(
        "id,Title,Published,Author,Text\n"
        f'1,A pact,2021-07-10T08:00:00Z,Jane Doe,"{TEXT}"\n'
        '2,,,,"One. Two.\n\nThe ""third""."\n'
    )
    assert stated(first) == ("row 2", "A pact", "2021-07-10", "Jane Doe", TEXT)
    assert stated(second) == ("row 3", None, None, None, 'One. Two.\n\nThe "third".')


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_first_row(delimiter: str) -> None:
    rows = [["title", "text"], ["A pact", TEXT]]
    (row,) = csv("\n".join(delimiter.join(cells) for cells in rows))
    assert stated(row)[1::3] == ("A pact", TEXT)


def test_columns_are_named_by_settings() -> None:
    columns = Columns(text="story", title="name", published="day", author="writer")
    (row,) = csv(f"name,day,writer,story\nA pact,10 July 2021,Jane Doe,{TEXT}\n", columns)
    assert stated(row)[1:] == ("A pact", "2021-07-10", "Jane Doe", TEXT)


def test_a_table_without_a_column_of_text_names_its_columns() -> None:
    with pytest.raises(UnreadableArticleError, match="its columns are id, story") as error:
        csv("id,story\n1,x\n")
    assert "QA_TEXT_COLUMN" in error.value.hint


@pytest.mark.parametrize("text", ["", "\n\n", "text\n"])
def test_a_table_without_rows_has_no_articles(text: str) -> None:
    try:
        assert csv(text) == []
    except UnreadableArticleError as error:
        assert "no column of text" in str(error)  # noqa: PT017 - one of the two ways will do


def test_a_long_field_is_read_whole() -> None:
    long = "One more sentence. " * 20_000
    (row,) = csv(f'text\n"{long}"\n')
    assert isinstance(row, Extract)
    assert row.text == long


def test_rows_too_long_or_too_short_do_not_matter() -> None:
    short, long = csv(f"title,text,author\nA,{TEXT}\nB,{TEXT},Jane Doe,more,and more\n")
    assert stated(short)[1:] == ("A", None, None, TEXT)
    assert stated(long)[1:] == ("B", None, "Jane Doe", TEXT)


def test_each_line_of_json_lines_is_an_article() -> None:
    first, second = jsonl(
        {
            "title": "A pact",
            "date": "2021-07-10",
            "authors": ["Jane Doe", "J. Smith"],
            "text": TEXT,
        },
        {"Body": ["One. Two.", "Three."], "published_at": 20210710},
    )
    assert stated(first) == ("line 1", "A pact", "2021-07-10", "Jane Doe, J. Smith", TEXT)
    assert stated(second) == ("line 2", None, "2021-07-10", None, "One. Two.\n\nThree.")


def test_the_header_within_a_row_is_read_too() -> None:
    (row,) = jsonl({"text": "date 2021-07-10 " + TEXT})
    assert isinstance(row, Extract)
    assert row.published == "2021-07-10"
    assert [row.text[start:end] for start, end in row.body] == [TEXT]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not a JSON object"),
        ("[1, 2]", "not a JSON object"),
        ("null", "not a JSON object"),
        ("[" * 100_000, "not a JSON object"),
        ("1" * 10_000, "not a JSON object"),
        ('{"story": "x"}', "no column of text"),
        ("{}", "no column of text"),
    ],
)
def test_a_line_that_is_no_article_says_why(line: str, reason: str) -> None:
    bad, good = jsonl(line, {"text": TEXT})
    assert isinstance(bad, Unusable)
    assert reason in bad.reason
    assert bad.part == "line 1"
    assert stated(good)[0] == "line 2"


def test_unstorable_characters_of_json_do_not_survive() -> None:
    (row,) = jsonl('{"text": "Bad \\ud800 and \\u0000.", "title": "\\udfff"}')
    assert isinstance(row, Extract)
    assert row.text == "Bad \N{REPLACEMENT CHARACTER} and \N{REPLACEMENT CHARACTER}."
    assert row.title == "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("value", [None, {"a": 1}, [], True, ""])
def test_a_text_that_is_none_is_empty_or_plain(value: object) -> None:
    (row,) = jsonl({"text": value})
    assert isinstance(row, Extract)
    assert row.text in ("", "True")


def test_the_columns_default_to_the_settings() -> None:
    fields = Settings.model_fields
    for name in ("text", "title", "published", "author"):
        assert getattr(COLUMNS, name) == fields[f"{name}_column"].default
