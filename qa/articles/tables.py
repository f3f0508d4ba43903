"""Tables of articles: CSV, TSV, JSON and JSON Lines; each row is an article.

A table without a column of text may be one of facts; see `qa.articles.facts`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qa.articles.dates import date_in_name, find_dates
from qa.articles.decoding import clean, decode, repaired
from qa.articles.extract import Extract, Unusable
from qa.articles.facts import read_facts
from qa.articles.header import read_header
from qa.articles.pagetree import text_of_markup
from qa.errors import UnreadableArticleError

__all__ = ["Columns", "read_csv", "read_json", "read_jsonl", "read_rows"]

#: The columns are separated by the one of these that is most frequent in the first row.
_DELIMITERS = ",;\t|"
_SEP = re.compile(r"\s*\"?sep=(.)\"?[^\S\n]*\n", re.IGNORECASE)
#: Number of lines searched for the column names: a title and an empty line may come first.
_MOST_LINES_ABOVE = 4
#: A title of fewer words is a label, as `qa.articles.header` has it.
_LEAST_CLAUSE = 4
#: The keys of a paragraph's text or an author's name, if these are objects.
_IN_ITEM = ("text", "value", "content", "name")
_NO_LETTER = re.compile(r"[\W_]+")
#: Seconds since 1970, perhaps with decimals or as milliseconds; none before September 2001.
_EPOCH = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?")
#: Figures of a day and a month, in either order, before a year.
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)")
_UPDATED = "updated,updated_at,modified,date_modified,last_modified,lastmod"
_NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns of a table of articles.

    Each is a list of names separated by commas; in each row, the first of these columns that is not
    empty is used. Capitals, spaces, hyphens and underscores do not matter: "Full text" is
    "full_text".

    Attributes:
        text: The article's text.
        title: Its title.
        published: Its date of publication.
        author: Its author.
    """

    text: str = (
        "text,body,content,article,full_text,article_text,maintext,body_text,article_body,story,description,"
        "texte,texto,testo,inhalt,contenu,contenido,contenuto"
    )
    title: str = "title,headline,titel,titre,título,titulo,titolo,überschrift"
    published: str = (
        "published,date,published_at,pub_date,publish_date,date_published,publication_date,"
        "datum,fecha,data"
    )
    author: str = "author,authors,byline,autor,auteur,autore"


def read_csv(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read a table whose first row names its columns; rows are numbered as in a spreadsheet.

    A line ``sep=;``, which spreadsheets write, names the delimiter. A line above the names, such as
    a title, is skipped.

    Raises:
        UnreadableArticleError: No column has one of the names for the text, and it is no table of
            facts.
    """
    text = decode(content)
    # Python's own limit, 131,072 characters for each field, is less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    stated = _SEP.match(text)
    above, text = (1, text[stated.end() :]) if stated else (0, text)
    whole = text
    names: list[str] = []
    for skipped, line in enumerate(text.split("\n", _MOST_LINES_ABOVE)[:_MOST_LINES_ABOVE]):
        delimiter = stated[1] if stated else max(_DELIMITERS, key=line.count)
        table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        fields = list(table.fieldnames or [])
        names = names or fields
        if _columns(dict.fromkeys(fields, "x"), columns.text):
            rows = [
                (f"row {number}", row)
                for number, row in enumerate(table, start=2 + above + skipped)
            ]
            yield from _articles(rows, columns, day_first=True if delimiter == ";" else None)
            return
        text = text[len(line) + 1 :]
    lines = whole.split("\n", _MOST_LINES_ABOVE)[:_MOST_LINES_ABOVE]
    delimiter = stated[1] if stated else max(_DELIMITERS, key="".join(lines).count)
    facts = read_facts(csv.reader(io.StringIO(whole), delimiter=delimiter))
    if facts is None:
        raise _unreadable(columns, names)
    yield facts


def read_rows(
    rows: Iterable[Sequence[str]], columns: Columns, place: str = "row"
) -> Iterator[Extract | Unusable]:
    """Read the rows of a table, of which one of the first names the columns.

    Args:
        rows: The cells of each row, from the first.
        columns: The names of the columns.
        place: What comes before a row's number in its part.

    Raises:
        UnreadableArticleError: No column has one of the names for the text.
    """
    names: list[str] = []
    head: list[str] = []
    found: list[tuple[str, object]] = []
    for number, row in enumerate(rows, start=1):
        if head:
            if any(row):
                found.append((f"{place} {number}", dict(zip(head, row, strict=False))))
        elif _columns(dict.fromkeys(row, "x"), columns.text):
            head = list(row)
        else:
            names = names or list(row)
            if number > _MOST_LINES_ABOVE:
                break
    if not head:
        raise _unreadable(columns, filter(None, names))
    yield from _articles(found, columns)


def read_jsonl(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read JSON Lines: each line is an object whose keys are the columns.

    A file that is one array, or is written over several lines, is read as JSON.
    """
    text = decode(content)
    whole = _parse(text)
    lines = text.split("\n")
    listed = isinstance(whole, list) or (
        isinstance(whole, dict) and not _filled(whole, columns.text)
    )
    if listed or not any(isinstance(_parse(line), dict) for line in lines):
        yield from _entries(text, columns)
        return
    rows = [
        (f"line {number}", _parse(line))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    yield from _articles(rows, columns)


def read_json(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read JSON: an object, a list of objects, or an object that holds such a list."""
    yield from _entries(decode(content), columns)


def _entries(text: str, columns: Columns) -> Iterator[Extract | Unusable]:
    values = _values(text)
    rows = [row for value in values for row in (value if isinstance(value, list) else [value])]
    if len(rows) == 1 and isinstance(rows[0], dict) and not _filled(rows[0], columns.text):
        lists = (value for value in rows[0].values() if isinstance(value, list))
        rows = next((each for each in lists if any(isinstance(row, dict) for row in each)), rows)
    if not rows:
        raise UnreadableArticleError("holds no JSON object", hint="Remove it, or mend its syntax.")
    named = [(f"entry {number}", row) for number, row in enumerate(rows, start=1)]
    yield from _articles(named, columns)


def _values(text: str) -> list[object]:
    """Return the JSON values in a text, up to the first error, which is given as None."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = 0
    while match := _NOT_SPACE.search(text, at):
        try:
            value, at = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            found.append(None)
            break
        found.append(value)
    return found


def _parse(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _articles(
    rows: Sequence[tuple[str, object]], columns: Columns, *, day_first: bool | None = None
) -> Iterator[Extract | Unusable]:
    """Yield the article of each row.

    The order of day and month in ``07/10/2021`` is that of the other rows: one of them may say
    ``13/10/2021``. If none does, it is ``day_first``. If that is not known either, such rows get no
    date, and this is said.

    Args:
        rows: Each row's place and its cells by name.
        columns: The names of the columns.
        day_first: The order if no row shows it. Spreadsheets separate cells by semicolons where a
            comma separates decimals; in no such country does the month come first.
    """
    stated = [
        _filled(_flat(row, columns), columns.published) for _, row in rows if isinstance(row, dict)
    ]
    shown = _shown_order(stated)
    order = day_first if shown is None else shown
    for part, row in rows:
        yield _article(part, row, columns, order)
    if order is None and (unknown := [day for day in stated if _is_ambiguous(day)]):
        count = len(unknown)
        yield Unusable(
            "dates",
            f"in {unknown[0]!r} the day or the month may come first, and no other row shows which;"
            f" {count} {'article has' if count == 1 else 'articles have'} no date:"
            " write dates as 2021-07-10",
        )


def _shown_order(stated: Iterable[str]) -> bool | None:
    """Tell whether the day comes first in a column of dates; None if it does not show it."""
    firsts = seconds = False
    for cell in stated:
        for figures in _FIGURES.finditer(cell):
            firsts = firsts or int(figures[1]) > 12
            seconds = seconds or int(figures[2]) > 12
    return firsts if firsts != seconds else None


def _is_ambiguous(stated: str) -> bool:
    found = next(find_dates(stated), None)
    return found is not None and found.iso is None


def _article(
    part: str, row: object, columns: Columns, day_first: bool | None
) -> Extract | Unusable:
    if not isinstance(row, dict):
        return Unusable(part, "not a JSON object")
    fields = _flat(row, columns)
    named = _columns(fields, columns.text)
    if not named:
        return Unusable(part, _no_text(columns, fields))
    text = _text(next((value for value in map(fields.get, named) if _as_text(value)), ""), "\n\n")
    header = read_header(text)
    others = (columns.title, columns.published, columns.author)
    title, published, author = (_filled(fields, wanted, ", ") for wanted in others)
    if title and title not in text and len(title.split()) >= _LEAST_CLAUSE:
        # What only a headline says can be found and cited if it is part of the text.
        text = f"{title}\n\n{text}"
        header = read_header(text)
    return Extract(
        text=text,
        title=title or header.title,
        published=_day(published, day_first) or header.published,
        updated=_day(_filled(fields, _UPDATED), day_first) or header.updated,
        author=author or header.author,
        body=header.body(text),
        part=part,
    )


def _flat(row: Mapping[Any, object], columns: Columns) -> dict[str, object]:
    """Return a row's named cells; if it has no text, those of an object inside it are added."""
    fields = {str(name).strip(): value for name, value in row.items() if name is not None}
    if not _columns(fields, columns.text) or isinstance(_first(fields, columns.text), dict):
        for value in row.values():
            if isinstance(value, dict) and _filled(value, columns.text):
                return fields | value
    return fields


def _columns(fields: Mapping[str, object], wanted: str) -> list[str]:
    """Return the columns that have one of the wanted names, in the order of these names."""
    by_key = {_key(name): name for name in reversed(list(fields))}
    return [by_key[key] for key in map(_key, wanted.split(",")) if key in by_key]


def _key(name: str) -> str:
    return _NO_LETTER.sub("", name).lower()


def _first(fields: Mapping[str, object], wanted: str) -> object:
    return next((fields[name] for name in _columns(fields, wanted)), None)


def _filled(fields: Mapping[str, object], wanted: str, separator: str = "\n\n") -> str:
    """Return the first of the wanted cells that is not empty."""
    cells = (_text(fields[name], separator) for name in _columns(fields, wanted))
    return next((cell for cell in cells if cell), "")


def _unreadable(columns: Columns, names: Iterable[str]) -> UnreadableArticleError:
    return UnreadableArticleError(_no_text(columns, names), hint="Set QA_TEXT_COLUMN to its name.")


def _no_text(columns: Columns, names: Iterable[str]) -> str:
    there = ", ".join(names)[:200]
    wanted = f"no column of text (QA_TEXT_COLUMN is {columns.text})"
    return f"{wanted}; its columns are {there or 'nameless'}"


def _text(value: object, separator: str) -> str:
    return clean(text_of_markup(repaired(_as_text(value, separator))))


def _as_text(value: object, separator: str = " ") -> str:
    """Return a cell's text; a list, as JSON has for paragraphs or authors, is joined."""
    if isinstance(value, list):
        return separator.join(text for item in value if (text := _as_text(item, separator)))
    if isinstance(value, dict):  # a paragraph or an author with its kind, address, ...
        texts = (value[name] for name in _IN_ITEM if isinstance(value.get(name), str))
        return next(texts, "")
    return str(value) if isinstance(value, (str, int, float)) else ""


def _day(stated: str, day_first: bool | None) -> str | None:
    if seconds := _EPOCH.fullmatch(stated.strip()):
        return datetime.fromtimestamp(int(seconds[1]), UTC).date().isoformat()
    found = next(find_dates(stated, day_first=day_first), None)
    return found.iso if found else date_in_name(stated)
