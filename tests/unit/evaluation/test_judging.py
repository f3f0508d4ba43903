from __future__ import annotations

import json
from typing import Any

import pytest

from qa.evaluation import GoldQuestion, GoldSet, evaluate, judge_with, write_rows

TEXT = "The bridge opened in May 1932. It was built by Dorman Long."


class Writer:
    """Writes what the test wrote down, and records what it was asked."""

    def __init__(self, *told: str) -> None:
        self._told = list(told)
        self.asked: list[tuple[str, dict[str, str]]] = []

    def write(self, prompt: str, **values: str) -> str:
        self.asked.append((prompt, values))
        return self._told.pop(0)


@pytest.mark.parametrize(
    ("told", "judged"), [("yes", True), ("No.", False), ("**Yes**", True), ("Perhaps.", None)]
)
def test_judgement_is_a_word(told: str, judged: bool | None) -> None:
    writer = Writer(told)
    assert judge_with(writer)("Who?", ("Ada", "Ada Grey"), "A. Grey") is judged
    assert writer.asked == [
        ("judge", {"question": "Who?", "gold": "Ada\nAda Grey", "answer": "A. Grey"})
    ]


def test_answers_that_were_given_to_answerable_questions_are_judged(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion
) -> None:
    assistant.will_answer(opened.question, "the spring of 1932")
    assistant.will_answer(absent.question, "Ada")
    writer = Writer("yes")
    records = evaluate(GoldSet("g", (opened, absent)), assistant, judge=judge_with(writer))
    assert [record.judged for record in records] == [True, None]
    assert len(writer.asked) == 1


def test_rows_that_are_not_verbatim_are_left_out() -> None:
    good = {
        "question": "When?",
        "answer": "May 1932",
        "quote": "The bridge opened in May 1932.",
        "kind": "date",
    }
    told = [
        json.dumps(good),
        json.dumps(good | {"quote": "The bridge was opened in May 1932."}),
        json.dumps(good | {"answer": "June"}),
        json.dumps(good | {"question": ""}),
        "Here are the questions:",
        "[1]",
        "{broken",
    ]
    writer = Writer("\n".join(told))
    (row,) = write_rows(writer, [("a.txt", TEXT)], 4)
    assert (row.question, row.answers, row.path, row.quote, row.kind) == (
        "When?", ("May 1932",), "a.txt", good["quote"], "date"
    )  # fmt: skip
    assert writer.asked == [("draft", {"count": "4", "article": TEXT})]


def test_rows_are_spread_over_the_articles() -> None:
    writer = Writer("", "", "")
    assert write_rows(writer, [(f"{name}.txt", TEXT) for name in "abcde"], 3) == ()
    assert [values["count"] for _, values in writer.asked] == ["1", "1", "1"]
    writer = Writer("", "")
    write_rows(writer, [("a.txt", TEXT), ("b.txt", TEXT)], 5)
    assert [values["count"] for _, values in writer.asked] == ["3", "3"]
