from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.kind_told import is_of_kind
from qa.answering.lookups.registry import looked_up
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "told", "of_kind"),
    [
        ("When is the bond paid back?", "One week's pay, but no less than 60 crowns", False),
        ("When is the bond paid back?", "By cheque", False),
        ("When is the bond paid back?", "Within thirty days", True),
        ("When is the bond paid back?", "On 3 May", True),
        ("When is the bond paid back?", "2031-05-03", True),
        ("When is the bond paid back?", "As soon as we have the key", True),
        ("When is the shop open?", "Daily from nine to six", True),
        ("When is the shop open?", "Mon-Fri 9-17", True),
        ("When is the shop open?", "Closed", True),
        ("When did you first row?", "I was six.", True),
        ("How many rooms are there?", "On the first floor", False),
        ("How many rooms are there?", "Twelve", True),
        ("How many rooms are there?", "None", True),
        ("How many coats may I bring?", "As many as you like", True),
        ("How much is a room?", "Breakfast and towels", False),
        ("How much is a room?", "Free for members", True),
        ("How much is a room?", "€40", True),
        ("What size is the coat?", "L", True),
        ("How long is the season?", "From May to September", True),
        ("Where is the shop?", "9 to 17", False),
        ("Where is the shop?", "3 miles from Elva", True),
        ("Who is the cook?", "Twelve", False),
        ("Who is the cook?", "Ada Moss", True),
        ("What is the bond?", "60 crowns", True),
    ],
)
def test_what_is_looked_up_is_of_the_kind_asked_for(
    question: str, told: str, *, of_kind: bool, read_node: MakeNode
) -> None:
    (found,) = candidates([read_node(f"It says: {told}", (told, 1.0))])
    assert is_of_kind(question, found) is of_kind


def test_a_line_on_the_price_does_not_say_when(read_node: MakeNode) -> None:
    text = "- Bond: One week's pay, but no less than 60 crowns.\n- Keys: Two."
    found = candidates([read_node(text, ("Two", 1.0))])
    assert looked_up("When is the bond?", found) == ((), None)
    (told,), _ = looked_up("How much is the bond?", found)
    assert told.text == "One week's pay, but no less than 60 crowns"


def test_the_line_of_the_kind_asked_for_answers(read_node: MakeNode) -> None:
    text = "- Rehearsal: a choir of forty.\n\nAgain:\n\n- Rehearsal: Monday at seven."
    (told,), _ = looked_up("When is the rehearsal?", candidates([read_node(text, ("choir", 1.0))]))
    assert told.text == "Monday at seven"
