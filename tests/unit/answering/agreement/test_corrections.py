from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.agreement.corrections import corrected
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    "correction",
    [
        "Correction: An earlier version of this article said that 12 people died. It was 21.",
        "Correction: 21 people died, not 12.",
        "This article originally said 12 people died; in fact the number is 21.",
        "An earlier version of this story misstated the toll as 12; it is 21.",
        "CORRECTION: The toll is 21 instead of 12.",
        "Our report gave the toll as 12. The correct number is 21.",
        "CORRECTION, 5 May: We wrote above that 12 people died. It was 21.",
        "## Corrections\n\nWe also said that 12 had died; the right number is 21.",
        "On Monday we said that 12 had died. The police now put the toll at 21.",
    ],
)
def test_correction_wins_over_the_body(correction: str, read_node: MakeNode) -> None:
    nodes = [
        read_node("At least 12 people died in Karsa.", ("12", 9.0)),
        read_node(f"The river fell.\n\n{correction}", ("21", -1.0), ("12", 5.0)),
        read_node("The flood hurt 7 people.", ("7", 2.0), article="b"),
    ]
    found = corrected(candidates(nodes))
    assert [one.text for one in found] == ["21", "7"]


def test_article_without_a_correction_is_left_as_it_is(read_node: MakeNode) -> None:
    nodes = [
        read_node("At least 12 people died in Karsa.", ("12", 9.0)),
        read_node("The correction of the river took 21 years, not 12.", ("21", 1.0)),
    ]
    found = candidates(nodes)
    assert corrected(found) == found


def test_only_the_sentence_with_the_correct_value_is_right(read_node: MakeNode) -> None:
    text = "We gave the toll as 12. The correct number is 21. One body was counted twice."
    nodes = [read_node("At least 12 died.", ("12", 9.0)), read_node(text, ("One", 1.0))]
    (found,) = corrected(candidates(nodes))
    assert (found.text, found.gap) == ("One", 1.0)


def test_the_value_behind_a_wrong_one_is_found_where_the_reader_marked_the_wrong_one_alone(
    read_node: MakeNode,
) -> None:
    text = "CORRECTION: In May we wrote that 12 people died. The number that both give is 21 dead."
    (found,) = corrected(candidates([read_node(text, ("12", 6.0))]))
    assert found.value.quantity is not None
    assert (found.value.quantity.low, found.gap, found.told) == (
        21,
        6.0,
        "The number that both give is 21 dead.",
    )


def test_of_two_values_behind_a_wrong_one_none_is_taken(read_node: MakeNode) -> None:
    text = "CORRECTION: In May we wrote that 12 died. Of the 30 hurt, 21 died."
    nodes = [read_node(text, ("12", 6.0), ("Of the 30 hurt", 1.0))]
    assert [one.text for one in corrected(candidates(nodes))] == ["Of the 30 hurt"]


@pytest.mark.parametrize(
    "told",
    [
        "The regatta will NOT be on 26 May as printed in the paper. It is on 2 June.",
        "The regatta won't be on 26 May, as we had planned. It will now be on 2 June.",
        "You may have heard that the regatta is on 26 May. That is not right. It is on 2 June.",
        "You will have read that it is on 26 May. This was a mistake: it is on 2 June.",
        "We said that the regatta would be on 26 May. It will be on 2 June.",
        "The first date was 26 May. Since then the regatta has been moved to 2 June.",
    ],
)
def test_what_is_denied_where_it_stands_does_not_answer(told: str, read_node: MakeNode) -> None:
    node = read_node(told, ("26 May", 6.0), ("2 June", 1.0))
    (found,) = corrected(candidates([node]))
    assert (found.text, found.gap) == ("2 June", 6.0)


@pytest.mark.parametrize(
    "told",
    [
        "The regatta is on 26 May, as printed in the paper, and not on 2 June.",
        "You may have heard that the regatta is on 26 May. It ends on 2 June.",
        "We said that the regatta would be on 26 May. The paper said 2 June.",
    ],
)
def test_what_is_not_denied_stays(told: str, read_node: MakeNode) -> None:
    found = candidates([read_node(told, ("26 May", 6.0), ("2 June", 1.0))])
    assert corrected(found) == found


def test_all_of_an_article_that_is_called_a_correction_is_one(read_node: MakeNode) -> None:
    text = "We said that 12 people died. The number that the police gave us was 21."
    spans = (("12", 5.0), ("21", -1.0))
    (found,) = corrected(candidates([read_node(text, *spans, title="Corrections")]))
    assert (found.text, found.gap) == ("21", 5.0)
    left = corrected(candidates([read_node(text, *spans, title="The flood")]))
    assert [one.text for one in left] == ["12", "21"]
