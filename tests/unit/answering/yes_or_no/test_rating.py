from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.yes_or_no.rating import rate, weights
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


def test_light_verbs_count_less_and_slack_words_nothing() -> None:
    assert weights("Can I ever take any dog?") == {"take": 0.3, "dog": 1.0}


def test_words_of_the_context_count_less_than_those_of_the_sentence(read_node: MakeNode) -> None:
    node = read_node("The dam was old. It broke. Nobody saw the flood.", ("dam", 1.0))
    question = "Did the dam break?"
    rated = {one.text: one for one in rate(question, weights(question), [node])}
    assert {text: one.covered for text, one in rated.items()} == {
        "The dam was old.": pytest.approx(0.5),
        "It broke.": pytest.approx((1 + 0.6) / 2),
    }
    assert {"dam", "old"} <= rated["It broke."].before


def test_names_in_the_title_count_in_full_but_not_alone(read_node: MakeNode) -> None:
    node = read_node("He resigned. It rained on Pike.", ("He", 1.0), title="Ida Pike")
    question = "Did Ida Pike resign?"
    (rated,) = rate(question, weights(question), [node])
    assert (rated.text, rated.covered) == ("He resigned.", 1.0)
    assert rated.about == {"ida", "pike"}


def test_rule_has_its_whole_passage_as_context(read_node: MakeNode) -> None:
    node = read_node("The mill has a yard. It was built. Dogs are not admitted.", ("mill", 1.0))
    question = "Can I bring my dog to the mill?"
    *_, rule = rate(question, weights(question), [node])
    assert rule.text == "Dogs are not admitted."
    assert {"mill", "yard"} <= rule.context
