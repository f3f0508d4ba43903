from __future__ import annotations

import json
from pathlib import Path

from qa.evaluation import check_evidence, load_gold, starter
from qa.evaluation.gold import parse_rows


def test_the_starter_loads_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(starter(["a.txt"], "One.\nTwo."), encoding="utf-8")
    gold = load_gold(file)
    assert not any(question.answerable for question in gold.questions)


def test_it_remembers_the_folder_also_where_both_are_moved(tmp_path: Path) -> None:
    articles, questions = tmp_path / "here" / "articles", tmp_path / "here" / "questions"
    articles.mkdir(parents=True)
    questions.mkdir()
    file = questions / "gold.jsonl"
    file.write_text(starter(["a.txt"], "One.", file=file, folder=articles), encoding="utf-8")
    moved = (tmp_path / "here").rename(tmp_path / "there")
    folder = load_gold(moved / "questions" / "gold.jsonl").folder
    assert folder is not None
    assert folder.samefile(moved / "articles")


def test_its_examples_are_valid_rows_with_evidence_of_this_folder() -> None:
    text = starter(["notes/a.txt"], "\n  Ä “first” line.\nTwo.")
    rows = [
        (line, json.loads(row.removeprefix("# ")))
        for line, row in enumerate(text.splitlines(), start=1)
        if row.startswith("# {")
    ]
    gold = parse_rows(rows, "examples")
    assert any(question.history for question in gold.questions)
    assert any(question.evidence for question in gold.questions)
    check_evidence(gold, {"notes/a.txt": "\n  Ä “first” line.\nTwo."}.get)


def test_it_lists_the_articles_and_counts_what_it_leaves_out() -> None:
    text = starter([f"{number}.txt" for number in range(25)], "x", file=Path("mine.jsonl"))
    assert "#   19.txt\n" in text
    assert "#   20.txt" not in text
    assert "and 5 more" in text
    assert "qa eval mine.jsonl" in text


def test_it_lists_a_table_of_several_articles_once() -> None:
    text = starter(["table.csv", "table.csv", "z.txt"], "x")
    assert text.count("#   table.csv\n") == 1
    assert "#   z.txt\n" in text


def test_a_folder_without_articles_still_gets_one() -> None:
    assert "question" in starter([])
