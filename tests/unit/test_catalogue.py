"""Questions about the articles themselves, asked of a real index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant, NoticeKind

BRIDGE = """Bridge of Alta opens

By Kari Dal

6 May 2021

The bridge of Alta was designed by the architect Signe Roth. It opened in May.
"""
CHURCH = """Church of Alta painted

6 June 2021

The painter Omar Vik painted the church of Alta in a month.

The painter Omar Vik said in a statement that it took a month.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "church.txt").write_text(CHURCH, encoding="utf-8")
    with Assistant.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "text", "quotes"),
    [
        ("Who wrote the article about the bridge?", "Kari Dal", ["By Kari Dal"]),
        ("When was the bridge article published?", "2021-05-06", ["6 May 2021"]),
        (
            "Which article mentions the painter?",
            "Church of Alta painted",
            ["The painter Omar Vik painted the church of Alta in a month."],
        ),
        ("Is Omar Vik mentioned in the articles?", "Yes", None),
        ("Which articles are by Kari Dal?", "Bridge of Alta opens", None),
        ("Which article is the newest?", "Church of Alta painted (2021-06-06)", None),
        ("What is the oldest article?", "Bridge of Alta opens (2021-05-06)", None),
        ("What is the latest article about the bridge?", "Bridge of Alta opens (2021-05-06)", None),
        ("What are the main topics?", "Church of Alta painted; Bridge of Alta opens", None),
        ("Who wrote about the bridge?", "Kari Dal", ["By Kari Dal"]),
        ("Which reporter wrote about the bridge?", "Kari Dal", ["By Kari Dal"]),
        (
            "Which article has a statement by the painter?",
            "Church of Alta painted",
            ["The painter Omar Vik said in a statement that it took a month."],
        ),
        ("How many articles are there?", "2", None),
        ("How many articles mention Alta?", "2", None),
        ("How many articles mention the architect?", "1", None),
    ],
)
def test_fact_of_the_index_is_cited(
    question: str, text: str, quotes: list[str] | None, assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert answer.text == text
    assert answer.citations
    assert quotes is None or [one.quote for one in answer.citations] == quotes
    assert NoticeKind.CATALOGUE in {notice.kind for notice in answer.notices}
    for one in answer.citations:
        assert assistant.article(one.article_id).text[one.start : one.end] == one.quote


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who wrote the article about the church?", "index"),
        ("Who wrote the article?", "several articles"),
        ("Which article mentions the harbour?", "index"),
        ("Hello!", "only answers questions"),
        ("Do the articles agree?", "one fact"),
    ],
)
def test_what_the_index_does_not_record_is_refused(
    question: str, told: str, assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert any(told in notice.text for notice in answer.notices)


def test_whether_articles_agree_is_told_of_the_fact_that_is_named(tmp_path: Path) -> None:
    told = "The bridge of Alta was opened on 4 May. The new bridge of Alta cost {} crowns."
    for name, cost in (("a", "90,000"), ("b", "70,000")):
        text = f"New bridge of Alta opened\n\n{told.format(cost)}"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Assistant.open(tmp_path) as opened:
        answer = opened.ask("Do the articles agree about the cost of the new bridge of Alta?")
    assert answer.standalone == "What is the cost of the new bridge of Alta?"
    assert {group.value.split()[0] for group in answer.groups} == {"90,000", "70,000"}
    assert NoticeKind.DISAGREEMENT in {notice.kind for notice in answer.notices}


def test_where_one_article_answers_nothing_is_said_of_agreement(assistant: Assistant) -> None:
    answer = assistant.ask("Do the articles disagree on who designed the bridge of Alta?")
    assert answer.text == "Signe Roth"
    assert any("no second article" in notice.text for notice in answer.notices)


def test_two_questions_in_one_are_both_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Who designed the bridge of Alta and who painted the church?")
    assert answer.text == "Signe Roth; Omar Vik"
    assert [one.path for one in answer.citations] == ["bridge.txt", "church.txt"]


def test_question_without_an_answer_among_several_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Who designed the bridge of Alta and who wrote the article?")
    assert answer.text == "Signe Roth"
    assert any("who wrote the article" in notice.text.lower() for notice in answer.notices)


ECHO = """The Alta Echo

Flood reaches the mill

By Jon Sund

7 May 2031

The flood reached the old mill at noon. A tower fell. Corrections are printed on page 2.
"""
POST = """The Velm Post

Flood leaves the mill

By Ada Moss

9 May 2031

The flood left the old mill on Friday.

Correction: the tower in our article of 8 May did not fall.
"""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who wrote about the flood for the Alta Echo?", "Jon Sund"),
        ("Which reporter wrote about the flood for the Velm Post?", "Ada Moss"),
        ("Which article has a correction about the tower?", "Flood leaves the mill"),
        ("Which article mentions the tower?", "Flood reaches the mill; Flood leaves the mill"),
    ],
)
def test_the_paper_and_the_part_of_an_article(question: str, text: str, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ECHO, encoding="utf-8")
    (folder / "two.txt").write_text(POST, encoding="utf-8")
    with Assistant.open(folder) as opened:
        assert set(opened.ask(question).text.split("; ")) == set(text.split("; "))
