from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from qa.answers import Answer
from qa.evaluation import load_gold
from qa.web.conversations import Conversations
from qa.web.feedback import read_feedback
from qa.web.records import Scope


def test_thumbs_become_a_gold_file_that_loads(
    conversations: Conversations, tmp_path: Path, answer: Answer, refusal: Answer
) -> None:
    identity, good = conversations.add(None, answer, Scope(2))
    _, right_to_refuse = conversations.add(identity, refusal, Scope(2))
    wrong_answer = replace(answer, question="Who opened it?")
    _, wrong = conversations.of("anna").add(None, wrong_answer, Scope(2))
    conversations.judge(good, 1)
    conversations.judge(right_to_refuse, 1)
    conversations.of("anna").judge(wrong, -1, "the mayor,\nit says")
    conversations.add(identity, answer, Scope(2))  # without a thumb

    found = read_feedback(tmp_path / "chat.sqlite", "/articles")
    path = tmp_path / "feedback.jsonl"
    path.write_text(found.gold(), encoding="utf-8")

    first, second = load_gold(path).questions
    assert (first.question, first.answers, first.answerable) == (
        answer.question,
        ("3 May 1932",),
        True,
    )
    assert [(one.path, one.quote) for one in first.evidence] == [
        ("news/bridge.txt", answer.citations[0].quote)
    ]
    assert (second.question, second.answers, second.answerable, second.history) == (
        refusal.question,
        (),
        False,
        (answer.question,),
    )
    *_, comment, draft = path.read_text(encoding="utf-8").splitlines()
    assert comment == "# bad answer: the mayor, it says"
    assert json.loads(draft.removeprefix("# "))["question"] == "Who opened it?"


def test_other_folders_thumbs_are_left_out(
    conversations: Conversations, tmp_path: Path, answer: Answer
) -> None:
    _, turn = conversations.add(None, answer, Scope(2))
    conversations.judge(turn, 1)
    assert read_feedback(tmp_path / "chat.sqlite", "/elsewhere").up == ()


def test_an_answer_that_was_stopped_before_it_had_a_text_is_no_gold_answer(
    conversations: Conversations, tmp_path: Path, answer: Answer
) -> None:
    stopped = replace(answer, text="", support=(), citations=(), complete=False)
    cut_short = replace(answer, complete=False)  # a language model's prose was not finished
    identity, nothing = conversations.add(None, stopped, Scope(2))
    _, something = conversations.add(identity, cut_short, Scope(2))
    conversations.judge(nothing, 1)
    conversations.judge(something, 1)
    path = tmp_path / "feedback.jsonl"
    path.write_text(read_feedback(tmp_path / "chat.sqlite", "/articles").gold(), encoding="utf-8")
    assert [one.answers for one in load_gold(path).questions] == [("3 May 1932",)]
