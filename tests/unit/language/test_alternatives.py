from __future__ import annotations

import pytest

from qa.language.alternatives import asked_alternatives


@pytest.mark.parametrize(
    ("question", "first", "second", "sign"),
    [
        ("Which is cheaper, the kettle or the pan?",
         "How much does the kettle cost?", "How much does the pan cost?", -1),
        ("which was worth more, the ring or the cup they left behind",
         "How much was the ring worth?", "How much was the cup they left behind worth?", 1),
        ("Who is older, Ada Moss or Ben Tait?",
         "How old is Ada Moss?", "How old is Ben Tait?", 1),
        ("Which country sent more troops, France or Mali?",
         "How many troops did France send?", "How many troops did Mali send?", 1),
        ("Which opened first, the bridge or the tunnel?",
         "When did the bridge open?", "When did the tunnel open?", -1),
        ("Who was born later, Moss or Tait?", "When was Moss born?", "When was Tait born?", 1),
        ("Which of the two is the smaller island, Osk or Elva?",
         "How big is Osk?", "How big is Elva?", -1),
        ("Which had the bigger crew, the Sula or the Tern?",
         "How big was the crew of the Sula?", "How big was the crew of the Tern?", 1),
        ("Which has fewer rooms, the inn or the hostel?",
         "How many rooms does the inn have?", "How many rooms does the hostel have?", -1),
        ("Which carries further, the horn or the bell?",
         "How far does the horn carry?", "How far does the bell carry?", 1),
        ("Which lasted longer, the strike or the lockout?",
         "How long did the strike last?", "How long did the lockout last?", 1),
        ("Which stopped later, the ferry or the bus?",
         "When did the ferry stop?", "When did the bus stop?", 1),
    ],
)  # fmt: skip
def test_each_of_two_is_asked_for(question: str, first: str, second: str, sign: int) -> None:
    asked = asked_alternatives(question)

    assert asked is not None
    assert (asked.first.question, asked.second.question, asked.sign) == (first, second, sign)


@pytest.mark.parametrize(
    "question",
    [
        "Which bell is the heaviest?",
        "Who won, Spain or Italy?",
        "Which did she choose, the red or the blue?",
        "Which is bigger, what he owes or what it costs?",
        "Which is tighter, this vote or the one in 1989?",
        "Which is older, the church of Elva or the church?",
        "How old is Ada Moss, or is she dead?",
    ],
)
def test_other_questions_compare_no_two_things(question: str) -> None:
    assert asked_alternatives(question) is None


def test_a_question_of_how_often_is_asked_of_both_together() -> None:
    asked = asked_alternatives("Who gets it more, boys or girls?")

    assert asked is not None
    assert asked.first.question == ""
    assert {"common", "often"} <= asked.measures


def test_words_behind_the_noun_do_not_name_it() -> None:
    asked = asked_alternatives("Which was worth more, the ring or the cup they left behind?")

    assert asked is not None
    assert asked.second.stems == {"cup"}
