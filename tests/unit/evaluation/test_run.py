from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldSetError, LanguageModelError
from qa.evaluation import GoldEvidence, GoldQuestion, GoldSet, Journal, evaluate
from qa.evaluation.run import sample


def gold_set(*questions: GoldQuestion) -> GoldSet:
    return GoldSet("gold.jsonl", questions)


def many(count: int) -> GoldSet:
    return gold_set(*(GoldQuestion(f"q{n}", f"{n}?", (), answerable=False) for n in range(count)))


def test_every_question_is_asked_once_and_in_order(assistant: Any) -> None:
    seen: list[tuple[int, int]] = []
    records = evaluate(many(3), assistant, progress=lambda *done: seen.append(done))
    assert [record.gold.id for record in records] == ["q0", "q1", "q2"]
    assert [question for question, _ in assistant.asked] == ["0?", "1?", "2?"]
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_answerable_questions_are_searched_for(assistant: Any, opened: GoldQuestion) -> None:
    assistant.will_find(opened.question, [("harbour.txt", "The bridge opened in May 1932.")])
    (record,) = evaluate(gold_set(opened), assistant)
    assert (record.searched, record.passage_hits) == (True, (1,))


def test_a_follow_up_hears_the_turns_before_it_and_is_not_searched_for(assistant: Any) -> None:
    first, second = "Which bridge?", "And when?"
    follow = GoldQuestion("f", "By whom?", ("Ada",), answerable=True, history=(first, second))
    again = replace(follow, id="g", question="Where?", history=(first,))
    records = evaluate(gold_set(follow, again), assistant)
    assert assistant.asked == [
        (first, ()),
        (second, (first,)),
        ("By whom?", (first, second)),
        ("Where?", (first,)),
    ]
    assert not any(record.searched for record in records)


def test_earlier_questions_are_answered_as_a_user_would_see_them(assistant: Any) -> None:
    earlier = copy.deepcopy(assistant)
    follow = GoldQuestion("f", "By whom?", ("Ada",), answerable=True, history=("Which bridge?",))
    evaluate(gold_set(follow), assistant, earlier=earlier)
    assert earlier.asked == [("Which bridge?", ())]
    assert assistant.asked == [("By whom?", ("Which bridge?",))]


def test_evidence_is_checked_before_anything_is_asked(assistant: Any, opened: GoldQuestion) -> None:
    wrong = replace(opened, evidence=(GoldEvidence("harbour.txt", "The bridge closed."),))
    with pytest.raises(GoldSetError, match="not verbatim"):
        evaluate(gold_set(wrong), assistant)
    assert assistant.asked == []


def test_a_sample_keeps_the_order_and_follows_its_seed() -> None:
    questions = many(20).questions
    drawn = sample(questions, 5, seed=1)
    assert len(drawn) == 5
    assert list(drawn) == sorted(drawn, key=questions.index)
    assert drawn == sample(questions, 5, seed=1)
    assert drawn != sample(questions, 5, seed=2)
    assert sample(questions, 50, seed=1) == questions == sample(questions, None, seed=1)


class Failing:
    """Asks another assistant until the question that is too much for it."""

    def __init__(self, assistant: Any, question: str) -> None:
        self._assistant, self._question = assistant, question

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, question: str, history: Any = ()) -> Any:
        if question == self._question:
            raise LanguageModelError("gone", hint="Start it.")
        return self._assistant.ask(question, history=history)


def test_a_stopped_run_goes_on_where_it_was(assistant: Any, tmp_path: Path) -> None:
    gold = many(4)
    journal = tmp_path / "new" / "run.jsonl"
    with pytest.raises(LanguageModelError):
        evaluate(gold, Failing(assistant, "2?"), journal=Journal(journal, "key"))
    assistant.asked.clear()
    records = evaluate(gold, assistant, journal=Journal(journal, "key"))
    assert [question for question, _ in assistant.asked] == ["2?", "3?"]
    assert [record.gold.id for record in records] == ["q0", "q1", "q2", "q3"]


def test_another_run_starts_anew(assistant: Any, tmp_path: Path) -> None:
    journal = tmp_path / "run.jsonl"
    evaluate(many(2), assistant, journal=Journal(journal, "one"))
    assistant.asked.clear()
    evaluate(many(2), assistant, journal=Journal(journal, "two"))
    assert len(assistant.asked) == 2


def test_questions_asked_at_once_give_the_same_records_in_the_same_order(assistant: Any) -> None:
    gold = many(20)
    alone, at_once = evaluate(gold, assistant), evaluate(gold, assistant, threads=4)
    assert [replace(one, seconds=0.0) for one in at_once] == [
        replace(one, seconds=0.0) for one in alone
    ]


def test_first_error_of_questions_asked_at_once_is_raised(assistant: Any) -> None:
    assistant.ask = lambda *_, **__: 1 / 0
    with pytest.raises(ZeroDivisionError):
        evaluate(many(5), assistant, threads=3)


def test_retrieval_alone_asks_nothing(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion
) -> None:
    assistant.will_find(
        opened.question, [("tower.txt", "…"), ("harbour.txt", "The bridge opened in May 1932.")]
    )
    follow = replace(opened, id="f", history=("Which bridge?",))
    records = evaluate(gold_set(opened, absent, follow), assistant, retrieval_only=True)
    assert assistant.asked == []
    assert [(record.gold.id, record.passage_hits, record.asked) for record in records] == [
        ("opened", (2,), False)
    ]


def test_filters_of_a_row_restrict_asking_and_searching(
    assistant: Any, opened: GoldQuestion
) -> None:
    given: list[dict[str, Any]] = []
    ask, search = assistant.ask, assistant.search
    assistant.ask = lambda q, history=(), **filters: (given.append(filters), ask(q))[1]
    assistant.search = lambda q, k, **filters: (given.append(filters), search(q, k))[1]
    filtered = replace(opened, since="2021-07-01", articles=("harbour.txt",))
    evaluate(gold_set(filtered), assistant)
    assert given == [{"since": "2021-07-01", "articles": ("harbour.txt",)}] * 2
