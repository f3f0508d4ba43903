from __future__ import annotations

import pytest

from qa.answering.yes_or_no.rules import Asked, asks_for_rule, ruled
from qa.language.stems import stems


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Can I bring my parrot?", Asked.LEAVE),
        ("Is it ok to feed the ducks?", Asked.LEAVE),
        ("Are we allowed to swim?", Asked.LEAVE),
        ("Do I have to book?", Asked.DUTY),
        ("Must I wear a hat?", Asked.DUTY),
        ("Can a dam break?", None),
        ("Do you have a garden?", None),
        ("Is the mill open?", None),
    ],
)
def test_a_question_asks_for_leave_or_duty(question: str, asked: Asked | None) -> None:
    assert asks_for_rule(question) is asked


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Can I feed the ducks?", "You may not feed the ducks.", "No"),
        ("Can I feed the ducks?", "Feeding the ducks is forbidden, even with oats.", "No"),
        ("Can I feed the ducks?", "Please do not feed the ducks.", "No"),
        ("Can I feed the ducks?", "Feeding the ducks is not forbidden.", ""),
        ("Can I feed the ducks?", "You may feed the ducks.", "Yes"),
        ("Can I feed the ducks?", "You may feed the ducks from noon.", ""),
        ("Can I feed the ducks?", "You may feed the ducks, if a warden is near.", ""),
        ("Can I feed the ducks?", "You may not feed the ducks at the weir.", ""),
        ("Can I feed the ducks?", "Only wardens may feed the ducks.", ""),
        ("Can I feed the ducks?", "Apprentices may not feed the ducks.", ""),
        ("Can I feed the ducks?", "You must feed the ducks.", ""),
        ("Can I feed the ducks?", "You do not have to feed the ducks.", ""),
        ("Can I feed the ducks?", "Nobody may feed the ducks.", "No"),
        ("Can I feed the ducks?", "The boys fed the ducks.", ""),
        ("May I bring my parrot?", "Parrots are not admitted, apart from stuffed ones.", "No"),
        ("May I bring my parrot?", "Large parrots are not admitted.", ""),
        ("May I bring my parrot?", "No parrots.", "No"),
        ("May I bring my parrot?", "No parrots were hurt.", ""),
        ("May I bring my parrot?", "No parrots from April to June.", ""),
        ("May I bring my parrot?", "Parrots are welcome.", "Yes"),
        ("Can I work from a barge?", "You must not work from a barge, even for a day.", "No"),
        ("May I bring my parrot?", "Parrots are not always welcome.", ""),
        ("Is it ok to swim?", "Swimming is banned.", "No"),
        ("Is it ok to swim?", "Children are not allowed to swim.", ""),
        ("Do I have to wear a hat?", "You must wear a hat.", "Yes"),
        ("Do I have to wear a hat?", "You need not wear a hat.", "No"),
        ("Do I have to wear a hat?", "You can wear a hat.", ""),
        ("Do I have to wear a hat?", "You may not wear a hat.", ""),
        ("Do I have to wear a hat?", "The bishop must wear a hat.", ""),
        ("Do I have to wear a hat?", "You must wear a hat over six metres.", ""),
        ("Can I buy a map at the gate?", "Maps are sold at the gate.", ""),
        ("Can I put pans in the sink?", "Jugs may be washed in the sink; pans must not.", "No"),
        ("Can I put jugs in the sink?", "Jugs may be washed in the sink; pans must not.", ""),
        ("Can I put cups in the sink?", "Jugs may be washed in the sink; pans must not.", ""),
        ("Can I put pans in the oven?", "Jugs may be washed in the sink; pans must not.", ""),
        ("Can I put pans in the sink?", "Jugs may be put in the sink at night; pans may not.", ""),
        ("Can I put pans in the sink?", "Jugs may be put in the sink; large pans must not.", ""),
        ("Can I bring a goat on Fridays?", "Goats are never allowed.", "No"),
        ("Can I bring a goat on Fridays?", "Goats are not allowed.", ""),
        (
            "Can I take a goat into the barn?",
            "Goats are not allowed in the barn or the yard.",
            "No",
        ),
        (
            "Can I take a goat into the yard?",
            "Goats are not allowed in the barn or the yard.",
            "No",
        ),
        ("Can I bring a goat?", "Goats are not allowed in the barn or the yard.", ""),
        ("Can I bring a goat?", "Large sheep or goats are not allowed.", ""),
        ("Can I take a goat into the barn?", "Goats are allowed in the barn or the yard.", ""),
    ],
)
def test_a_rule_is_plain_only_for_what_is_asked(question: str, sentence: str, said: str) -> None:
    assert ruled(question, sentence, set(), set()) == said


@pytest.mark.parametrize(
    ("question", "before", "sentence", "about", "said"),
    [
        (
            "Do I have to book the tour?",
            "A tour starts at two.",
            "There is no need to book.",
            "",
            "No",
        ),
        ("Do I have to book the tour?", "A bus runs.", "There is no need to book.", "", ""),
        ("Can I claim for a lamp?", "Lamps: up to nine euros.", "Radios: no claims.", "", ""),
        ("Can I claim for a lamp?", "Lamps: up to nine euros.", "No claims.", "", ""),
        ("Do I have to give up plums?", "Plums do no harm.", "You needn't give them up.", "", "No"),
        ("Do I need to buy boots?", "Bring boots.", "You need not buy any other kit.", "", ""),
        ("Can I bring a dog to the mill?", "", "Dogs are not admitted.", "Visit the mill", "No"),
        ("Can I bring a dog to the beach?", "", "Dogs are not admitted.", "Visit the mill", ""),
    ],
)
def test_a_rule_may_leave_out_what_was_said_before(
    question: str, before: str, sentence: str, about: str, said: str
) -> None:
    assert ruled(question, sentence, set(stems(before)), set(stems(about))) == said
