from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = {file.name: file.read_text(encoding="utf-8") for file in (SEEDS / "articles").iterdir()}
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE_KINDS = {"fact", "paraphrase", "both", "differ", "sentence", "why", "followup"}
UNANSWERABLE_KINDS = {"unanswerable-near", "unanswerable-absent", "unanswerable-offtopic"}

each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


@each_row
def test_row_has_the_agreed_columns(row: dict[str, Any]) -> None:
    assert list(row) == [
        "id",
        "question",
        "answers",
        "answerable",
        "evidence",
        "kind",
        "history",
    ]
    assert row["question"].strip() == row["question"]
    assert row["question"].endswith("?")
    assert all(question.endswith("?") for question in row["history"])


@each_row
def test_evidence_stands_verbatim_and_once_in_its_article(row: dict[str, Any]) -> None:
    for evidence in row["evidence"]:
        assert ARTICLES[evidence["path"]].count(evidence["quote"]) == 1


@each_row
def test_answers_and_evidence_bear_each_other_out(row: dict[str, Any]) -> None:
    quotes = [evidence["quote"] for evidence in row["evidence"]]
    for answer in row["answers"]:
        assert any(answer in quote for quote in quotes), answer
    for quote in quotes:
        assert any(answer.lower() in quote.lower() for answer in row["answers"]), quote


@each_row
def test_answerable_exactly_where_answers_are_given(row: dict[str, Any]) -> None:
    assert bool(row["answers"]) == bool(row["evidence"]) == row["answerable"]
    assert row["kind"] in (ANSWERABLE_KINDS if row["answerable"] else UNANSWERABLE_KINDS)
    assert len(set(row["answers"])) == len(row["answers"])


@pytest.mark.parametrize("kind", ["both", "differ"])
def test_questions_on_both_articles_give_evidence_from_both(kind: str) -> None:
    for row in ROWS:
        if row["kind"] == kind:
            assert {evidence["path"] for evidence in row["evidence"]} == set(ARTICLES), row["id"]


def test_first_question_is_the_one_on_afghanistan() -> None:
    assert ROWS[0]["question"] == "When does the Afghanistan withdrawal end?"
    assert {"31 August", "August 31"} <= set(ROWS[0]["answers"])


def test_no_question_stands_twice() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({(row["question"], *row["history"]) for row in ROWS}) == len(ROWS)


def test_every_kind_is_there_in_number() -> None:
    kinds = Counter(row["kind"] for row in ROWS)
    assert set(kinds) == ANSWERABLE_KINDS | UNANSWERABLE_KINDS
    assert min(kinds.values()) >= 6
    assert len(ROWS) >= 90
    assert sum(not row["answerable"] for row in ROWS) >= 32


def test_a_follow_up_follows_questions_of_the_set() -> None:
    asked = {row["question"] for row in ROWS}
    for row in ROWS:
        assert set(row["history"]) <= asked
        assert bool(row["history"]) or row["kind"] != "followup"
