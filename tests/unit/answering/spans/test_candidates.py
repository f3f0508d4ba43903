from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.spans.candidates import candidates, sentence_quote
from qa.language.values import parse, same
from qa.models import Reading, Span
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("text", "span", "tidied"),
    [
        ("It ends on 31 August, they said.", "31 August,", "31 August"),
        ("It ends on 31 August.", "31 August.", "31 August"),
        ("It was signed by Parly; all agreed.", " by Parly; ", "by Parly"),
        ("The withdrawal ended.", "withdraw", "withdrawal"),
        ("The withdrawal ended.", "drawal ended", "withdrawal ended"),
        ("He flew to the U.S. on Friday.", "the U.S.", "the U.S."),
        ("They met at 5 p.m. and left.", "5 p.m.", "5 p.m."),
        ("The owner is J. R. Smith Jr. of Lyon.", "J. R. Smith Jr", "J. R. Smith Jr."),
        ("She founded Acme Ltd.", "Acme Ltd.", "Acme Ltd."),
        ("They met at 5 p.m. and left.", "5 p.m", "5 p.m."),
        ("They met at 8:30 p.m. on Sunday.", "8:30 p.m", "8:30 p.m."),
        ("It ended in May. They left.", "in May", "in May"),
        ("It cost $3.5. They left.", "$3.5", "$3.5"),
        ("It cost 3.5.", "3.5.", "3.5"),
        ("And so on...", "so on...", "so on"),
        ("It cost 3.5 million.", "5 million", "3.5 million"),
        ("It cost 3.5 million.", "3", "3.5"),
        ("Some 12,500 came.", "12", "12,500"),
        ("Some 12,500 came.", "500", "12,500"),
        ("Some 12, then 13 came.", "12", "12"),
        ("It cost a reported $965 million.", "965 million", "$965 million"),
        ("Some 12% came.", "12", "12%"),
        ("It fell to -40 degrees.", "-40 degrees", "-40 degrees"),
        ("It fell to -40 degrees.", "40 degrees", "-40 degrees"),
        ("From 2001-2005 it rained.", "-2005", "2005"),
        ("A “true brotherhood” grew.", "“true brotherhood”", "“true brotherhood”"),
        ("A “true brotherhood” grew.", "“true", "true"),
        ("A “true brotherhood” grew.", "brotherhood”", "brotherhood"),
        ("The EIGS (self-styled State) fell.", "(self-styled State", "self-styled State"),
        (
            "The EIGS (self-styled State) fell.",
            "EIGS (self-styled State)",
            "EIGS (self-styled State)",
        ),
        ('She said "no", twice.', '"no",', '"no"'),
        ("The two countries' pact held.", "two countries'", "two countries"),
    ],
)
def test_span_is_widened_to_words_and_freed_of_loose_marks(
    text: str, span: str, tidied: str, read_node: MakeNode
) -> None:
    (candidate,) = candidates([read_node(text, (span, 1.0))])
    assert candidate.text == tidied


@pytest.mark.parametrize("span", ["-----", "* * *", "?"])
def test_a_span_without_a_word_is_no_answer(span: str, read_node: MakeNode) -> None:
    text = "Is it frost?\n\n-----\n\nIt is dew.\n\n* * *\n\nIt melts."
    found = candidates([read_node(text, (span, 2.0), ("dew", 1.0))])
    assert [one.text for one in found] == ["dew"]


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("It was signed by Florence Parly in Paris.", "Florence", "Florence Parly"),
        ("It was signed by Florence Parly in Paris.", "Parly", "Florence Parly"),
        ("Minister Jean-Yves Le Drian spoke.", "Jean-Yves", "Jean-Yves Le Drian"),
        ("He beat Franklin D. Roosevelt.", "Roosevelt", "Franklin D. Roosevelt"),
        ("Then President Biden spoke.", "Biden", "Biden"),
        ("The American Lindsey Vonn won.", "Vonn", "Lindsey Vonn"),
        ("He told CNN's Larry King.", "King", "Larry King"),
        ("Yesterday Parly spoke.", "Parly", "Parly"),
        ("She met Ömer Şahin there.", "Şahin", "Ömer Şahin"),
        ("It was Parly, Macron said.", "Parly", "Parly"),
        ("It was signed by the minister Parly.", "the minister", "the minister"),
        ("Lear (a superb Imelda Crane) signed.", "a superb Imelda Crane", "Imelda Crane"),
        ("A minister Liv Roth of Elva signed.", "A minister Liv Roth", "A minister Liv Roth"),
    ],
)
def test_part_of_a_persons_name_becomes_the_whole_name_where_a_person_is_asked_for(
    text: str, span: str, whole: str, read_node: MakeNode
) -> None:
    node = read_node(text, (span, 1.0))
    (candidate,) = candidates([node], Question("Who signed it?"))
    assert candidate.text == whole
    (otherwise,) = candidates([node], Question("When was it signed?"))
    assert otherwise.text == span


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("The plant makes Slim Jim beef jerky.", "Jim beef jerky", "Slim Jim beef jerky"),
        ("Power is sold by Consolidated Edison to all.", "Edison", "Consolidated Edison"),
        ("Yesterday Edison sold power.", "Edison", "Edison"),
        ("He met President Biden.", "Biden", "Biden"),
        ("It was the American Edison that paid.", "Edison", "Edison"),
    ],
)
def test_span_that_begins_inside_a_name_becomes_the_whole_name(
    text: str, span: str, whole: str, read_node: MakeNode
) -> None:
    (candidate,) = candidates([read_node(text, (span, 1.0))], Question("What makes the power?"))
    assert candidate.text == whole


@pytest.mark.parametrize("span", [", ", "”", "..."])
def test_span_of_marks_alone_is_no_candidate(span: str, read_node: MakeNode) -> None:
    assert candidates([read_node("Well, he said ” and...", (span, 1.0))]) == []


@given(st.text(max_size=60), st.data())
def test_candidates_lie_in_their_passage_and_begin_and_end_with_words(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    node = ReadNode(
        node=TextNode(text=text, start_char_idx=0, metadata={"article_id": "a"}),
        score=0.5,
        reading=Reading((Span(start, end, 0.0, 0.0),), 0.0),
    )
    for candidate in candidates([node]):
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert candidate.text == text[candidate.start : candidate.end] == candidate.text.strip()
        quote = sentence_quote(candidate)
        assert text[quote.start : quote.end] == quote.text
        assert quote.start <= candidate.start < candidate.end <= quote.end


def test_spans_that_coincide_once_tidied_count_once_at_their_best(read_node: MakeNode) -> None:
    node = read_node("It ends on 31 August.", ("31 August", 3.0), ("31 August.", 2.0))
    (candidate,) = candidates([node])
    assert candidate.gap == 3.0


def test_candidates_of_all_passages_stand_in_one_order(read_node: MakeNode) -> None:
    found = candidates(
        [
            read_node("Alpha or beta.", ("Alpha", 1.0), ("beta", -4.0)),
            read_node("Gamma.", ("Gamma", 5.0), article="b"),
        ]
    )
    assert [candidate.text for candidate in found] == ["Gamma", "Alpha", "beta"]
    assert [candidate.article_id for candidate in found] == ["b", "a", "a"]


def test_better_retrieved_passage_comes_first_where_both_read_alike(read_node: MakeNode) -> None:
    found = candidates(
        [
            read_node("Alpha.", ("Alpha", 1.0), retrieved=0.1),
            read_node("Beta.", ("Beta", 1.0), retrieved=0.9),
        ]
    )
    assert [candidate.text for candidate in found] == ["Beta", "Alpha"]


def test_passages_that_were_not_read_hold_no_candidates() -> None:
    node = TextNode(text="It ends on 31 August.", metadata={"article_id": "a"})
    assert candidates([NodeWithScore(node=node, score=1.0)]) == []


def test_date_of_the_article_tells_what_friday_is(read_node: MakeNode) -> None:
    friday = ("on Friday", 1.0)
    (candidate,) = candidates([read_node("They met on Friday.", friday, published="2021-07-10")])
    assert same(candidate.value, parse("9 July 2021"))
    assert not same(candidate.value, parse("9 July 2020"))


def test_whole_sentence_is_quoted_with_the_span_marked(read_node: MakeNode) -> None:
    text = "They met on Friday. The pact holds until 31 August. All left."
    (candidate,) = candidates([read_node(text, ("31 August", 1.0), offset=1000)])
    quote = sentence_quote(candidate)
    assert quote.text == "The pact holds until 31 August."
    assert quote.start == 1000 + text.index("The pact")
    assert quote.spans == ((1000 + text.index("31"), 1000 + text.index("31") + 9),)


def test_span_across_sentences_is_no_answer(read_node: MakeNode) -> None:
    text = "One came. Two left. Three stayed."
    found = candidates([read_node(text, ("came. Two", 1.0), ("Two", 0.0))])
    assert [candidate.text for candidate in found] == ["Two"]


@pytest.mark.parametrize(("gap", "first"), [(5.0, "two"), (8.0, "Two dead")])
def test_a_headline_leads_only_where_the_reader_is_sure(
    gap: float, first: str, read_node: MakeNode
) -> None:
    headline = read_node("Two dead after train hits lorry", ("Two dead", gap))
    body = read_node("The train, driven by two, left.", ("two", gap - 2), offset=300)
    found = candidates([headline, body], Question("Who drove the lorry?"))
    assert found[0].text == first


def test_a_span_keeps_the_word_that_denies_it(read_node: MakeNode) -> None:
    node = read_node("Not everything works in this book.", ("everything works", 3.0))
    (found,) = candidates([node], Question("What did she dislike?"))
    assert found.text == "Not everything works"


@pytest.mark.parametrize(
    ("article", "question", "first"),
    [
        ("a", "How long are old maps kept?", "40 days"),
        ("b", "How long are old maps kept?", "40"),
        ("a", "How many maps are kept?", "40"),
    ],
)
def test_an_amount_with_its_unit_leads(
    article: str, question: str, first: str, read_node: MakeNode
) -> None:
    nodes = [
        read_node("keep | 40 | how long old maps are kept", ("40", 3.0)),
        read_node("Old maps stay for 40 days.", ("40 days", 1.0), article=article, offset=99),
    ]
    assert candidates(nodes, Question(question))[0].text == first


@pytest.mark.parametrize(("year", "mayor"), [("2018", "Ada Moe"), ("2022", "Tom Lie")])
def test_an_article_of_the_year_asked_about_leads(
    year: str, mayor: str, read_node: MakeNode
) -> None:
    nodes = [
        read_node(f"{one}, the mayor, spoke.", (one, 2.0), article=day, published=day)
        for one, day in (("Ada Moe", "2018-05-03"), ("Tom Lie", "2022-05-09"))
    ]
    asked = Question(f"Who was the mayor in {year}?")
    assert candidates(nodes, asked)[0].text == mayor


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How much will it pay for the mill?", "6 crowns"),
        ("How many will it dismiss for the mill?", "nobody"),
    ],
)
def test_nobody_counts_people_and_no_money(question: str, best: str, read_node: MakeNode) -> None:
    text = "It will dismiss nobody because of the mill, and it will pay 6 crowns into a fund."
    (found, *_) = candidates([read_node(text, ("6 crowns", 2.0))], Question(question))
    assert found.text == best
