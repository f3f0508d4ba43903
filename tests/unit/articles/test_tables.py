from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.tables import Columns, read_csv, read_json, read_jsonl
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
    with pytest.raises(UnreadableArticleError, match="its columns are id, remark") as error:
        csv(f"id,remark\n1,{TEXT * 5}\n")
    assert "QA_TEXT_COLUMN" in error.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "Ship,Built,Crew\nTern,1904,52\nGull,,\n",
        "sep=;\nShip;Built;Crew\nTern;1904;52\n\nGull;;\n",
        "Our ships,,\nShip,Built,Crew\nTern,1904,52\nGull,,\n",
    ],
)
def test_a_table_of_facts_is_one_article_whose_cells_name_their_columns(text: str) -> None:
    (extract,) = csv(text)
    assert isinstance(extract, Extract)
    assert extract.text == "Ship: Tern | Built: 1904 | Crew: 52\nShip: Gull"
    assert extract.body == ((0, len(extract.text)),)
    titled = text.startswith("Our")
    assert extract.title == ("Our ships" if titled else "Table: Ship, Built, Crew")


def test_the_column_that_names_the_rows_may_have_no_name() -> None:
    (extract,) = csv(",2030,2031\nHay,17,21\nOats,,9\n")
    assert isinstance(extract, Extract)
    assert extract.text == "Hay | 2030: 17 | 2031: 21\nOats | 2031: 9"
    assert extract.title == "Table: 2030, 2031"


@pytest.mark.parametrize(
    "text",
    ["Ship\nTern\n", "Ship,Built\n", "Ship,\nTern,1904\n", "Ship,Built\n" + "Tern,1904\n" * 5001],
)
def test_other_tables_without_a_column_of_text_are_none_of_facts(text: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no column of text"):
        csv(text)


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
        ('{"remark": "x"}', "no column of text"),
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


def test_an_empty_column_does_not_hide_the_next() -> None:
    first, second, third = csv(f"text,title,content\n,A,{TEXT}\nShort. One.,B,{TEXT}\n,C,\n")
    assert stated(first)[1::3] == ("A", TEXT)
    assert stated(second)[1::3] == ("B", "Short. One.")
    assert stated(third)[4] == ""


@pytest.mark.parametrize(
    "name",
    [
        "Full text",
        "article_text",
        "Article Text",
        "maintext",
        "story",
        "Body Text",
        "fullText",
        "articleBody",
    ],
)
def test_common_names_of_the_text_are_known(name: str) -> None:
    (row,) = csv(f"Headline,{name},publishedAt\nA pact,{TEXT},2021-07-10\n")
    assert stated(row)[1:] == ("A pact", "2021-07-10", None, TEXT)


def test_the_line_that_names_the_delimiter_is_followed() -> None:
    (row,) = csv(f"sep=;\ntitle;text\nOne, two and three;{TEXT}\n")
    assert stated(row)[:2] == ("row 3", "One, two and three")


def test_a_title_above_the_names_of_the_columns_is_passed_over() -> None:
    (row,) = csv(f"Articles of July\n\ntitle,text\nA pact,{TEXT}\n")
    assert stated(row)[0:2] == ("row 4", "A pact")


def test_cells_with_markup_are_shown_as_a_browser_does() -> None:
    (row,) = jsonl({"content": "<p>The <b>mill</b> was sold.</p><p>It&nbsp;burnt.</p>"})
    assert stated(row)[4] == "The mill was sold.\n\nIt burnt."


ENTRY = {"title": "A pact", "date": "2021-07-10", "text": TEXT}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([ENTRY, ENTRY]),
        json.dumps([ENTRY, ENTRY], indent=2),
        json.dumps({"status": "ok", "articles": [ENTRY, ENTRY]}),
        json.dumps(ENTRY, indent=1) + "\n" + json.dumps(ENTRY, indent=1),
    ],
    ids=["array", "over several lines", "in an object", "one after the other"],
)
@pytest.mark.parametrize("read", [read_json, read_jsonl])
def test_json_in_its_other_forms_is_read(
    content: str, read: Callable[[bytes, Columns], Iterable[Extract | Unusable]]
) -> None:
    first, second = read(content.encode(), COLUMNS)
    assert stated(first) == ("entry 1", "A pact", "2021-07-10", None, TEXT)
    assert stated(second)[0] == "entry 2"


def test_an_article_within_an_object_is_read() -> None:
    (row,) = jsonl({"id": 7, "article": {"title": "A pact", "text": TEXT}})
    assert stated(row)[1::3] == ("A pact", TEXT)


def test_paragraphs_and_authors_may_be_objects() -> None:
    (row,) = jsonl(
        {
            "text": [{"type": "p", "value": "One. Two."}, {"type": "image"}, "Three."],
            "authors": [{"name": "Jane Doe"}, {"name": "J. Smith"}],
        }
    )
    assert stated(row)[3:] == ("Jane Doe, J. Smith", "One. Two.\n\nThree.")


@pytest.mark.parametrize("content", ["", "{", "nothing", "[]"])
def test_json_without_an_article_says_why(content: str) -> None:
    try:
        found = list(read_json(content.encode(), COLUMNS))
    except UnreadableArticleError as error:
        assert "JSON" in str(error)  # noqa: PT017 - one of the two ways will do
    else:
        assert [one.reason for one in found if isinstance(one, Unusable)] == ["not a JSON object"]


@pytest.mark.parametrize(
    "day", ["13-Jun-21", "13-Jun-2021", "1623542400", "1623542400000", "1623542400.5", "2021-06-13"]
)
def test_dates_as_databases_write_them(day: str) -> None:
    (row,) = csv(f"text,date\n{TEXT},{day}\n")
    assert stated(row)[2] == "2021-06-13"  # date -u -d @1623542400


def test_headline_is_part_of_the_text_so_that_it_can_be_cited() -> None:
    headline = "Ulla Kern elected head of the board"
    rows = f"title,text\n{headline},She got most votes on Monday.\n".encode()
    (article,) = read_csv(rows, Columns())
    assert isinstance(article, Extract)
    assert article.text == f"{headline}\n\nShe got most votes on Monday."
    assert headline in "".join(article.text[slice(*part)] for part in article.body or ())


@pytest.mark.parametrize(
    ("days", "delimiter", "read"),
    [
        (["07/10/2021", "25/12/2021"], ",", ["2021-10-07", "2021-12-25"]),
        (["07/10/2021", "12/25/2021"], ",", ["2021-07-10", "2021-12-25"]),
        (["07/10/2021", "08/10/2021"], ";", ["2021-10-07", "2021-10-08"]),  # no American table
        (["07/10/2021", "12/25/2021"], ";", ["2021-07-10", "2021-12-25"]),
    ],
)
def test_the_other_rows_show_whether_the_day_comes_first(
    days: list[str], delimiter: str, read: list[str]
) -> None:
    rows = [delimiter.join((day, f"{TEXT} {number}")) for number, day in enumerate(days)]
    found = csv("\n".join((f"date{delimiter}text", *rows)))
    assert [stated(row)[2] for row in found] == read


def test_dates_that_no_row_decides_are_left_out_and_this_is_said() -> None:
    *rows, notice = jsonl(
        {"date": "07/10/2021", "text": f"{TEXT} One."},
        {"date": "08/10/2021", "text": f"{TEXT} Two."},
        {"date": "2021-07-12", "text": f"{TEXT} Three."},
    )
    assert [stated(row)[2] for row in rows] == [None, None, "2021-07-12"]
    assert isinstance(notice, Unusable)
    assert "'07/10/2021'" in notice.reason
    assert "2 articles have no date" in notice.reason
