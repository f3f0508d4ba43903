"""Tables of articles: CSV, TSV and JSON Lines, one article a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa.articles.dates import date_in_name, find_dates
from qa.articles.decoding import clean, decode
from qa.articles.extract import Extract, Unusable
from qa.articles.header import read_header
from qa.errors import UnreadableArticleError

__all__ = ["Columns", "read_csv", "read_jsonl"]

#: Of these, the one that is most frequent in the first row separates the columns.
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a table of articles.

    Each is a list of names separated by commas, of which the first that a row has is taken.
    Capitals do not matter.

    Attributes:
        text: The article's text.
        title: Its title.
        published: Its date of publication.
        author: Its author.
    """

    text: str = "text,body,content,article"
    title: str = "title,headline"
    published: str = "published,date,published_at"
    author: str = "author,authors,byline"


def read_csv(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read a table whose first row names its columns; rows are numbered as a spreadsheet does."""
    text = decode(content)
    # Python's own bound, 131,072 characters a field, is less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    first_row = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_row.count)
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if _choose(_named(dict.fromkeys(table.fieldnames or [])), columns.text) is None:
        raise UnreadableArticleError(
            _no_text(columns, table.fieldnames or []), hint="Set QA_TEXT_COLUMN to its name."
        )
    for number, row in enumerate(table, start=2):
        yield _article(f"row {number}", row, columns)


def read_jsonl(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read JSON Lines: an object a line, its keys being the columns."""
    for number, line in enumerate(decode(content).split("\n"), start=1):
        if line.strip():
            yield _article(f"line {number}", _parse(line), columns)


def _parse(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _article(part: str, row: object, columns: Columns) -> Extract | Unusable:
    if not isinstance(row, dict):
        return Unusable(part, "not a JSON object")
    fields = _named(row)
    chosen = _choose(fields, columns.text)
    if chosen is None:
        return Unusable(part, _no_text(columns, fields))
    text = clean(_as_text(fields[chosen], "\n\n"))
    header = read_header(text)
    title, published, author = (
        clean(_as_text(fields[name], ", ")) if (name := _choose(fields, wanted)) else ""
        for wanted in (columns.title, columns.published, columns.author)
    )
    return Extract(
        text=text,
        title=title or header.title,
        published=_day(published) or header.published,
        author=author or header.author,
        body=header.body(text),
        part=part,
    )


def _named(row: Mapping[Any, object]) -> dict[str, object]:
    """Return a row with its keys in small letters; cells beyond the last column have none."""
    return {str(name).strip().lower(): value for name, value in row.items() if name is not None}


def _choose(fields: Mapping[str, object], wanted: str) -> str | None:
    names = (name.strip().lower() for name in wanted.split(","))
    return next((name for name in names if name in fields), None)


def _no_text(columns: Columns, names: Iterable[str]) -> str:
    there = ", ".join(names)[:200]
    wanted = f"no column of text (QA_TEXT_COLUMN is {columns.text})"
    return f"{wanted}; its columns are {there or 'nameless'}"


def _as_text(value: object, separator: str) -> str:
    """Return a cell's text; a list, as JSON has for paragraphs or authors, is joined."""
    if isinstance(value, list):
        return separator.join(item for item in value if isinstance(item, str))
    return str(value) if isinstance(value, (str, int, float)) else ""


def _day(stated: str) -> str | None:
    found = next(find_dates(stated), None)
    return found.iso if found else date_in_name(stated)
