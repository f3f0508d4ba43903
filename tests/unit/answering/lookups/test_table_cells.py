from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.table_cells import asked_cell, asked_row
from qa.answering.spans.candidates import candidates
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


FAIR = """| Place | Cheese | Maker | Points |
|---|---|---|---|
| 1 | Old Tom | Ada Moe | 94 |
| 2 | Blue Elva | Jon Lie | 91 |
| 3 | White Bell | Siv Dahl | 88 |"""
DOGS = """| Dog | Weight (kg) | Owner |
|---|---|---|
| Rex | 31 | Ann Lee |
| Mop | 12 | Bo Rey |
| Jib | 24 | Cy Day |"""


@pytest.mark.parametrize(
    ("question", "table", "cell"),
    [
        ("Which cheese came second?", FAIR, "Blue Elva"),
        ("Which cheese was the runner-up?", FAIR, None),
        ("Which cheese won?", FAIR, "Old Tom"),
        ("Who made the cheese that came third?", FAIR, "Siv Dahl"),
        ("Which cheese came fourth?", FAIR, None),
        ("Which dog is the heaviest?", DOGS, "Rex"),
        ("Which dog is the second heaviest?", DOGS, "Jib"),
        ("Which is the third-heaviest dog?", DOGS, "Mop"),
        ("Which dog is the fourth heaviest?", DOGS, None),
        ("Which dog won?", DOGS, None),
    ],
)
def test_row_of_a_place(question: str, table: str, cell: str | None, read_node: MakeNode) -> None:
    found = asked_cell(question, candidates([read_node(table, (table.split()[1], 1.0))]))
    assert (found and found.text) == cell


HOURS = """| Day | Opens | Closes |
|---|---|---|
| Tuesday | 8.00 | 18.30 |
| Wednesday | 9.00 | 20.00 |"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What time does it shut on a Wednesday?", "20.00"),
        ("When does it open on Wednesdays?", "9.00"),
        ("Until when is it open on Tuesday?", "18.30"),
        ("How late is it open on Tuesdays?", "18.30"),
        ("What time does the Elva office shut on a Wednesday?", None),
    ],
)
def test_hours_stand_below_other_words(
    question: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(HOURS, ("9.00", 1.0))]))
    assert (found and found.text) == cell


MARKDOWN = """| Party | Votes | Share | Seats |
|---|--:|:-:|---|
| Green Alliance | 18,442 | 31.2% | 13 |
| Centre | 11,770 | 19.9% | 8 |
| Varde First | 8,215 | 13.9% | 5 |"""
PLAIN = """Party | Votes | Share | Seats
Green Alliance | 18,442 | 31.2% | 13
Centre | 11,770 | 19.9% | 8"""


@pytest.mark.parametrize("table", [MARKDOWN, PLAIN])
@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many seats did the Centre win?", "8"),
        ("What share of the votes did the Centre get?", "19.9%"),
        ("How many votes did the Green Alliance get?", "18,442"),
        ("Which party won the most seats?", "Green Alliance"),
    ],
)
def test_first_row_of_a_table_names_the_columns(
    table: str, question: str, cell: str, read_node: Callable[..., ReadNode]
) -> None:
    found = asked_cell(question, candidates([read_node(table, ("11,770", 1.0))]))
    assert found is not None
    assert found.text == cell
    assert "Seats" in table[slice(*found.sentence)]


WITH_UNITS = """| Good | Sales 2031 (t) | Sales 2032 (t) | Stock (t) |
|---|---|---|---|
| Salt | 310 | 402 | 77 |
| Dried cod | 95 | 88 | 12 |"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What were the sales of salt in 2032?", "402"),
        ("How much dried cod left the port in 2031?", "95"),
        ("How big is the stock of salt?", "77"),
        ("Which good had the lowest sales in 2032?", "Dried cod"),
        ("How much salt left the port in 2033?", None),
    ],
)
def test_a_year_names_a_column_and_units_do_not(
    question: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(WITH_UNITS, ("310", 1.0))]))
    assert (found and found.text) == cell


def test_an_empty_cell_answers_nothing(read_node: MakeNode) -> None:
    table = MARKDOWN.replace("11,770", "–")  # noqa: RUF001
    found = candidates([read_node(table, ("Green Alliance", 1.0))])
    assert asked_cell("How many votes did the Centre get?", found) is None


def test_a_cell_of_several_sentences_is_no_short_answer(read_node: MakeNode) -> None:
    told = "Ada finds a bell. It rings at night. Nobody hears it."
    table = MARKDOWN.replace("11,770", told)
    found = candidates([read_node(table, ("Green Alliance", 1.0))])
    assert asked_cell("How many votes did the Centre get?", found) is None


def test_a_row_that_is_not_asked_for_answers_nothing(read_node: MakeNode) -> None:
    table = (
        "| Issue | Editor |\n|---|---|\n| May | Ada Moss |\n| June | Ada Moss |\n| July | Bo Lind |"
    )
    found = candidates([read_node(table, ("Ada Moss", 1.0))])
    assert asked_cell("Which issue was not edited by Ada Moss?", found) is None


def test_rows_without_a_head_name_no_column(read_node: Callable[..., ReadNode]) -> None:
    table = "Elva | mayor | Anna Lind\nAlta | mayor | Nils Berg"
    found = candidates([read_node(table, ("Anna Lind", 1.0))])
    assert asked_cell("How many seats has Elva?", found) is None


SHIPS = """Ship: Tern | Built: 1904 | Length (m): 88 | Crew: 52 | Ticket price: $1,200
Ship: North Gull | Built: 1899 | Length (m): 75 | Crew: 64 | Ticket price: $900
Ship: Skua | Built: 1927 | Length (m): 110 | Crew: 41 | Ticket price: $3,000"""


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Which ship is the longest?", "Skua"),
        ("Which ship is the shortest?", "North Gull"),
        ("Which ship is the oldest?", "North Gull"),
        ("Which ship is the newest?", "Skua"),
        ("Which ship is the cheapest?", "North Gull"),
        ("Which ship is the most expensive?", "Skua"),
        ("Which ship is the least expensive?", "North Gull"),
        ("Which ship has the biggest crew?", "North Gull"),
        ("Which ship is older, the Tern or the Skua?", "Tern"),
        ("Is the Tern or the North Gull longer?", "Tern"),
        ("How long is the North Gull?", "75"),
        ("How heavy is the Tern?", None),
        ("Is the Tern or the Auk longer?", None),
        ("Which ship is the heaviest?", None),
    ],
)
def test_rows_are_compared(question: str, cell: str | None, read_node: MakeNode) -> None:
    first, _, rest = SHIPS.partition("\n")
    nodes = [read_node(first, ("Tern", 1.0)), read_node(rest, ("Skua", 1.0), offset=90)]
    found = asked_cell(question, candidates(nodes))
    assert (found and found.text) == cell


def test_all_rows_of_the_table_are_compared_and_none_of_another() -> None:
    text = f"{SHIPS}\n\nBoat: Eel | Length (m): 300\nBoat: Cod | Length (m): 4"
    end = text.index("\n")
    found = asked_row("Which ship is the longest?", text, end)
    assert found is not None
    row, cell = found
    assert text[slice(*cell)] == "Skua"
    assert text[slice(*row)].startswith("Ship: Skua | Built: 1927")
    assert asked_row("Where is the ship?", text, end) is None
    assert asked_row("Which ship is the longest?", text, end + 1) is None


GOODS = """Code: DK-210 | Good: Harth standing desk | Kind: Desks | Price (GBP): 489.00
Code: DK-214 | Good: Harth corner desk | Kind: Desks | Price (GBP): 612.00
Code: CH-020 | Good: Corvo office chair | Kind: Seating | Price (GBP): 219.00
Code: CH-031 | Good: Corvo visitor chair | Kind: Seating | Price (GBP): 129.00
Code: SA-900 | Good: Anvil safe | Kind: Storage | Price (GBP): 2,100.00"""
BUDGET = """Service: Cemetery | Budget 2022/23 (£): 46,200 | Budget 2023/24 (£): 47,900 | \
Responsible officer: Paula Strand
Service: Parks | Budget 2022/23 (£): 184,000 | Budget 2023/24 (£): 44,000 | \
Responsible officer: Carla Wynn"""
SCORES = """Player: Ada Moss | Runs: 231 | Highest score: 118
Player: Per Aas | Runs: 264 | Highest score: 84"""
OWNERS = """Boat: Tern | Moved: 12 May 2031 | Place: East pier | Owner: Ada Moss
Boat: Gull | Moved: 14 May 2031 | Place: West pier | Owner: Per Aas"""


SPACED = """TRAM 3: MILL - LAKE

Days        Leaves Mill   Reaches Lake   Last tram home
Weekdays    05:50         06:25          23:40
Sunday      08:15         08:50          21:05

It is never late.  Nobody complains.  In 2031 it was late twice."""
TABBED = "Days\tLeaves Mill\tReaches Lake\nWeekdays\t05:50\t06:25\nSunday\t08:15\t08:50"
EXPORTS = """quarter: 2031-Q1 | port: Elva | tons: 310 | clerk: Ada Moss
quarter: 2031-Q1 | port: North Alta | tons: 95 | clerk: Per Aas
quarter: 2031-Q2 | port: Elva | tons: 402 | clerk: Ola Dahl
quarter: 2031-Q2 | port: North Alta | tons: 88 | clerk: Per Aas"""


@pytest.mark.parametrize(
    ("table", "question", "cell"),
    [
        (SPACED, "When does the tram leave the mill on Sunday?", "08:15"),
        (SPACED, "When does the tram reach the lake on weekdays?", "06:25"),
        (SPACED, "When does the last tram go home on Sunday?", "21:05"),
        (SPACED, "How late was it in 2031?", None),
        (TABBED, "When does the tram reach the lake on Sunday?", "08:50"),
        (EXPORTS, "How many tons left Elva in 2031-Q2?", "402"),
        (EXPORTS, "How many tons did North Alta have in 2031-Q1?", "95"),
        (EXPORTS, "Who was the clerk of Elva in 2031-Q2?", "Ola Dahl"),
        (EXPORTS, "How many tons left Elva?", "310"),
        (GOODS, "How much does the Corvo office chair cost?", "219.00"),
        (GOODS, "What is the price of the visitor chair?", "129.00"),
        (GOODS, "Which is the most expensive desk?", "Harth corner desk"),
        (GOODS, "What is the cheapest desk?", "Harth standing desk"),
        (GOODS, "Which good is the most expensive?", "Anvil safe"),
        (GOODS, "Why did she not take the cheapest desk?", None),
        (GOODS, "Who works for the cheapest firm?", None),
        (GOODS, "When was the heaviest snow?", None),
        (GOODS, "How much does the Corvo kitchen table of Bergen cost?", None),
        (BUDGET, "Who is responsible for the cemetery?", "Paula Strand"),
        (BUDGET, "What is the budget for the cemetery in 2023/24?", "47,900"),
        (BUDGET, "Which service gets the most money in 2022/23?", "Parks"),
        (BUDGET, "Which service gets the most money in 2023/24?", "Cemetery"),
        (OWNERS, "Who owns the Tern?", "Ada Moss"),
        (OWNERS, "Where is the Gull?", "West pier"),
        (OWNERS, "Who owns the Heron?", None),
        (SCORES, "What was Per Aas's highest score?", "84"),
        (SCORES, "Which player had the highest score?", "Ada Moss"),
    ],
)
def test_the_row_and_column_that_a_question_points_to(
    table: str, question: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(table, (table.split(":")[0], 1.0))]))
    assert (found and found.text) == cell


def test_the_one_row_that_is_named_is_compared_with_none() -> None:
    assert asked_row("What was Per Aas's highest score?", SCORES, len(SCORES)) is None
    assert asked_row("Who had the highest score?", SCORES, len(SCORES)) is not None


def test_prose_with_two_spaces_after_a_full_stop_is_no_table(
    read_node: Callable[..., ReadNode],
) -> None:
    text = (
        "A mapping is defined as a set of ordered pairs of numbers.  This is the old use of it.\n"
        "Amity is defined as friendship in some of the older books.  The word has become rare."
    )
    assert (
        asked_cell("What is amity defined as?", candidates([read_node(text, ("A", 1.0))])) is None
    )


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many people live in Alta?", "1,204"),
        ("How many residents does Osby have?", "977"),
        ("How many people work in Osby?", None),
    ],
)
def test_who_lives_in_a_place_is_in_the_column_of_its_population(
    question: str, cell: str | None, read_node: MakeNode
) -> None:
    table = "Town: Osby | Area: 31 | Population: 977\nTown: Alta | Area: 12 | Population: 1,204"
    found = asked_cell(question, candidates([read_node(table, ("Alta", 1.0))]))
    assert (found and found.text) == cell


CLAIMS = """| Item | Velm | Abroad |
|---|---|---|
| Hotel, a night | €150 | €140 |
| Supper | €28 | €31 |"""
SPENDING = """| | 2030 | 2031 |
|---|---|---|
| Staff | 41 | 52 |
| **All spending** | **80** | **94** |"""
TALKS = """| Week | Day | Lecture topic | Lecturer |
|---|---|---|---|
| 1 | 4 May | Tides | Moss |
| 2 | 11 May | Sand | Aas |
| 3 | 9 Sept | Salt | Moss |"""


@pytest.mark.parametrize(
    ("question", "table", "cell"),
    [
        ("What's the most I can spend on a hotel in Velm?", CLAIMS, "€150"),
        ("What is the maximum amount you can claim for supper abroad?", CLAIMS, "€31"),
        ("What's the most I can spend on a taxi in Velm?", CLAIMS, None),
        ("What is the most expensive supper?", CLAIMS, None),
        ("What is the lecture on 11 May about?", TALKS, "Sand"),
        ("Who gives the lecture on 11 May?", TALKS, "Aas"),
        ("What is the lecture on 9 September about?", TALKS, "Salt"),
        ("What is the lecture on 12 May about?", TALKS, None),
        ("How much did they spend on wages in 2031?", SPENDING, None),
        ("How much was spent in all in 2031?", SPENDING, "94"),
        ("Which lecture is about salt?", TALKS, None),
        ("Which lecturer speaks on 11 May?", TALKS, "Aas"),
        ("What is the lecture on 4 May?", "Day: 4 May | Lecturer: Moss | Room: 7\n", None),
        (
            "Which firm designed the Velm bridge?",
            "Bridge: Velm | Designer: Aas & Co | Toll: 7",
            "Aas & Co",
        ),
        ("Who is the lecturer on 4 May?", "Day: 4 May | Lecturer: Moss | Room: 7\n", "Moss"),
    ],
)
def test_cell_of_the_row_and_column_that_are_pointed_to(
    question: str, table: str, cell: str | None, read_node: MakeNode
) -> None:
    first = next(word for word in table.split() if word[0].isalnum())
    found = asked_cell(question, candidates([read_node(table, (first, 1.0))]))
    assert (found and found.text) == cell


WALKS = """| Frequency | Seen on the walk |
|---|---|
| Very common (each day) | gulls, terns |
| Common (each week) | seals, porpoises |
| Rare (each year) | whales |"""
UNHEADED = WALKS.replace("Frequency", "Group")
STORMS = """| Storm | Year | Category | Deaths (estimate) |
|---|---|---|---|
| Edda | 1931 | 3 | 1,240 |
| Olav | 1958 | 2 | 96 |"""
FITTINGS = """Part: Oil pump | Fits: Mower 20 | Price: 41.00
Part: Fuel cap | Fits: Mower 30 | Price: 12.50
Part: Blade | Fits: Mower 30 | Price: 24.00
Part: Belt | Fits: Mower 20 | Price: 9.00"""
MACHINES = """Machine: Mower 20 | Price: 410 | Weight: 31
Machine: Mower 30 | Price: 390 | Weight: 44"""


@pytest.mark.parametrize(
    ("question", "table", "cell"),
    [
        # The cell that names what is asked about is not what is asked for.
        ("How common are porpoises on the walk?", WALKS, "Common (each week)"),
        ("How often are terns seen?", WALKS, "Very common (each day)"),
        ("How common are otters on the walk?", WALKS, None),
        ("How common are porpoises among those seen?", UNHEADED, None),
        ("What is seen on the common walk?", WALKS, None),
        # A column of the dead.
        ("How many fatalities did the storm Edda have?", STORMS, "1,240"),
        ("How many people died in the storm Olav?", STORMS, "96"),
        ("How many people lived through the storm Olav?", STORMS, None),
        # A comparison needs a column of what is compared.
        ("Which weighs more, the Mower 20 or the Mower 30?", MACHINES, "Mower 30"),
        ("Which costs more, the Mower 20 or the Mower 30?", MACHINES, "Mower 20"),
        ("Which weighs more, the Mower 20 or the Mower 30?", FITTINGS, None),
        ("Which weighs more, the blade or the belt?", FITTINGS, None),
        ("Which costs more, the blade or the belt?", FITTINGS, "Blade"),
    ],
)
def test_the_column_is_one_of_the_quantity_that_is_asked_for(
    question: str, table: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(table, (table.split()[1], 1.0))]))
    assert (found and found.text) == cell


def test_the_head_of_a_long_table_is_in_another_passage(read_node: MakeNode) -> None:
    first, rest = TALKS[: TALKS.index("| 2")], TALKS[TALKS.index("| 2") :]
    nodes = [
        read_node(rest, ("Sand", 2.0), offset=len(first)),
        read_node(first.rstrip(), ("Tides", 1.0)),
    ]
    found = asked_cell("Who gives the lecture on 9 September?", candidates(nodes))
    assert found is not None
    assert found.text == "Moss"
    assert rest[slice(*found.sentence)] == "| 3 | 9 Sept | Salt | Moss |"
    assert asked_cell("Who gives the lecture on 9 September?", candidates(nodes[:1])) is None


@pytest.mark.parametrize(
    ("question", "table", "cell"),
    [
        ("How long was the Kite 2 run?", "Model: Kite 2 | Hours run: 50 | Noise: 80", "50"),
        ("How long is the guarantee on the Kite 2?", "Model: Kite 2 | Hours run: 50", None),
        ("How long is the line?", "| Item | Value |\n|---|---|\n| Line | 7 km |", "7 km"),
        (
            "What is the top speed of the train?",
            "| Item | Value |\n|---|---|\n| Trains | 8 |\n| Seats a train | 160 |",
            None,
        ),
        (
            "What was the first instrument of the soloist?",
            "Works: Moss, Fourth Symphony; Aas, Salt Lanes (first performance) | Soloist: Ada Lind",
            None,
        ),
        (
            "What time does school end for small children on Monday?",
            "Club: Chess | Day: Monday | Time: 15:30\nClub: Choir | Day: Friday | Time: 16:00",
            None,
        ),
    ],
)
def test_a_question_for_something_that_no_row_and_no_column_names_is_left_open(
    question: str, table: str, cell: str | None, read_node: MakeNode
) -> None:
    found = asked_cell(question, candidates([read_node(table, (table.split()[1], 1.0))]))
    assert (found and found.text) == cell


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Who is the treasurer?", "Per Aas"),
        ("Who has not paid the fee?", "Ida Lund"),
        ("Who is the gardener?", None),
        ("How many people are treasurers?", None),
    ],
)
def test_the_name_of_the_only_row_that_is_as_asked(
    question: str, cell: str | None, read_node: MakeNode
) -> None:
    table = """Name: Ada Moss | Role: Chair | Fee paid: yes
Name: Per Aas | Role: Treasurer | Fee paid: yes
Name: Ida Lund | Role: Member | Fee paid: no"""
    found = asked_cell(question, candidates([read_node(table, ("Ada", 1.0))]))
    assert (found and found.text) == cell


def test_the_table_that_holds_more_of_the_question_is_asked(read_node: MakeNode) -> None:
    talks = "Date: 3 May 2031 | Talk: Old maps | Speaker: Ida Lund"
    race = "Year: 2028 | Winner: Ida Lund | Club: Osby\nYear: 2029 | Winner: Nils Ek | Club: Elva"
    nodes = [
        read_node(talks, ("Ida Lund", 2.0), article="a"),
        read_node(race, ("Ida Lund", 1.0), article="b"),
    ]
    found = asked_cell("When did Ida Lund win?", candidates(nodes))
    assert found is not None
    assert found.text == "2028"
