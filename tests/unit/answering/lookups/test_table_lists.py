from __future__ import annotations

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.lookups.table_lists import listed_rows

FLEET = """The ships of the council.

| Ship | Built | Passengers | Home port |
|---|---|---|---|
| Tern | 1988 | 120 | Osby |
| Gull | 2004 | 300 | Elva |
| Petrel | 1971 | 45 | Lund |
| Heron | 2019 | 410 | Osby |

The list was made in May."""
FERRIES = "Ship: Skua | Built: 1998 | Home port: Lund\nShip: Fulmar | Built: 2011 | Home port: Elva"


MEMBERS = """Name: Ada Moss | Town: Osby | Joined: 2019 | Role: Chair | Fee paid: yes
Name: Per Aas | Town: Elva | Joined: 2021 | Role: Treasurer | Fee paid: yes
Name: Ida Lund | Town: Osby | Joined: 2023 | Role: Member | Fee paid: no
Name: Jon Berg | Town: Osby | Joined: 2023 | Role: Member | Fee paid: yes"""


def passage(text: str, article: str) -> NodeWithScore:
    metadata = {"article_id": article, "title": "Ships and ferries"}
    return NodeWithScore(node=TextNode(text=text, metadata=metadata, start_char_idx=0))


def names(question: str, *texts: str) -> list[str]:
    nodes = [passage(text, f"a{at}") for at, text in enumerate(texts)]
    return [name for name, _ in listed_rows(question, nodes)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which ships are at home in Osby?", ["Tern", "Heron"]),
        ("Which ships have Osby as their home port?", ["Tern", "Heron"]),
        ("List the ships from Osby", ["Tern", "Heron"]),
        ("Which ships carry more than 200 passengers?", ["Gull", "Heron"]),
        ("What ships carry at least 120 passengers?", ["Tern", "Gull", "Heron"]),
        ("Which ships were built before 1990?", ["Tern", "Petrel"]),
    ],
)
def test_all_rows_that_are_as_asked_are_named(question: str, expected: list[str]) -> None:
    assert names(question, FLEET) == expected


def test_rows_are_counted_by_what_names_them() -> None:
    assert names("How many ships are at home in Osby?", FLEET) == ["Tern", "Heron"]
    assert names("How many passengers do the Tern and the Gull carry?", FLEET) == []


@pytest.mark.parametrize(
    "question",
    [
        "Which ship's home port is Osby?",
        "Which ships are not at home in Osby?",
        "Which ships are at home in Elva?",
        "Which ships are the oldest?",
        "Which ships are painted blue and sail from Osby on Sundays?",
        "Which captains live in Osby?",
        "Who sails from Osby?",
    ],
)
def test_a_question_for_something_else_lists_no_rows(question: str) -> None:
    assert names(question, FLEET) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who lives in Osby?", ["Ada Moss", "Ida Lund", "Jon Berg"]),
        ("How many members are from Osby?", ["Ada Moss", "Ida Lund", "Jon Berg"]),
        ("Who joined in 2023?", ["Ida Lund", "Jon Berg"]),
        ("Who joined after 2020?", ["Per Aas", "Ida Lund", "Jon Berg"]),
        ("Which members have paid?", ["Ada Moss", "Per Aas", "Jon Berg"]),
        ("How many people are members?", ["Ida Lund", "Jon Berg"]),
        ("Who has not paid the fee?", []),  # that is one, whom another rule names
        ("Who died in Osby?", []),
        ("Who retired in 2023?", []),
        ("Who was it?", []),
        ("List the people", ["Ada Moss", "Per Aas", "Ida Lund", "Jon Berg"]),
        ("Who did not join in 2019?", []),
    ],
)
def test_people_are_asked_for_by_who(question: str, expected: list[str]) -> None:
    assert names(question, MEMBERS) == expected


STOCK = """| Product | Price | In stock | Colour | Weight (g) |
|---|---|---|---|---|
| Kettle Moss | £34.50 | yes | blue | 1200 |
| Lamp Tern | £18.75 | yes | black | 640 |
| Lamp Gull | £52.00 | yes | white | 980 |
| Radio Skua | £15.00 | no | black | 1420 |"""
CROPS = """Plot: 1 | Name: Joel Moss | Main crop: Potatoes | Shed: yes
Plot: 2 | Name: Ada Aas | Main crop: Potatoes | Shed: no
Plot: 3 | Name: Ida Lund | Main crop: Leeks | Shed: yes"""
RACE = """Place: 1 | Name: Ada Moss | Club: Osby
Place: 2 | Name: Ida Lund | Club: Elva
Place: 2 | Name: Per Aas | Club: Osby"""
TALKS = """Date: 3 May 2031 | Talk: Old maps | Room: Room 2 | Speaker: Ida Lund
Date: 4 May 2031 | Talk: Tides | Room: Room 2 | Speaker: Jon Berg
Date: 4 May 2031 | Talk: Bread | Room: Kitchen | Speaker: Eva Dahl"""


@pytest.mark.parametrize(
    ("table", "question", "expected"),
    [
        (CROPS, "Who grows potatoes?", ["Joel Moss", "Ada Aas"]),
        (CROPS, "How many plot holders have a shed?", ["Joel Moss", "Ida Lund"]),
        (CROPS, "Who died of potatoes?", []),
        (RACE, "Who came second?", ["Ida Lund", "Per Aas"]),
        (STOCK, "Which lamps are in stock?", ["Lamp Tern", "Lamp Gull"]),
        (STOCK, "What products cost less than £20?", ["Lamp Tern", "Radio Skua"]),
        (STOCK, "Which products weigh more than 1000 g?", ["Kettle Moss", "Radio Skua"]),
        (STOCK, "How many lamps are there?", ["Lamp Tern", "Lamp Gull"]),
        (TALKS, "Which talks are on 4 May?", ["Tides", "Bread"]),
        (TALKS, "Which talks were on 4 May 2030?", []),
        (TALKS, "Who spoke in room 2?", ["Ida Lund", "Jon Berg"]),
        (TALKS.replace("Speaker", "Winner"), "Who won on 4 May?", ["Jon Berg", "Eva Dahl"]),
    ],
)
def test_columns_may_be_called_otherwise_than_the_question_does(
    table: str, question: str, expected: list[str]
) -> None:
    assert names(question, table) == expected


def test_rows_of_several_articles_are_named_each_with_its_own_quote() -> None:
    nodes = [passage(FERRIES, "a"), passage(FLEET, "b")]
    found = listed_rows("Which ships are at home in Lund?", nodes)
    assert [(name, quote.article_id) for name, quote in found] == [("Skua", "a"), ("Petrel", "b")]
    for (_, quote), node in zip(found, nodes, strict=True):
        assert node.node.get_content()[quote.start : quote.end] == quote.text
    assert found[1][1].text.startswith("| Ship | Built")
    assert found[1][1].text.endswith("| Petrel | 1971 | 45 | Lund |")
