from __future__ import annotations

import pytest

from qa.answering.lookups.table_comparison import compared_cell
from qa.answering.lookups.table_rows import rows_of
from qa.language.degrees import asked_degree

ALLOWANCES = """| Item | Velm | Elsewhere | Abroad |
|---|---|---|---|
| Hotel, a night | €150 | €95 | €150 |
| Supper | €28 | €22 | €31 |"""
HARVESTS = """Hay | 2030 (t): 17 | 2031 (t): 21 | 2032 (t): 19
Oats | 2030 (t): 8 | 2031 (t): 6 | 2032 (t): 9"""
SHEDS = """Shed: 4 | Tenant: Ada Moss | Size_sqm: 30
Shed: 9 | Tenant: Per Aas | Size_sqm: 12"""

HELD = """Shed: 4 | Holder: Ada Moss | Size (sqm): 30 | Holder since: 2016
Shed: 7 | Holder: vacant | Size (sqm): 90
Shed: 9 | Holder: Per Aas | Size (sqm): 12 | Holder since: 1988"""
NUTS = """Nut: Pecan | Energy kcal per 100 g: 690 | Fat g: 72 | Price per kg in euros: 31 | Land: US
Nut: Chestnut | Energy kcal per 100 g: 213 | Fat g: 2.2 | Price per kg in euros: 12 | Land: Spain
Nut: Almond | Energy kcal per 100 g: 579 | Fat g: 49.9 | Price per kg in euros: 14 | Land: Spain"""


@pytest.mark.parametrize(
    ("question", "table", "cell"),
    [
        ("Which pays more for supper, a trip abroad or one to Velm?", ALLOWANCES, "Abroad"),
        ("Which pays less for supper, a trip abroad or one to Velm?", ALLOWANCES, "Velm"),
        ("Is supper cheaper in Velm or abroad?", ALLOWANCES, "Velm"),
        (
            "Which pays more for a hotel, a trip abroad or one to Velm?",
            ALLOWANCES,
            None,
        ),  # the same
        ("Which pays more for lunch, a trip abroad or one to Velm?", ALLOWANCES, None),
        ("Which is more, supper or lunch?", ALLOWANCES, None),
        ("In which year was the harvest of hay highest?", HARVESTS, "2031 (t)"),
        ("What year had the lowest harvest of oats?", HARVESTS, "2031 (t)"),
        ("In which year was the harvest of rye highest?", HARVESTS, None),
        ("Which shed has the biggest size?", SHEDS, "4"),
        ("Who has held a shed the longest?", HELD, "Per Aas"),
        ("Which shed has the smallest size?", SHEDS, "9"),
        ("Which one has the most fat?", NUTS, "Pecan"),
        ("Which nut has the least energy?", NUTS, "Chestnut"),
        ("Which is the cheapest?", NUTS, "Chestnut"),
        ("Which one has the most salt?", NUTS, None),
        ("Which one has the most land?", NUTS, None),
        ("Which one is the most popular?", NUTS, None),
    ],
)
def test_what_leads(question: str, table: str, cell: str | None) -> None:
    degree = asked_degree(question)
    assert degree is not None
    found = compared_cell(question, list(rows_of(table)), degree)
    assert (found and found[1].value) == cell
    if found is not None:
        row, own = found
        assert table[own.start : own.end] == own.value
        assert row.start <= own.start < own.end <= row.end
