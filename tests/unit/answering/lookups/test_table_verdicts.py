from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.table_cells import asked_cell
from qa.answering.lookups.table_verdicts import decision
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
PARKS = """| Park | Hours | Dogs | Bicycles |
|---|---|---|---|
| Elm Park | 6 to 20 | yes | no |
| Lake Garden | always | no | no |"""


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Are dogs allowed in Elm Park?", None),  # nothing says that this is about permission
        ("Are there dogs in Elm Park?", "Yes"),
        ("Are there bicycles in Elm Park?", "No"),
        ("Does Lake Garden have dogs?", "No"),
        ("Are there horses in Elm Park?", None),
        ("Are there dogs in Rose Park?", None),
    ],
)
def test_cell_says_yes_or_no(question: str, says: str | None) -> None:
    told = decision(question, PARKS, "Our parks")
    assert (told and told.says) == says
    assert told is None or PARKS[slice(*told.cell)].strip().capitalize() == says


BOATS = """boat,metres,insured,in stock
Boat: Tern | Metres: 8 | Insured: yes | In stock: no
Boat: North Gull | Metres: 6 | Insured: no | In stock: yes
Boat: Skua | Metres: 5 | Insured: yes | In stock: no"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Which is insured, the Tern or the North Gull?", "Tern"),
        ("Which boat is in stock?", "North Gull"),
        ("Which boat is insured?", None),  # two are
        ("Which is insured, the Tern or the Skua?", None),
        ("Which captain is in stock?", None),
        ("What is the crew of the insured boat, the Tern or the North Gull?", None),
    ],
)
def test_the_row_that_says_yes(question: str, cell: str | None, read_node: MakeNode) -> None:
    found = asked_cell(question, candidates([read_node(BOATS, ("Tern", 1.0))]))
    assert (found and found.text) == cell


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Is the Tern in stock?", "No"),
        ("Is a new North Gull available?", "Yes"),
        ("Is the sail of the Tern available?", None),
        ("Is the Heron available?", None),
        ("Is the Tern new?", None),
    ],
)
def test_what_a_shop_has_to_sell(question: str, says: str | None) -> None:
    told = decision(question, BOATS, "Boats")
    assert (told and told.says) == says
