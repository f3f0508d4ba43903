from __future__ import annotations

from itertools import pairwise

import pytest

from qa.answering.lookups.table_rows import names_above, rows_of

MARKDOWN = """| | 2030/31 (t) | 2029/30 (t) |
|---|--:|--:|
| Hay | 17 | 21 |
| **Fodder** | | |
| Oats | | 9 |
| **In all** | **17** | **30** |"""
LABELLED = """Hay | 2030/31 (t): 17 | 2029/30 (t): 21
Oats | 2029/30 (t): 9
In all | 2030/31 (t): 17 | 2029/30 (t): 30"""


@pytest.mark.parametrize("table", [MARKDOWN, LABELLED])
def test_an_empty_cell_keeps_its_place(table: str) -> None:
    rows = list(rows_of(f"The harvest was poor.\n\n{table}\n\nIt rained."))
    later, before = frozenset({"2030", "31"}), frozenset({"2029", "30"})
    assert [[(cell.label, cell.value) for cell in row.cells] for row in rows] == [
        [(frozenset(), "Hay"), (later, "17"), (before, "21")],
        [(frozenset(), "Oats"), (before, "9")],
        [(frozenset(), "In all"), (later, "17"), (before, "30")],
    ]


@pytest.mark.parametrize("table", [MARKDOWN, LABELLED])
def test_a_cell_stands_where_it_says(table: str) -> None:
    for row in rows_of(table):
        for cell in row.cells:
            assert table[cell.start : cell.end] == cell.value
            assert row.start <= cell.start < cell.end <= row.end


def test_a_sum_in_bold_is_a_number() -> None:
    *_, last = rows_of(MARKDOWN)
    assert [cell.number for cell in last.cells] == [None, 17.0, 30.0]


LONG = """Our boats are these.

| Boat | Crew | Home |
|---|---|---|
| Tern | 12 | Osby |
| Gull | 9 | Velm by the lake |
| Skua | 14 | Alta |

| Loose | cells | here |"""


def test_a_table_goes_on_in_the_next_passages() -> None:
    cuts = [0, LONG.index("| Tern"), LONG.index("lake"), LONG.index("| Loose"), len(LONG)]
    passages = [(start, LONG[start:end].strip("\n")) for start, end in pairwise(cuts)]
    names = ("Boat", "Crew", "Home")
    assert names_above(passages) == [(), names, names, ()]
    assert names_above(passages[::-1]) == [(), names, names, ()][::-1]
    assert names_above(passages[2:]) == [(), ()]
    # The row that the end of a passage cuts is in neither.
    rows = [row for _, text in passages[1:3] for row in rows_of(text, names)]
    assert [[(cell.name, cell.value) for cell in row.cells] for row in rows] == [
        [("Boat", "Tern"), ("Crew", "12"), ("Home", "Osby")],
        [("Boat", "Skua"), ("Crew", "14"), ("Home", "Alta")],
    ]


def test_below_an_empty_head_the_first_cell_names_the_second() -> None:
    text = "| | |\n|---|---|\n| Weight | 27.4 kg |\n| **Greatest load** | 180 kg |"
    rows = list(rows_of(text))
    told = [(cell.name, cell.value) for row in rows for cell in row.cells]
    assert told == [("Weight", "27.4 kg"), ("Greatest load", "180 kg")]
    assert [text[row.start : row.end] for row in rows] == text.split("\n")[2:]
