from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from qa.resources import seeds_folder
from qa.web.examples import example_questions


def article(title: str, published: str | None = None, path: str = "a.txt") -> Any:
    return SimpleNamespace(title=title, published=published, path=path)


def test_the_seeds_are_asked_about_afghanistan_first() -> None:
    questions = example_questions(seeds_folder() / "articles", [])
    assert questions[0] == "When does the Afghanistan withdrawal end?"
    assert len(questions) == 4


def test_a_gold_set_in_the_folder_wins_and_follow_ups_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "gold.jsonl").write_text('{"question": "beside?"}\n', encoding="utf-8")
    assert example_questions(folder, []) == ["beside?"]
    rows = [
        {"question": "one?"},
        {"question": "and then?", "history": ["one?"]},
        {"question": "two?", "answerable": False},
    ]
    lines = ["# a comment", *map(json.dumps, rows)]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert example_questions(folder, []) == ["one?", "two?"]


def test_without_a_gold_set_they_are_made_of_the_newest_titles(tmp_path: Path) -> None:
    articles = [
        article("An old report.", "1990-01-01"),
        article("A new bridge", "2020-05-04"),
        article("Undated"),
        article("x" * 200, "2021-01-01"),
    ]
    (tmp_path / "gold.jsonl").write_text("not json", encoding="utf-8")
    assert example_questions(tmp_path, articles) == [
        "What is said about “A new bridge”?",
        "What is said about “An old report”?",
        "What is said about “Undated”?",
    ]


def test_an_article_called_by_its_file_makes_no_question(tmp_path: Path) -> None:
    articles = [article("story-1", path="news/story-1.txt"), article("A bridge", path="b.txt")]
    assert example_questions(tmp_path, articles) == ["What is said about “A bridge”?"]
