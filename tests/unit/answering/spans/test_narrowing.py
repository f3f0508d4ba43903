from __future__ import annotations

import pytest

from qa.answering.spans.narrowing import number_asked_for


def narrow(question: str, text: str, span: str) -> str:
    start = text.index(span)
    first, last = number_asked_for(question, text, start, start + len(span), (0, len(text)))
    return text[first:last]


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        ("How many cars fit?", "It takes 9 men and 40 cars.", "9 men and 40", "40"),
        ("How many men fit?", "It takes 9 people and 40 cars.", "9 people and 40", None),
        ("How many boats came?", "Two jets, three new boats.", "Two jets, three", "three"),
        ("How many boats came?", "Some 1,200 boats came.", "1,200 boats", None),
        ("How many jobs go?", "It goes on with 120 of its 4,300 jobs.", "4,300", None),
        ("How many jobs will be cut?", "It cuts 120 of its 4,300 jobs.", "4,300", "120"),
        ("How many jobs are there?", "It cuts 120 of its 4,300 jobs.", "4,300", None),
        ("How long is it?", "It is 3 feet 2 inches long.", "3 feet 2 inches", None),
        ("How long is it?", "It was raised from 30 to 90 days.", "30 to 90 days", "90 days"),
        ("How long was it before?", "It was raised from 30 to 90 days.", "30 to 90 days", None),
        ("How long is it?", "It takes from 30 to 90 days.", "30 to 90 days", None),
        ("How long is it?", "It is 5 metres wide and 9 metres long.", "5 metres", "9 metres"),
        ("How wide is it?", "It is 5 metres wide and 9 metres long.", "5 metres", None),
        ("How long is it?", "Up 80 metres above sea level it runs 2 km.", "80 metres", "2 km"),
        ("How long is it?", "Of 80 metres in height, 2 m wide, 9 m deep.", "80 metres", None),
    ],
)  # fmt: skip
def test_span_with_several_numbers_is_narrowed_to_what_is_counted(
    question: str, text: str, span: str, narrowed: str | None
) -> None:
    assert narrow(question, text, span) == (narrowed or span)


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        (
            "How many seats did the Liberals win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12",
            "nine",
        ),
        (
            "How many seats did the Left win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12 seats",
            "31",
        ),
        (
            "How many seats did the Greens win?",
            "The Greens won 12 seats, the Liberals nine and the Left 31.",
            "12",
            "12",
        ),
        (
            "What share of non-smokers fell ill?",
            "Of smokers, 9% fell ill, but non-smokers 4%.",
            "9%",
            "4%",
        ),
        ("How many boats sank?", "Some 30 boats sank, and 12 cars.", "30", "30"),
    ],
)
def test_number_is_of_the_one_that_the_question_names(
    question: str, text: str, span: str, narrowed: str
) -> None:
    assert narrow(question, text, span) == narrowed


@pytest.mark.parametrize(
    ("question", "span", "moved"),
    [
        ("What was the turnout in 2021?", "61.3 percent", "64.8 percent"),
        ("What was the turnout in 2021?", "61.3 percent, down from 64.8 percent", "64.8 percent"),
        ("What was the turnout?", "61.3 percent", "61.3 percent"),
        ("What was the turnout in 2017?", "61.3 percent", "61.3 percent"),
    ],
)
def test_number_is_that_of_the_year_asked_for(question: str, span: str, moved: str) -> None:
    text = "Turnout was 61.3 percent, down from 64.8 percent in 2021."
    assert narrow(question, text, span) == moved


@pytest.mark.parametrize(
    ("question", "span", "price"),
    [
        ("How much is a ticket?", "50 minutes and cost €6.40", "€6.40"),
        ("How much is a ticket?", "cost about 40 crowns a day", "about 40 crowns a day"),
        ("How much is a ticket?", "US$40 a day", "US$40 a day"),
        (
            "How much was set aside?",
            "25 million crowns (about $8 million)",
            "25 million crowns (about $8 million)",
        ),
        ("How much is a ticket?", "from €5 to €6.40", "from €5 to €6.40"),
        ("How long does it take?", "50 minutes and cost €6.40", "50 minutes and cost €6.40"),
        ("How much rain fell?", "some 3 inches", "some 3 inches"),
    ],
)
def test_what_stands_before_a_price_is_cut(question: str, span: str, price: str) -> None:
    assert narrow(question, span, span) == price


@pytest.mark.parametrize(
    ("text", "span", "narrowed"),
    [
        ("They see 12 percent of the trade by 2030, up from 1 percent.", "1 percent", "12 percent"),
        ("It was 12% by 2030, up from 1%.", "1%", "12%"),
        ("They see 12 boats by 2030, up from 1 percent.", "1 percent", "1 percent"),
    ],
)
def test_share_of_the_year_that_is_asked_for(text: str, span: str, narrowed: str) -> None:
    assert narrow("What share will it have in 2030?", text, span) == narrowed


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        ("How heavy is the Dax?", "It weighs 71 grams; the Dax, with its steel frame, weighs 94 "
         "grams.", "71 grams", "94 grams"),
        ("How long does the Dax run?", "The Fen ran for 11 hours, the Dax's 14 hours and 5 minutes "
         "beat it.", "11 hours", "14 hours and 5 minutes"),
        ("How much does Dahl pay?", "Berg pays £210 million, followed by Dahl with £160 million.",
         "£210 million", "£160 million"),
        # The amount is that of the name already, or the name has none of its own.
        ("How much does Berg pay?", "Berg pays £210 million, followed by Dahl with £160 million.",
         "£210 million", "£210 million"),
        ("How much did Dahl get?", "Berg gave $5 to Dahl and $10 to Liv.", "$5", "$5"),
        ("How much is the Dax?", "The Fen costs 649 euros, 100 euros less than the Dax.",
         "649 euros", "649 euros"),
        # Another unit measures something else.
        ("How heavy is the Dax?", "It weighs 71 grams; the Dax costs 94 euros.", "71 grams",
         "71 grams"),
        ("How much went on tulips?", "He spent £31,000 on cakes and £40,000 on tulips today.",
         "£31,000", "£40,000"),
        ("How much went on cakes?", "He spent £31,000 on cakes and £40,000 on tulips today.",
         "£31,000", "£31,000"),
        ("How long was it for boys?", "It was £31 for girls and two days for boys.", "£31", "£31"),
        ("How far did thefts fall?", "A new lock cut thefts by nearly a third, they say.",
         "A new lock cut thefts by nearly a third", "nearly a third"),
        ("How many died?", "The toll of the flood in Karsa stands at 12.",
         "flood in Karsa stands at 12", "12"),
        ("How deep is it?", "It lies at a depth of more than 9 metres.",
         "a depth of more than 9 metres", "more than 9 metres"),
        ("How many came?", "They saw half of the 12 towns.", "half of the 12 towns",
         "half of the 12 towns"),
        ("How many came?", "Then some 300 came.", "Then some 300", "Then some 300"),
        ("How much did they get?", "They got between 1.8 and 3.5 million crowns.",
         "3.5 million crowns", "between 1.8 and 3.5 million crowns"),
        ("How much is it?", "It rose from €3.1 to €4.7 billion.", "€4.7 billion", "€4.7 billion"),
        ("How much is lost?", "It expects losses of €60 to €80.", "€80", "€60 to €80"),
        ("How many came?", "It rose from 4 in May; 80 came.", "80", "80"),
        ("How many cooks come from Mali?", "It has 23 cooks, 4 of them from Mali.", "23", "4"),
        ("How many boats will be lost?", "Of 140 boats in the bay, 65 will go.", "140", "65"),
        ("How many boats are there?", "Of 140 boats in the bay, 65 will go.", "140", "140"),
        ("How many women are there?", "There are 64, of whom nine are women.", "64", "nine"),
        ("How many cooks are there?", "It has 23 cooks, 4 of them from Mali.", "23", "23"),
        ("How tall is the mast?", "The 40-metre mast fell at 6.42am.", "The 40-metre", "40-metre"),
        ("How tall is the mast?", "The mast fell at about 6.42am.", "fell at about 6.42am",
         "fell at about 6.42am"),
        ("How many pills?", "Take half a pill at night.", "half", "half a pill"),
        ("How many came?", "It was half an hour before half came.", "half came", "half came"),
        ("How often did it rain?", "It took two hours and it rained twice.",
         "two hours and it rained twice", "twice"),
        ("How often is it fed?", "It is fed three times a day by hand.",
         "fed three times a day by hand", "three times a day"),
        ("How often is it cut?", "Every one to six months it is cut.", "Every one to six months",
         "Every one to six months"),
        ("How often does it run?", "It will run every 20 minutes from 6 to 10.",
         "every 20 minutes from 6 to 10", "every 20 minutes"),
    ],
)  # fmt: skip
def test_amount_of_the_name_that_is_asked_for_and_how_often(
    question: str, text: str, span: str, narrowed: str
) -> None:
    assert narrow(question, text, span) == narrowed
