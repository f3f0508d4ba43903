from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qa.answers import Answer, Statement
from qa.web.chat import PageFilters
from qa.web.suggestions import Suggestions, newest_first, questions_of_folder

BRIDGE = "The bridge of Tarnholm was opened in 1932 by the mayor. Forty workers died in the storm."


class Assistant:
    """Answers from a table, and counts what it was asked."""

    def __init__(self, answers: dict[str, Answer], text: str = BRIDGE) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.revision = 1
        self._text = text

    def articles(self) -> tuple[Any, ...]:
        return (article("The bridge", article_id="a1"),)

    def article(self, article_id: str) -> Any:
        assert article_id == "a1"
        return SimpleNamespace(text=self._text)

    def stream(self, question: str, **filters: Any) -> Iterator[Answer]:
        del filters
        self.asked.append(question)
        yield self.answers[question]


def article(title: str, published: str | None = None, article_id: str = "a1") -> Any:
    return SimpleNamespace(
        title=title, published=published, path="a.txt", article_id=article_id, language="en"
    )


@pytest.fixture
def assistant(answer: Answer, refusal: Answer) -> Assistant:
    said = {
        "When was the bridge of Tarnholm opened?": replace(answer, text="in 1932", confidence=0.5),
        "How many workers died in the storm?": replace(answer, text="Twelve", confidence=0.9),
        "Who built it?": refusal,
        "Who paid?": replace(answer, text="the king", confidence=0.7),
        "Who cared?": replace(answer, text="nobody", confidence=0.6),
        "What is it?": replace(answer, text="The bridge", confidence=0.99),
    }
    return Assistant(said)


def test_only_what_came_out_sure_is_offered(assistant: Assistant, tmp_path: Path) -> None:
    rows = [{"question": one} for one in ("Who built it?", "Who paid?", "Who cared?")]
    rows.append({"question": "What is it?"})  # answered with a file's title
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    suggestions = Suggestions(assistant, tmp_path, lambda _: True)  # type: ignore[arg-type]
    assert suggestions.known_first() is None
    # "Twelve" is a sure answer that contradicts the sentence the question was made from.
    assert suggestions.first() == ("Who paid?", "When was the bridge of Tarnholm opened?")
    assert len(assistant.asked) == 6

    assert suggestions.known_first() == suggestions.first()
    assert len(assistant.asked) == 6, "nothing is tried twice"
    assistant.revision = 2
    assert suggestions.known_first() is None


def test_follow_ups_are_new_questions_with_other_answers(
    assistant: Assistant, answer: Answer, refusal: Answer, tmp_path: Path
) -> None:
    suggestions = Suggestions(assistant, tmp_path, lambda _: True)  # type: ignore[arg-type]
    found = suggestions.after(answer, ["When was the bridge opened?"], PageFilters())
    assert found == ("When was the bridge of Tarnholm opened?",)
    assert suggestions.known_after(answer) == found
    same = replace(answer, question="Since when?", text="in 1932")
    assert suggestions.after(same, [], PageFilters()) == ()
    before = len(assistant.asked)
    assert suggestions.after(refusal, [], PageFilters()) == ()
    assert len(assistant.asked) == before


def test_users_come_first(assistant: Assistant, tmp_path: Path) -> None:
    calm = iter([False, True, True])
    suggestions = Suggestions(assistant, tmp_path, lambda _: next(calm))  # type: ignore[arg-type]
    assert suggestions.first() == ()
    assert assistant.asked == [], "a user's question is being answered all the time"
    assert suggestions.known_first() is None
    assert suggestions.first() == ("When was the bridge of Tarnholm opened?",)
    assert len(assistant.asked) == 2


def test_a_gold_set_comes_first_and_follow_ups_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "gold.jsonl").write_text('{"question": "beside?"}\n', encoding="utf-8")
    rows = [{"question": "one?", "answers": ["1"]}, {"question": "then?", "history": ["one?"]}]
    lines = ["# a comment", *map(json.dumps, rows)]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    proposed = list(questions_of_folder(folder, [article("The bridge")], lambda _: BRIDGE))
    assert [(one.text, one.expected) for one in proposed[:2]] == [("one?", "1"), ("beside?", "")]
    (folder / "gold.jsonl").write_text("not json", encoding="utf-8")
    assert [one.text for one in questions_of_folder(folder, [], str)] == ["beside?"]


def test_a_summary_is_offered_if_it_has_sentences(
    assistant: Assistant, answer: Answer, tmp_path: Path
) -> None:
    about = "What do the articles say about Ormsvik?"
    said = replace(answer, confidence=1.0, support=(Statement("One.", (1,)),))
    text = "Ships left for Ormsvik. The port of Ormsvik closed. Nobody knew Ormsvik."
    other = Assistant({about: said}, text)
    assert Suggestions(other, tmp_path, lambda _: True).first() == ()  # type: ignore[arg-type]
    two = replace(said, support=(Statement("One.", (1,)), Statement("Two.", (1,))))
    other = Assistant({about: two}, text)
    assert Suggestions(other, tmp_path, lambda _: True).first() == (about,)  # type: ignore[arg-type]


def test_questions_about_facts_come_before_further_summaries(
    answer: Answer, tmp_path: Path
) -> None:
    text = (
        "Ships left for Ormsvik. Ships left for Ormsvik. Ships left for Hamburg. Ships left for "
        "Hamburg. Ships left for Tromso. Ships left for Tromso."
    )
    two = (Statement("One.", (1,)), Statement("Two.", (1,)))
    said: dict[str, Answer] = {
        f"What do the articles say about {name}?": replace(
            answer, text=name, confidence=1.0, support=two
        )
        for name in ("Ormsvik", "Hamburg", "Tromso")
    }
    said["Who paid?"] = replace(answer, text="the king", confidence=0.9)
    rows = [{"question": one} for one in [*said]]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    suggestions = Suggestions(Assistant(said, text), tmp_path, lambda _: True)  # type: ignore[arg-type]
    found = suggestions.first()
    assert [one.split()[-1] for one in found] == ["Ormsvik?", "Hamburg?", "paid?", "Tromso?"]


def test_undated_articles_come_last() -> None:
    listed = [article("old", "1990-01-01"), article("none"), article("new", "2020-05-04")]
    assert [one.title for one in newest_first(listed)] == ["new", "old", "none"]
