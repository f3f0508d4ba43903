"""Looks at all rows of a table where only some of them were read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafting import of_rows
from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import DraftStatement, Rule
from qa.answering.lookups.table_cells import asked_row
from qa.answering.lookups.table_lists import headed, rows_described
from qa.answering.lookups.table_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.drafts.draft import Draft
    from qa.answering.lookups.table_rows import Cell, Row
    from qa.index import Snapshot

__all__ = ["of_whole_table"]

# The longest part of a table that is quoted whole, in characters.
_LONGEST = 1_000


def of_whole_table(draft: Draft, question: str, view: Snapshot) -> Draft:
    """Correct the cell of a draft that was chosen from only the rows that were read.

    "Which ship is the longest?" is asked of all rows of a table; those that were read may lack the
    longest. "What did Elva export in 2021?" may be in a row that was not read, either.

    Args:
        draft: An answer in the articles' own words.
        question: The question as it was understood.
        view: The state of the index, which holds the articles' texts.

    Returns:
        The draft itself unless it is a cell and another row of its table holds the answer. Rows
        that are listed or counted are taken from their whole tables.
    """
    if draft.rule is Rule.ROWS:
        return _of_all_rows(draft, question, view)
    if draft.rule is not Rule.CELL or draft.refused:
        return draft
    quote = draft.statements[0].quotes[0]
    text = view.text(quote.article_id)
    found = asked_row(question, text, quote.end)
    if found is None:
        return draft
    (first, last), cell = found
    if last == quote.end:
        return draft
    row = Quote(quote.article_id, text[first:last], first, (cell,))
    return replace(
        draft,
        response=text[slice(*cell)],
        statements=(DraftStatement(row.text, (row,)),),
        groups=(),
    )


def _of_all_rows(draft: Draft, question: str, view: Snapshot) -> Draft:
    called = {str(hit.node.metadata["article_id"]): headed(hit.node) for hit in draft.source_nodes}
    found: dict[str, Quote] = {}
    for article in dict.fromkeys(one.quotes[0].article_id for one in draft.statements):
        text = view.text(article)
        rows = rows_described(question, list(rows_of(text)), called[article])
        for near in _near(rows):
            start, end = near[0][0].start, near[-1][0].end
            marks = tuple((name.start, name.end) for _, name in near)
            quote = Quote(article, text[start:end], start, marks)
            for _, name in near:
                found.setdefault(name.value, quote)
    return of_rows(question, list(found.items()), draft.source_nodes, draft.confidence)


def _near(rows: Sequence[tuple[Row, Cell]]) -> list[list[tuple[Row, Cell]]]:
    """Put rows together that one quote can hold."""
    together: list[list[tuple[Row, Cell]]] = []
    for row, name in rows:
        if together and row.end - together[-1][0][0].start <= _LONGEST:
            together[-1].append((row, name))
        else:
            together.append([(row, name)])
    return together
