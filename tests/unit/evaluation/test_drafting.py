from __future__ import annotations

import json

import pytest

from qa.evaluation import ArticleAnswer, DraftedRow, draft_rows


def drafts(text: str, count: int = 50) -> dict[str, tuple[str, ...]]:
    """The answers of the proposed rows by their questions, follow-ups behind what came before."""
    rows = draft_rows([("a.txt", text)], count)
    return {" ".join((*row.history, row.question)): row.answers for row in rows}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The treaty was signed by both sides in May 1961.",
            "When was the treaty signed by both sides?",
            "May 1961",
        ),
        (
            "Ada Grey opened the new bridge on 3 June 1932.",
            "Who opened the new bridge on 3 June 1932?",
            "Ada Grey",
        ),
        (
            "Ada Grey opened the new bridge on 3 June 1932.",
            "When was it that Ada Grey opened the new bridge?",
            "3 June 1932",
        ),
        (
            "Ada Grey opened the new bridge on 3 June 1932.",
            "Who opened the new bridge? And when was that?",
            "3 June 1932",
        ),
        (
            "The old ferry was moored for many years in Port Royal.",
            "Where was the old ferry moored for many years?",
            "Port Royal",
        ),
        (
            "In May 1961 the treaty was signed by both sides.",
            "When was the treaty signed by both sides?",
            "May 1961",
        ),
        (
            "The bridge was opened by Ada Grey after a long dispute over its colour.",
            "Who opened the bridge?",
            "Ada Grey",
        ),
        (
            "The ferries were late because the harbour was full of ice.",
            "Why were the ferries late?",
            "the harbour was full of ice",
        ),
        (
            "Reporters asked the former finance minister Ada Grey about the bridge.",
            "Who is Ada Grey?",
            "former finance minister",
        ),
        (
            "Ada Grey, the director of the museum, welcomed the first guests.",
            "Who is Ada Grey?",
            "the director of the museum",
        ),
        (
            "Forty parties signed the second treaty a year later.",
            "How many parties signed the second treaty a year later?",
            "Forty",
        ),
        (
            "The tower has 300 steps and a clock that stands still.",
            "How many steps does the tower have?",
            "300",
        ),
        (
            "The bridge, which is red, was closed for repairs in 2001, the mayor said.",
            "When was the bridge closed for repairs?",
            "2001",
        ),
    ],
)
def test_statement_becomes_a_question_about_a_part_of_it(
    sentence: str, question: str, answer: str
) -> None:
    assert drafts(sentence)[question] == (answer,)


@pytest.mark.parametrize(
    "sentence",
    [
        "He was elected mayor of the city of Lyon in May 1961.",  # who is he?
        "“The treaty was signed in May 1961,” she told the press.",  # a quotation
        "Was the treaty between both sides signed in May 1961?",
        "Ada left in May.",  # too short to be told from others
        "Work on the old stone bridge was hard.",  # a capital that any word would have
        "Reporters visited the museum of glass in Torne.",
        "The two men were married in the city of Lyon in May 1961.",  # which two?
        "Eight years ago there were no bridges over the river.",
        "The thieves entered the museum -- among the finest -- in Zurich.",  # an insertion
        "The minister met the man who built the bridge and sold it in May.",
    ],
)
def test_sentence_that_is_not_understood_alone_is_left_out(sentence: str) -> None:
    assert drafts(sentence) == {}


def test_date_in_a_clause_is_not_when_it_was_said() -> None:
    found = drafts("Ada Grey announced that the bridge will be closed in May 1961.")
    assert not any(question.startswith("When") for question in found)


def test_every_quote_and_answer_stands_in_the_article() -> None:
    text = (
        "The treaty was\nsigned by both sides in May 1961. Anna Grey opened the bridge on 3 June "
        "1932. Eva Long built the other bridge near Port Royal."
    )
    rows = draft_rows([("a.txt", text)], 50)
    assert {row.kind for row in rows} >= {"name", "date", "follow-up", "near-miss"}
    for row in rows:
        assert row.quote in text
        for answer in row.answers:
            assert answer in row.quote


def test_near_miss_asks_about_another_name_and_has_no_answer() -> None:
    text = (
        "Anna Grey opened the new bridge on 3 June 1932. The treaty was proposed by Eva Long "
        "in May 1961."
    )
    rows = [row for row in draft_rows([("a.txt", text)], 50) if row.kind == "near-miss"]
    assert rows
    for row in rows:
        assert row.answers == ()
        assert not all(name in row.quote for name in ("Anna Grey", "Eva Long"))
        assert "Anna Grey" in row.question or "Eva Long" in row.question
        assert row.question.replace("Eva Long", "Anna Grey") != row.question or (
            row.question.replace("Anna Grey", "Eva Long") != row.question
        )


def test_kinds_and_articles_take_turns_and_a_seed_gives_the_same_rows() -> None:
    articles = [
        (f"{name}.txt", f"{name} Grey opened the bridge over the Orne on {day} June 1932.")
        for day, name in enumerate(("Ada", "Eva", "Ida"), start=1)
    ]
    rows = draft_rows(articles, 6, seed=3)
    assert len(rows) == 6
    assert len({row.path for row in rows}) == 3
    assert len({row.kind for row in rows}) >= 3
    assert draft_rows(articles, 6, seed=3) == rows
    assert draft_rows(articles, 2, seed=3) == rows[:2]


def test_question_that_the_articles_answer_differently_expects_the_notice() -> None:
    first = (
        "The bridge was closed for repairs in May 1950. "
        "The treaty was signed by both sides in May 1961."
    )
    other = ArticleAnswer("June 1961", "b.txt", "They signed it in June 1961.")
    same = ArticleAnswer("May 1961", "a.txt", "The treaty was signed in May 1961.")
    (row,) = draft_rows(
        [("a.txt", first)], 1, differs=lambda asked: [same, other] if "signed" in asked else []
    )
    assert row.expect == ("disagreement",)
    assert row.to_row(1)["answers"] == ["May 1961", "June 1961"]
    assert [one["path"] for one in row.to_row(1)["evidence"]] == ["a.txt", "b.txt"]
    rows = draft_rows([("a.txt", first)], 2, differs=lambda _: [])
    assert [row.expect for row in rows] == [(), ()]


def test_row_of_a_gold_file_is_marked_as_a_draft() -> None:
    row = DraftedRow("When?", ("1961",), "a.txt", "It was in 1961.", "date", ("Who?",))
    assert json.loads(row.to_line(3)) == {
        "id": "draft-3",
        "question": "When?",
        "answers": ["1961"],
        "evidence": [{"path": "a.txt", "quote": "It was in 1961."}],
        "kind": "date",
        "history": ["Who?"],
        "draft": True,
    }
    miss = DraftedRow("When?", (), "a.txt", "It was in 1961.", "near-miss")
    assert miss.to_row(1)["answerable"] is False
    assert "evidence" not in miss.to_row(1)
