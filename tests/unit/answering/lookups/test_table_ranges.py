# ruff: noqa: RUF001 - tables print ranges with dashes
from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.table_cells import asked_cell
from qa.answering.lookups.table_ranges import row_in_range
from qa.answering.lookups.table_rows import rows_of
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
FARES = """| Age | Day ticket | Week ticket |
|---|---|---|
| under 6 | free | free |
| 6–15 | £3 | £12 |
| Adults 16 to 64 | £7 | £28 |
| 65 and over | £4 | £16 |"""
SEASONS = """| Season | Sailings | Adult, single | Child, single |
|---|---|---|---|
| 1 May – 20 June | daily | 18 kr | 9 kr |
| 21 June – 31 August | twice a day | 25 kr | 12 kr |
| 1 September – 30 November | on Fridays | 18 kr | 9 kr |
| 1 December – 30 April | on Sundays | 14 kr | 7 kr |"""
COPIES = """| Copies | Price of each |
|---|---|
| 1–10 | 20 cents |
| 11–50 | 15 cents |
| more than 50 | 11 cents |"""
PARKING = """Parking at the station

| Stay | Charge |
|---|---|
| Up to 30 minutes | free |
| Up to 2 hours | 3 kr |
| Up to 4 hours | 5 kr |
| Over 4 hours | 9 kr |"""
LATE = """| Days late | What happens |
|---|---|
| up to 7 | nothing |
| 8–21 | a fine |
| 22 and more | the card is taken away |"""


@pytest.mark.parametrize(
    ("table", "question", "first"),
    [
        (FARES, "How much does a 12-year-old pay?", "6–15"),
        (FARES, "What is the fare for a child aged 5?", "under 6"),
        (FARES, "How much is it for a woman of 64 years of age?", "Adults 16 to 64"),
        (FARES, "How much is it for somebody aged 65?", "65 and over"),
        (FARES, "How much is it for 12 people?", None),
        (SEASONS, "How much is a ticket in July?", "21 June – 31 August"),
        (SEASONS, "What does it cost on 4 September?", "1 September – 30 November"),
        (SEASONS, "What does it cost in January?", "1 December – 30 April"),
        (SEASONS, "What does it cost in June?", None),  # two prices
        (SEASONS, "What did it cost in July 1931?", None),
        (SEASONS, "What may it cost?", None),
        (COPIES, "What do 12 copies cost?", "11–50"),
        (COPIES, "What do 51 copies cost?", "more than 50"),
        (COPIES, "What do 12 posters cost?", None),
        (PARKING, "How much is parking for two hours?", "Up to 2 hours"),
        (PARKING, "What do I pay for 3 hours?", "Up to 4 hours"),
        (PARKING, "What does it cost to park for half an hour?", "Up to 30 minutes"),
        (PARKING, "What does it cost to park for 45 minutes?", "Up to 2 hours"),
        (PARKING, "What does it cost to park for a day?", "Over 4 hours"),
        (PARKING, "What did it cost to park 3 hours ago?", None),
        (PARKING, "What does it cost to park two cars?", None),
        (LATE, "What happens if I am 8 days late?", "8–21"),
        (LATE, "What happens in 8 days?", None),
    ],
)  # fmt: skip
def test_row_whose_range_holds_what_is_given(table: str, question: str, first: str | None) -> None:
    found = row_in_range(question, list(rows_of(table)))
    assert (found and found[1].value) == first


@pytest.mark.parametrize(
    ("table", "question", "cell"),
    [
        (FARES, "How much is a week ticket for a 12-year-old?", "£12"),
        (FARES, "How much is a day ticket for somebody aged 70?", "£4"),
        (FARES, "How much is a boat ticket for a 12-year-old?", None),
        (SEASONS, "How much is a single ferry ticket for an adult in july?", "25 kr"),
        (SEASONS, "How many sailings are there in October?", "on Fridays"),
        (SEASONS, "How much does the hotel on the island cost in July?", None),
        (COPIES, "What is the price of each of 12 copies?", "15 cents"),
        (PARKING, "How much is parking for two hours?", "3 kr"),
        (PARKING, "What does it cost to park for 3 hours?", "5 kr"),
        (PARKING, "How much is a boat for two hours?", None),
        (LATE, "What happens if I am 30 days late?", "the card is taken away"),
    ],
)
def test_cell_of_that_row(table: str, question: str, cell: str | None, read_node: MakeNode) -> None:
    found = asked_cell(question, candidates([read_node(table, (table.split()[1], 1.0))]))
    assert (found and found.text) == cell
