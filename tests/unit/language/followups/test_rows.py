"""The rows that follow-up questions are measured on: as many and as even as the benchmark says."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qa.language.topics import content_words

FILE = Path(__file__).parents[3] / "gold" / "followups.jsonl"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def test_rows_have_the_agreed_columns(rows: list[dict[str, Any]]) -> None:
    columns = ["id", "kind", "half", "history", "question", "rewrite"]
    assert [row["id"] for row in rows if list(row) != columns] == []
    assert len({row["id"] for row in rows}) == len(rows) == 200
    assert {len(row["history"]) for row in rows} == {1, 2, 3, 4}
    assert {tuple(turn) for row in rows for turn in row["history"]} == {("question", "answer")}


def test_halves_are_even_in_each_kind(rows: list[dict[str, Any]]) -> None:
    halves = Counter((row["kind"], row["half"]) for row in rows)
    kinds = {row["kind"] for row in rows}
    assert [kind for kind in kinds if halves[kind, "build"] != halves[kind, "measure"]] == []
    assert {half for _, half in halves} == {"build", "measure"}


def test_a_question_that_stands_alone_is_its_own_rewriting(rows: list[dict[str, Any]]) -> None:
    alone = [row for row in rows if row["kind"].startswith("alone")]
    assert len(alone) >= 50
    assert [
        row["id"] for row in rows if (row["question"] == row["rewrite"]) != (row in alone)
    ] == []


def test_no_question_is_there_twice(rows: list[dict[str, Any]]) -> None:
    counted = Counter(row["rewrite"] for row in rows)
    assert [rewrite for rewrite, count in counted.items() if count > 1] == []


def test_a_rewriting_adds_only_what_was_said_before(rows: list[dict[str, Any]]) -> None:
    invented = []
    for row in rows:
        turns = [text for turn in row["history"] for text in turn.values()]
        said = " ".join([row["question"], *turns]).lower()
        added = re.findall(r"\w{4,}", " ".join(content_words(row["rewrite"])))
        invented += [f"{row['id']}: {word}" for word in added if word[:4] not in said]
    assert invented == []
