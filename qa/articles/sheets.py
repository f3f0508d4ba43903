"""Spreadsheets (XLSX, XLS, ODS): one article in each row, or tables of facts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from qa.articles.extract import Extract, Unusable
from qa.articles.facts import read_facts
from qa.articles.tables import Columns, read_rows
from qa.errors import UnreadableArticleError

__all__ = ["read_sheets"]


def read_sheets(content: bytes, columns: Columns) -> Iterator[Extract | Unusable]:
    """Read the sheets of a workbook; a row above the rows names the columns.

    Sheets without a column of text are left out. If all are without one, each that is a table of
    facts is an article.

    Raises:
        UnreadableArticleError: It is damaged or locked, or no sheet has a column of text or facts.
    """
    # Imported here: most folders hold no spreadsheet.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {
            name: [[_cell(cell) for cell in row] for row in sheet]
            for name in workbook.sheet_names
            if (sheet := workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
        }
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableArticleError(
            "a spreadsheet that cannot be read: it is damaged or locked with a password",
            hint="Save it again without a password, or as CSV.",
        ) from error
    reasons: list[UnreadableArticleError] = []
    for name, rows in sheets.items():
        place = f"{name}, row" if len(sheets) > 1 else "row"
        try:
            yield from read_rows(rows, columns, place)
        except UnreadableArticleError as error:
            reasons.append(error)
    if reasons and len(reasons) == len(sheets):
        facts = {name: found for name, rows in sheets.items() if (found := read_facts(rows))}
        if not facts:
            raise reasons[0]
        for name, found in facts.items():
            yield replace(found, part=name) if len(sheets) > 1 else found


def _cell(value: object) -> str:
    """Return a cell as it would stand in a CSV file."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
