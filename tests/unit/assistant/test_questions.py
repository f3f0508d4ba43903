from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from questions import WHEN

from qa import Assistant, Settings
from qa.answers import NoticeKind
from qa.errors import QuestionError


@pytest.mark.parametrize(
    "question",
    [
        f"  {WHEN}\n",
        WHEN.replace(" ", "\t\r\n "),
        WHEN.replace(" ", " \x1b\x00\x07 "),
        f"\ufeff{WHEN}\u202e\u200b",
        f"{WHEN}\ud800",
    ],
)
def test_blanks_and_control_characters_in_a_question_change_nothing(
    question: str, seeds: Assistant
) -> None:
    answer = seeds.ask(question)
    assert answer.question == question
    assert dataclasses.replace(answer, question=WHEN) == seeds.ask(WHEN)


@pytest.mark.parametrize("question", ["", " \n\t ", "?!", "\x00\x1b", "\u200b\u202e", "…"])
def test_question_without_words_is_refused_before_any_search(
    question: str, seeds: Assistant
) -> None:
    with pytest.raises(QuestionError, match="empty") as caught:
        seeds.ask(question)
    assert caught.value.hint
    with pytest.raises(QuestionError):
        seeds.search(question)


def test_question_of_a_megabyte_is_refused_in_one_line(seeds: Assistant) -> None:
    with pytest.raises(QuestionError, match="1,000,000 characters") as caught:
        seeds.ask("why? " * 200_000)
    assert len(str(caught.value)) < 200
    assert caught.value.hint


def test_longest_question_is_still_answered(seeds: Assistant) -> None:
    filler = " I ask since I was told so." * 80
    question = WHEN + filler[: Settings().max_question - len(WHEN)]
    assert len(question) == Settings().max_question
    assert seeds.ask(question).text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann endet der Abzug aus Afghanistan?", "de"),
        ("¿Quién firmó el acuerdo en Washington?", "es"),
        ("Когда закончится вывод войск из Афганистана?", "ru"),
    ],
)
def test_question_in_another_language_gets_a_notice(
    question: str, language: str, seeds: Assistant
) -> None:
    (notice,) = seeds.ask(question).notices
    assert notice.kind is NoticeKind.LANGUAGE
    assert f"({language})" in notice.text
    assert "English" in notice.text


def test_nonsense_is_refused(seeds: Assistant) -> None:
    assert seeds.ask("Xqzt blorf vlimmering gnargle?").refused


@pytest.mark.parametrize("question", ["AND OR NOT", '"Parly" AND title:(x) ^2 *', "a:b:c [1 TO 2]"])
def test_words_of_a_query_language_are_words(question: str, seeds: Assistant) -> None:
    assert seeds.ask(question).question == question
    assert isinstance(seeds.search(question), list)


@pytest.mark.parametrize(
    "history",
    [
        ["Who is Florence Parly?"],
        [("Who is Florence Parly?", "the French Minister of the Armed Forces")],
        "Who is Florence Parly?",
    ],
)
def test_history_may_be_questions_or_pairs(history: Any, seeds: Assistant) -> None:
    answer = seeds.ask("Where did she speak?", history)
    assert answer.standalone is not None
    assert "Parly" in answer.standalone
    assert answer.question == "Where did she speak?"
