from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.candidates import candidates
from qa.answering.table_cells import asked_cell
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
TABLE = """The office published the prices on Monday.

Market: Torne | 2019: 1,250 | 2022: 980
Market: South Velm | 2019: 870 | 2022: 1,410
Market: Osby | 2019: 990 | 2022: 905"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What was the price in Osby in 2019?", "990"),
        ("What was the price in South Velm in 2022?", "1,410"),
        ("Which market had the highest price in 2022?", "South Velm"),
        ("Which market had the lowest price in 2019?", "South Velm"),
        ("Which market had the highest price in 2019?", "Torne"),
        ("What was the price in Alta in 2019?", None),
        ("Who published the prices?", None),
    ],
)
def test_cell_of_the_row_and_column_that_are_named(
    question: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(TABLE, ("The office", 1.0))]))
    assert (found and found.text) == cell
