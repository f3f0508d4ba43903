from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from fakes import nearness_in_meaning

from qa.answering.agreement.between_articles import Findings, compare
from qa.answering.spans.candidates import Candidate, candidates
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]


def likely(candidate: Candidate, _: Sequence[Candidate]) -> float:
    return max(0.0, min(1.0, candidate.gap / 10))


def findings(
    *nodes: ReadNode, question: str = "When does it end?", near: float | None = None
) -> Findings:
    nearness = nearness_in_meaning if near is None else lambda _, __: near
    return compare(Question(question), candidates(nodes), likely, nearness)


def texts(found: tuple[Candidate, ...]) -> list[str]:
    return [candidate.text for candidate in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("31 August", "August 31"),
        ("Florence Parly", "Parly"),
        ("nine", "9"),
        ("the Sahel", "Sahel"),
        ("US Cyber Command", "U.S. Cyber Command"),
    ],
)
def test_same_answer_in_other_words_supports(first: str, second: str, read_node: MakeNode) -> None:
    found = findings(
        read_node(f"It is {first} now.", (first, 8.0)),
        read_node(f"They say {second} too.", (second, 7.0), article="b"),
    )
    assert texts(found.supporting) == [first, second]
    assert found.differing == found.reworded == ()


def test_a_number_that_the_reader_doubts_agrees_only_in_a_sentence_of_like_meaning(
    read_node: MakeNode,
) -> None:
    nodes = (
        read_node("Rent bikes at the harbour: we paid 18 euros a day.", ("18 euros", 6.0)),
        read_node("A pitch for a tent costs 18 euros a night.", ("18 euros", -2.0), article="b"),
    )
    question = Question("How much does it cost to rent a bike for a day?")
    for near, articles in ((0.34, 1), (0.57, 2)):
        found = compare(question, candidates(nodes), lambda *_: 0.5, lambda *_, near=near: near)
        assert len(found.supporting) == articles


@pytest.mark.parametrize(
    ("probability", "near", "differ"),
    [(0.05, 0.6, True), (0.05, 0.1, False), (0.01, 0.4, False)],
)
def test_two_values_differ_if_they_are_likely_and_their_sentences_near(
    probability: float, near: float, differ: bool, read_node: MakeNode
) -> None:
    nodes = (
        read_node("It keeps for four days in the fridge.", ("four days", 6.0)),
        read_node("Eat it within two days if kept in the fridge.", ("two days", 5.0), article="b"),
    )
    question = Question("How many days can cooked beans stay in the fridge?")
    found = compare(question, candidates(nodes), lambda *_: probability, lambda *_: near)
    assert (texts(found.differing) == ["two days"]) is differ


def test_the_nearer_two_sentences_are_the_surer_it_is_said_that_they_differ(
    read_node: MakeNode,
) -> None:
    nodes = (
        read_node("It keeps for four days in the fridge.", ("four days", 6.0)),
        read_node("Eat it within two days if kept in the fridge.", ("two days", 5.0), article="b"),
    )
    question = Question("How many days can cooked beans stay in the fridge?")
    said = []
    for near in range(0, 100, 5):
        found = compare(
            question, candidates(nodes), lambda *_: 0.02, lambda *_, near=near: near / 100
        )
        assert not (found.differing and found.unclear)
        said.append("differ" if found.differing else "perhaps" if found.unclear else "nothing")
    assert list(dict.fromkeys(said)) == ["nothing", "perhaps", "differ"]
    assert said == sorted(said, key=["nothing", "perhaps", "differ"].index)


def test_another_cell_of_the_row_is_no_other_answer(read_node: MakeNode) -> None:
    table = "| Storm | Year | Force | Deaths |\n|---|---|---|---|\n| Edda | 1991 | 6 | 850 |"
    found = findings(
        read_node(table, ("850", 8.0)),
        read_node("In 1991 the storm Edda was a 6.", ("6", 5.0), article="b"),
        question="How many deaths did the storm Edda cause?",
    )
    assert found.differing == ()


def test_all_articles_that_say_the_same_support_each_once(read_node: MakeNode) -> None:
    nodes = [
        read_node(f"{number} It ends on 31 August.", ("31 August", 8.0), article=str(number))
        for number in range(8)
    ]
    twice = read_node("It did end on August 31.", ("August 31", 6.0), article="3")
    found = findings(*nodes, twice)
    assert [candidate.article_id for candidate in found.supporting] == list("01234567")
    assert found.differing == ()


def test_weaker_span_of_an_article_may_be_the_one_that_agrees(read_node: MakeNode) -> None:
    found = findings(
        read_node("It ends on 31 August.", ("31 August", 8.0)),
        read_node("Biden said: August 31.", ("Biden", 7.0), ("August 31", 6.0), article="b"),
    )
    assert texts(found.supporting) == ["31 August", "August 31"]
    assert found.differing == found.reworded == ()


def test_contradicting_dates_and_numbers_differ(read_node: MakeNode) -> None:
    found = findings(
        read_node("It ends on 31 August.", ("31 August", 8.0)),
        read_node("It ends on 11 September.", ("11 September", 7.0), article="b"),
    )
    assert texts(found.supporting) == ["31 August"]
    assert texts(found.differing) == ["11 September"]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        # The sources are the kinds of reports that follow one event: a toll, an office, a place.
        ("How many people died in the ferry Nord?", "28", "54"),
        ("How many people died in the ferry Nord?", "at least 28", "at least 54"),
        ("Who steered the ferry Nord?", "Tom Lie", "Ada Moe"),
        ("Where was the ferry Nord built?", "Bergen", "Gdansk"),
    ],
)
def test_two_values_of_one_kind_for_one_thing_differ(
    question: str, first: str, second: str, read_node: MakeNode
) -> None:
    found = findings(
        read_node(f"On the ferry Nord, people said {first} on that day.", (first, 8.0)),
        read_node(
            f"On the ferry Nord, people said {second} on that day.", (second, 7.0), article="b"
        ),
        question=question,
    )
    assert texts(found.supporting) == [first]
    assert texts(found.differing) == [second]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        # Another year, another place: two questions with an answer each.
        (
            "What was the turnout?",
            "Turnout in 2017 was 40 percent.",
            "Turnout in 2021 was 52 percent.",
        ),
        (
            "How many died in the flood?",
            "In Karsa, 40 people drowned.",
            "In Elva, 52 people drowned.",
        ),
        ("How many died in Karsa?", "In Karsa, 40 people drowned.", "There, 52 people drowned."),
    ],
)
def test_other_years_and_places_do_not_differ(
    question: str, first: str, second: str, read_node: MakeNode
) -> None:
    found = findings(
        read_node(first, ("40", 8.0)),
        read_node(second, ("52", 7.0), article="b"),
        question=question,
    )
    assert found.differing == ()


def test_question_with_several_answers_is_a_list(read_node: MakeNode) -> None:
    found = findings(
        read_node("The talks were attended by Tom Lie.", ("Tom Lie", 8.0)),
        read_node("The talks were attended by Ada Moe.", ("Ada Moe", 7.0), article="b"),
        question="Who attended the talks?",
    )
    assert found.differing == ()
    assert texts(found.listing) == ["Ada Moe"]


def test_figure_in_the_same_sentence_is_compared_whatever_the_reader_prefers(
    read_node: MakeNode,
) -> None:
    sentence = "The rescue service said that {} people drowned in Karsa on Monday."
    found = findings(
        read_node(sentence.format(12), ("12", 8.0)),
        read_node(sentence.format(45), ("Monday", 3.0), article="b"),
        question="How many people drowned in Karsa?",
    )
    assert texts(found.differing) == ["45"]


def test_less_exact_answer_is_compatible(read_node: MakeNode) -> None:
    found = findings(
        read_node("The ferry sank on 12 May 2021.", ("12 May 2021", 8.0)),
        read_node("The ferry sank in May 2021.", ("May 2021", 7.0), article="b"),
        question="When did the ferry sink?",
    )
    assert texts(found.compatible) == ["May 2021"]
    assert found.differing == ()


def test_other_words_that_contradict_nothing_do_not_differ(read_node: MakeNode) -> None:
    found = findings(
        read_node("Support is crucial.", ("crucial", 8.0)),
        read_node("Support is critical.", ("critical", 7.0), article="b"),
    )
    assert texts(found.supporting) == ["crucial"]
    assert found.differing == ()


def test_cost_and_price_of_one_thing_are_compared(read_node: MakeNode) -> None:
    found = findings(
        read_node("The Elva tunnel will cost 12 euros.", ("12 euros", 8.0)),
        read_node(
            "The Elva tunnel is late. Its price has risen to 19 euros.",
            ("19 euros", 7.0),
            article="b",
        ),
        question="How much will the Elva tunnel cost?",
    )
    assert texts(found.differing) == ["19 euros"]


def test_the_length_of_a_river_is_no_height_of_its_flood(read_node: MakeNode) -> None:
    found = findings(
        read_node("The Elva is 71 kilometres long.", ("71 kilometres", 8.0)),
        read_node("The Elva was 6 metres high.", ("6 metres", 7.0), article="b"),
        question="How long is the Elva?",
    )
    assert found.differing == ()


@pytest.mark.parametrize(("published", "differ"), [("2021-11-16", True), ("2022-02-09", False)])
def test_news_of_a_year_need_not_name_it(published: str, differ: bool, read_node: MakeNode) -> None:
    found = findings(
        read_node("In the flood of 2021, 34 homes in Karsa were flooded.", ("34", 8.0)),
        read_node(
            "On Monday 21 homes in Karsa were flooded.",
            ("21", 7.0),
            article="b",
            published=published,
        ),
        question="How many homes in Karsa were flooded in 2021?",
    )
    assert texts(found.differing) == (["21"] if differ else [])


def test_words_of_another_story_are_no_other_wording(read_node: MakeNode) -> None:
    question = "When will the lake be full?"
    lake = read_node(
        "In Karsa the lake will be full in a year or two.", ("in a year or two", 8.0), title="Lake"
    )
    text = "The lake in Karsa will be full soon."
    same = read_node(text, ("soon", 7.9), article="b", title="Water")
    text = "Moy of Fjord will publish full results soon."
    other = read_node(text, ("soon", 7.9), article="b", title="Fish")
    assert texts(findings(lake, same, question=question).reworded) == ["soon"]
    assert findings(lake, other, question=question).reworded == ()
    unlikely = [
        read_node(node.node.get_content(), (span, 3.0), article=name, title=title)
        for node, span, name, title in (
            (lake, "in a year or two", "a", "Lake"),
            (other, "soon", "b", "Fish"),
        )
    ]
    assert len(findings(*unlikely, question=question).reworded) == 1


def test_article_does_not_differ_from_itself(read_node: MakeNode) -> None:
    found = findings(
        read_node("It ends on 31 August.", ("31 August", 8.0)),
        read_node("Others said 11 September.", ("11 September", 7.0)),
    )
    assert texts(found.supporting) == ["31 August"]
    assert found.differing == found.reworded == ()


def test_unlikely_span_is_set_beside_nothing(read_node: MakeNode) -> None:
    found = findings(
        read_node("It ends on 31 August.", ("31 August", 8.0)),
        read_node("He came on 11 September.", ("11 September", -9.0), article="b"),
        read_node("Rain fell on August 31.", ("August 31", -30.0), article="c"),
    )
    assert texts(found.supporting) == ["31 August"]
    assert found.differing == found.reworded == ()


def test_a_number_at_the_same_place_that_counts_something_else(read_node: MakeNode) -> None:
    best = read_node("In Grenval, fourteen people are still missing.", ("fourteen", 8.0))
    other = read_node(
        "In Grenval, four people were found dead and nineteen are missing.",
        ("nineteen", 7.0),
        ("four", 6.9),
        article="b",
    )
    found = findings(best, other, question="How many people are missing in Grenval?")
    assert [one.text for one in found.differing] == ["nineteen"]


def test_unsure_answers_near_in_meaning_differ_only_as_amounts_of_one_unit(
    read_node: MakeNode,
) -> None:
    asked = "How big a pay rise was on the table?"
    offered = read_node("The firm offered a rise of 6 per cent.", ("6 per cent", 8.0))
    union = read_node(
        "Staff could have had 9 per cent as a rise.", ("9 per cent", 5.0), article="b"
    )
    year = read_node("Staff could have had a rise in 2019.", ("2019", 5.0), article="b")
    assert texts(findings(offered, union, question=asked, near=0.6).differing) == ["9 per cent"]
    assert findings(offered, year, question=asked, near=0.6).differing == ()


def test_sums_of_two_currencies_do_not_differ(read_node: MakeNode) -> None:
    asked = "How much goes into food?"
    money = read_node("It sets aside $8 million for food.", ("$8 million", 8.0))
    coins = read_node("Food gets 25 million tano.", ("25 million tano", 7.0), article="b")
    assert findings(money, coins, question=asked, near=0.9).differing == ()


def test_the_next_answer_of_an_article_differs_where_the_reader_preferred_another_thing(
    read_node: MakeNode,
) -> None:
    asked = "How many people worked at the Dunsel plant when it opened?"
    opened = read_node(
        "At its opening the Dunsel plant had 520 people on its payroll.", ("520", 8.0)
    )
    minutes = read_node(
        "It has 91,000 panes of glass. When the Dunsel plant opened, 480 people worked there.",
        ("91,000", 4.0),
        ("480", 3.5),
        article="b",
    )
    assert texts(findings(opened, minutes, question=asked).differing) == ["480"]


def test_another_place_in_the_same_words_does_not_differ_however_near(
    read_node: MakeNode,
) -> None:
    found = findings(
        read_node("In Karsa, 40 people drowned that night.", ("40", 8.0)),
        read_node("In Elva, 52 people drowned that night.", ("52", 8.0), article="b"),
        question="How many people drowned?",
        near=0.9,
    )
    assert found.differing == ()


@pytest.mark.parametrize(("other", "shown"), [("soon", 1), ("the pumps", 0)])
def test_a_span_of_another_kind_is_no_other_wording(
    other: str, shown: int, read_node: MakeNode
) -> None:
    question = Question("When will the lake be full?")
    nodes = [
        read_node("In Karsa the lake will be full in a year or two.", ("in a year or two", 3.0)),
        read_node(f"The lake in Karsa will be full: {other}.", (other, 2.9), article="b"),
    ]
    found = compare(question, candidates(nodes, question), likely, nearness_in_meaning)
    assert len(found.reworded) == shown


@pytest.mark.parametrize(
    ("denial", "differ"),
    [
        ("It is on 2 June, not on 26 May.", True),
        ("It is on 2 June and will not be on 26 May as printed.", True),
        ("It was moved from 26 May to 2 June.", True),
        ("It is on 2 June, not on 27 May.", False),
        ("It is on 2 June, with nine boats and not 26.", False),
        ("It is on 2 June. The fair is on 26 May.", False),
        ("It is on 2 June, and not until 26 May was that known.", False),
    ],
)
def test_a_value_that_the_other_article_denies_differs(
    denial: str, differ: bool, read_node: MakeNode
) -> None:
    found = findings(
        read_node(denial, ("2 June", 8.0)),
        read_node("The boats sail from the mill again on 26 May.", ("26 May", -1.5), article="b"),
    )
    assert texts(found.differing) == (["26 May"] if differ else [])


def test_an_article_that_is_called_a_correction_denies_what_was_printed(
    read_node: MakeNode,
) -> None:
    told = "We said that 42 homes were emptied. The figure that the council gave us was 24."
    printed = read_node("Forty-two homes on the mill road were emptied.", ("Forty-two", 1.5))
    correction = read_node(told, ("24", 1.5), article="b", title="Corrections to our report")
    plain = read_node(told, ("24", 1.5), article="b", title="What the council says")
    asked = "How many homes were emptied?"
    assert texts(findings(printed, correction, question=asked).differing) == ["24"]
    assert findings(printed, plain, question=asked).differing == ()
