from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fakes import nearness_in_meaning

from qa.answering.agreement.between_articles import compare
from qa.answering.agreement.grouping import Grouped, grouped
from qa.answering.spans.candidates import candidates
from qa.answers import Agreement
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]
MAYOR = "The mayor of Elva is {}, as the council said."
WHO = "Who is the mayor of Elva?"


def groups(question: str, *nodes: ReadNode) -> Grouped:
    found = compare(Question(question), candidates(nodes), lambda *_: 0.9, nearness_in_meaning)
    return grouped(question, found)


def values(found: Grouped) -> list[str]:
    return [group[0].text for group in found.groups]


def mayors(make: MakeNode) -> list[ReadNode]:
    return [
        make(MAYOR.format("Ada Moe"), ("Ada Moe", 9.0), published="2018-05-03"),
        make(MAYOR.format("Tom Lie"), ("Tom Lie", 8.0), article="b", published="2022-05-09"),
    ]


def test_newest_article_leads(read_node: MakeNode) -> None:
    found = groups(WHO, *mayors(read_node))
    assert values(found) == ["Tom Lie", "Ada Moe"]
    assert found.agreement is Agreement.DIFFERENT


def test_the_likeliest_answer_leads_where_the_articles_may_speak_of_two_things(
    read_node: MakeNode,
) -> None:
    nodes = mayors(read_node)
    found = compare(Question(WHO), candidates(nodes), lambda *_: 0.9, nearness_in_meaning)
    unclear = grouped(WHO, replace(found, differing=(), unclear=found.differing))
    assert values(unclear) == ["Ada Moe", "Tom Lie"]
    assert unclear.agreement is Agreement.UNCLEAR


def test_articles_of_the_year_that_is_asked_about_answer(read_node: MakeNode) -> None:
    found = groups("Who was the mayor of Elva in 2018?", *mayors(read_node))
    assert values(found) == ["Ada Moe"]
    assert found.agreement is Agreement.SINGLE


def test_articles_of_the_year_that_is_asked_about_may_differ(read_node: MakeNode) -> None:
    later = read_node(
        MAYOR.format("Jon Berg"), ("Jon Berg", 7.0), article="d", published="2018-11-20"
    )
    found = groups("Who was the mayor of Elva in 2018?", *mayors(read_node), later)
    assert values(found) == ["Jon Berg", "Ada Moe"]
    assert found.agreement is Agreement.DIFFERENT


def test_last_article_before_that_time_answers_if_there_is_none_of_it(
    read_node: MakeNode,
) -> None:
    found = groups("Who was the mayor of Elva in 2020?", *mayors(read_node))
    assert values(found) == ["Ada Moe"]


def test_order_stays_if_an_article_has_no_date(read_node: MakeNode) -> None:
    nodes = [
        read_node(MAYOR.format("Ada Moe"), ("Ada Moe", 9.0)),
        read_node(MAYOR.format("Tom Lie"), ("Tom Lie", 8.0), article="b", published="2022-05-09"),
    ]
    assert values(groups(WHO, *nodes)) == ["Ada Moe", "Tom Lie"]


def test_relative_day_is_resolved_by_the_date_of_its_article(read_node: MakeNode) -> None:
    node = read_node("The bridge fell on Tuesday.", ("Tuesday", 9.0), published="2021-06-10")
    (group,) = groups("When did the bridge fall?", node).drafts()
    assert (group.value, group.date, group.inferred) == ("Tuesday", "2021-06-08", True)
