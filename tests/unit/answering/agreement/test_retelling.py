from __future__ import annotations

from collections.abc import Callable

from qa.answering.agreement.retelling import counterpart, hours_beside
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
TOLD = "The rescue service said that {} people drowned in Karsa on Monday."


def test_what_stands_in_the_place_of_the_answer_is_found(read_node: MakeNode) -> None:
    (best,) = candidates([read_node(TOLD.format(12), ("12", 8.0))])
    other = f"It rained. {TOLD.format('at least 45')} The river fell."
    own = candidates([read_node(other, ("Monday", 2.0), article="b")])
    found = counterpart(best, own)
    assert found is not None
    assert (found.text, found.article_id) == ("at least 45", "b")
    assert other[slice(*found.sentence)] == TOLD.format("at least 45")


def test_another_sentence_has_no_counterpart(read_node: MakeNode) -> None:
    (best,) = candidates([read_node(TOLD.format(12), ("12", 8.0))])
    own = candidates([read_node("On Monday, 45 people left Elva by bus.", ("45", 2.0))])
    assert counterpart(best, own) is None


def test_answer_alone_in_its_sentence_has_no_counterpart(read_node: MakeNode) -> None:
    (best,) = candidates([read_node("Tom Lie.", ("Tom Lie", 8.0))])
    own = candidates([read_node("Ada Moe.", ("Ada Moe", 8.0), article="b")])
    assert counterpart(best, own) is None


def test_hours_are_found_beside_what_the_reader_chose(read_node: MakeNode) -> None:
    (best,) = candidates([read_node("The baths open from 9am to 6pm.", ("9am to 6pm", 8.0))])
    other = "Swimmers are let in from 10am until 6pm, all week. Bring a towel."
    own = candidates([read_node(other, ("all week", 5.0), article="b")])
    found = hours_beside(best, own)
    assert found is not None
    assert found.text == "10am until 6pm"
    elsewhere = "Swimmers are let in all week. The kiosk is open from 10am until 6pm."
    assert hours_beside(best, candidates([read_node(elsewhere, ("all week", 5.0))])) is None
    assert hours_beside(own[0], [best]) is None
