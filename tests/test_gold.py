from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = {file.name: file.read_text(encoding="utf-8") for file in (SEEDS / "articles").iterdir()}
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE_KINDS = {"fact", "paraphrase", "both", "differ", "sentence", "why", "followup"}
UNANSWERABLE_KINDS = {"unanswerable-near", "unanswerable-absent", "unanswerable-offtopic"}


def offenders(is_right: Callable[[dict[str, Any]], bool]) -> list[str]:
    """Name the rows that are not as they should be."""
    return [row["id"] for row in ROWS if not is_right(row)]


def test_rows_have_the_agreed_columns() -> None:
    columns = ["id", "question", "answers", "answerable", "evidence", "kind", "history"]
    assert offenders(lambda row: list(row) == columns) == []


def test_questions_end_with_a_question_mark() -> None:
    questions = [question for row in ROWS for question in (row["question"], *row["history"])]
    assert [each for each in questions if each.strip() != each or not each.endswith("?")] == []


def test_evidence_stands_verbatim_and_once_in_its_article() -> None:
    def is_once(row: dict[str, Any]) -> bool:
        return all(ARTICLES[each["path"]].count(each["quote"]) == 1 for each in row["evidence"])

    assert offenders(is_once) == []


def test_every_answer_stands_in_the_evidence_and_all_evidence_holds_an_answer() -> None:
    def are_borne_out(row: dict[str, Any]) -> bool:
        quotes = [evidence["quote"] for evidence in row["evidence"]]
        return all(any(answer in quote for quote in quotes) for answer in row["answers"]) and all(
            any(answer.lower() in quote.lower() for answer in row["answers"]) for quote in quotes
        )

    assert offenders(are_borne_out) == []


def test_answerable_exactly_where_answers_are_given() -> None:
    def is_consistent(row: dict[str, Any]) -> bool:
        kinds = ANSWERABLE_KINDS if row["answerable"] else UNANSWERABLE_KINDS
        return (
            bool(row["answers"]) == bool(row["evidence"]) == row["answerable"]
            and row["kind"] in kinds
            and len(set(row["answers"])) == len(row["answers"])
        )

    assert offenders(is_consistent) == []


def test_questions_on_both_articles_give_evidence_from_both() -> None:
    def is_from_both(row: dict[str, Any]) -> bool:
        paths = {evidence["path"] for evidence in row["evidence"]}
        return row["kind"] not in {"both", "differ"} or paths == set(ARTICLES)

    assert offenders(is_from_both) == []


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

    def follows(row: dict[str, Any]) -> bool:
        return set(row["history"]) <= asked and bool(row["history"] or row["kind"] != "followup")

    assert offenders(follows) == []


def test_answers_about_folders_stand_in_the_files_named() -> None:
    def plain(text: str) -> str:
        words = re.findall(r"[\w.,:]*\w", re.sub(r"[€£$*_]", "", text.lower()))
        return f" {' '.join(words)} "

    missing = []
    for folder in (Path(__file__).parent / "gold" / "folders").iterdir():
        for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            files = [folder / "articles" / name for name in row["files"]]
            text = plain(unescape(" ".join(file.read_text(encoding="utf-8") for file in files)))
            told = row["kind"] in {"plain", "differ"}
            wanted = row.get("sides") or row.get("items") or [row["answers"]] if told else []
            if row["kind"] == "yesno":
                wanted = [[row["sentence"]]]
            if not all(any(plain(form) in text for form in forms) for forms in wanted):
                missing.append(row["question"])
    assert missing == []
