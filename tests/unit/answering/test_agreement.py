from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.agreement import Findings, compare
from qa.answering.candidates import Candidate, candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


def likely(candidate: Candidate) -> float:
    return max(0.0, min(1.0, candidate.gap / 10))


def findings(*nodes: ReadNode) -> Findings:
    return compare(candidates(nodes), likely)


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


def test_other_words_that_contradict_nothing_do_not_differ(read_node: MakeNode) -> None:
    found = findings(
        read_node("Support is crucial.", ("crucial", 8.0)),
        read_node("Support is critical.", ("critical", 7.0), article="b"),
    )
    assert texts(found.supporting) == ["crucial"]
    assert found.differing == ()


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
