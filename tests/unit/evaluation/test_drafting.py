from __future__ import annotations

import json

import pytest

from qa.evaluation import DraftedRow, draft_rows


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
    ],
)
def test_sentence_that_is_not_understood_alone_is_left_out(sentence: str) -> None:
    assert drafts(sentence) == {}


def test_date_in_a_clause_is_not_when_it_was_said() -> None:
    found = drafts("Ada Grey announced that the bridge will be closed in May 1961.")
    assert not any(question.startswith("When") for question in found)


def test_every_quote_and_answer_stands_in_the_article() -> None:
    text = (
        "The treaty was\nsigned by both sides in May 1961. Ada Grey opened the bridge on 3 June "
        "1932. Dorman Long built the other bridge near Port Royal."
    )
    rows = draft_rows([("a.txt", text)], 50)
    assert {row.kind for row in rows} >= {"name", "date", "follow-up", "near-miss"}
    for row in rows:
        assert row.quote in text
        for answer in row.answers:
            assert answer in row.quote


def test_near_miss_asks_about_another_name_and_has_no_answer() -> None:
    text = (
        "Ada Grey opened the new bridge on 3 June 1932. The treaty was proposed by Dorman Long "
        "in May 1961."
    )
    rows = [row for row in draft_rows([("a.txt", text)], 50) if row.kind == "near-miss"]
    assert rows
    for row in rows:
        assert row.answers == ()
        assert not all(name in row.quote for name in ("Ada Grey", "Dorman Long"))
        assert "Ada Grey" in row.question or "Dorman Long" in row.question
        assert row.question.replace("Dorman Long", "Ada Grey") != row.question or (
            row.question.replace("Ada Grey", "Dorman Long") != row.question
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
    text = "The treaty was signed by both sides in May 1961."
    (row,) = draft_rows([("a.txt", text)], 1, differs=lambda question: "signed" in question)
    assert row.expect == ("disagreement",)
    (row,) = draft_rows([("a.txt", text)], 1, differs=lambda _: False)
    assert row.expect == ()


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
