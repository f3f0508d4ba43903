"""Tables of facts: files and sheets without a column of text, read as one article, a line a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.articles.extract import Extract
from qa.language.sentences import sentences

__all__ = ["read_facts"]

# Longer tables are data for a program, and tables with longer cells hold articles.
_MOST_ROWS = 5_000
_LONGEST_CELL = 200
_LEAST_COLUMNS = 2
_LONGEST_TITLE = 100


def read_facts(rows: Iterable[Sequence[str]]) -> Extract | None:
    """Read a table of which the first full row names the columns.

    Each row becomes a line in which every cell names its column, as in the tables of other formats:
    ``Ship: Maria Dolores | Built: 1904``.

    Args:
        rows: The cells of each row, from the first.

    Returns:
        The article, titled by what stands above the table, or by its columns. None if the table is
        none of facts: it has a single column or no rows, more than 5,000 rows, a cell of more than
        200 characters or one sentence, or columns without names behind the first.
    """
    filled = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    # A title above the table fills one cell.
    above = next((at for at, row in enumerate(filled) if sum(map(bool, row)) > 1), len(filled))
    head, *body = filled[above:] or [[]]
    if len(head) < _LEAST_COLUMNS or not all(head[1:]) or not 0 < len(body) <= _MOST_ROWS:
        return None
    if any(len(cell) > _LONGEST_CELL or len(sentences(cell)) > 1 for row in body for cell in row):
        return None
    lines = (
        " | ".join(
            f"{name}: {cell}" if name else cell
            for name, cell in zip(head, row, strict=False)
            if cell
        )
        for row in body
    )
    title = " ".join(cell for row in filled[:above] for cell in row if cell)
    text = "\n".join(filter(None, lines))
    title = title or f"Table: {', '.join(filter(None, head))}"[:_LONGEST_TITLE]
    return Extract(text=text, title=title, body=((0, len(text)),)) if text else None
