from __future__ import annotations

import pytest
from llama_index.core.schema import QueryBundle

from qa.errors import QuestionError
from qa.index import Filters
from qa.language.kinds import AnswerKind
from qa.retrieval import Question
from qa.retrieval.question import cleaned


def test_question_knows_what_follows_from_its_words() -> None:
    question = Question("When was the bridge opened?")
    assert (question.kind, question.asked, question.standalone) == (
        AnswerKind.DATE,
        "When was the bridge opened?",
        None,
    )
    broad = Question("What do the articles say about the Sahel?")
    assert (broad.kind, broad.topic) == (AnswerKind.OPEN, "sahel")


def test_question_understood_in_another_way_keeps_what_was_asked() -> None:
    only = Filters(since=20210101)
    asked = Question("where was  he born", asked=" where was\the born", filters=only)
    understood = asked.understood_as("When was Carlos Reyes born?")
    assert understood.asked == " where was\the born"
    assert understood.standalone == understood.query_str == "When was Carlos Reyes born?"
    assert (understood.kind, understood.filters) == (AnswerKind.DATE, only)


def test_vector_of_other_words_is_forgotten() -> None:
    question = Question("Where?", embedding=[1.0])
    assert question.understood_as("When?").embedding is None


def test_every_kind_of_query_becomes_a_question() -> None:
    question = Question("Who?")
    assert Question.of(question) is question
    assert Question.of("Who?") == question
    assert Question.of(QueryBundle("Who?", embedding=[0.5])).embedding == [0.5]


@pytest.mark.parametrize("asked", ["", " \n", "?!", "\u200b"])
def test_question_without_words_is_refused(asked: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        cleaned(asked, 100)


def test_a_question_is_read_in_plain_form_and_shown_as_it_was_typed() -> None:
    typed = "whos Ada  Moss"

    question = Question(cleaned(typed, 100), asked=typed)

    assert (question.query_str, question.asked) == ("who is Ada Moss", typed)
    assert question.standalone is None
