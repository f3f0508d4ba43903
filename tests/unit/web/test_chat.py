from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest

from qa.answers import Answer, Turn
from qa.errors import FilterError
from qa.web.chat import Chat, PageFilters, Session, View
from qa.web.conversations import Conversations
from qa.web.running import RunningAnswers

ALL = PageFilters()


class ScriptedAssistant:
    """Streams what it was given, an exception where one stands; remembers what it was asked."""

    def __init__(self) -> None:
        self.streams: list[Sequence[Answer | Exception | threading.Event]] = []
        self.asked: list[tuple[str, list[str], dict[str, Any]]] = []

    def stream(
        self, question: str, history: Sequence[Turn], *, stop: threading.Event, **filters: Any
    ) -> Generator[Answer, None, None]:
        self.asked.append((question, [turn.question for turn in history], filters))
        for piece in self.streams.pop(0):
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, threading.Event):
                piece.wait(60)
                continue
            yield replace(piece, question=question)

    def articles(self) -> tuple[Any, ...]:
        return (SimpleNamespace(article_id="a1", title="The bridge"),)


@dataclass
class Talk:
    chat: Chat
    assistant: ScriptedAssistant
    conversations: Conversations

    def ask(
        self, question: str, session: Session | None = None, filters: PageFilters = ALL
    ) -> View:
        """Ask to the end; return what is shown last."""
        return [*self.chat.ask(question, session or Session(), filters)][-1]


@pytest.fixture
def talk(conversations: Conversations) -> Talk:
    assistant = ScriptedAssistant()
    chat = Chat(assistant, conversations, RunningAnswers(), "page")  # type: ignore[arg-type]
    return Talk(chat, assistant, conversations)


def questions(view: View) -> list[str]:
    return [turn.question for turn in view.turns]


def test_an_answer_is_shown_as_it_grows_and_kept_whole(talk: Talk, answer: Answer) -> None:
    pieces = [replace(answer, text=text) for text in ("3", "3 May", "3 May 1932")]
    talk.assistant.streams.append(pieces)
    views = list(talk.chat.ask("When?", Session(), ALL))
    assert [view.busy for view in views] == [True, True, True, True, False]
    assert views[0].asked is not None
    assert (views[0].asked.question, views[0].turns) == ("When?", ())
    assert [view.turns[0].answer.text for view in views[1:]] == [
        "3",
        "3 May",
        "3 May 1932",
        "3 May 1932",
    ]
    (turn,) = talk.conversations.turns(views[-1].session.conversation)
    assert turn.answer.text == "3 May 1932"
    assert {view.turns[0].id for view in views[1:]} == {turn.id}


def test_a_follow_up_is_asked_with_what_was_said_before(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams += [[answer], [answer]]
    view = talk.ask("Who?")
    view = talk.ask("And where?", view.session)
    assert questions(view) == ["Who?", "And where?"]
    assert [history for _, history, _ in talk.assistant.asked] == [[], ["Who?"]]
    assert len(talk.conversations.search()) == 1


def test_stopping_keeps_what_has_come(talk: Talk, answer: Answer) -> None:
    more = threading.Event()
    pieces = [replace(answer, text=text) for text in ("3", "3 May")]
    talk.assistant.streams.append([*pieces, more, answer])
    views = talk.chat.ask("When?", Session(), ALL)
    for _ in range(3):
        next(views)
    talk.chat.stop()
    *_, view = views
    more.set()
    assert [turn.answer.text for turn in view.turns] == ["3 May"]
    assert not view.busy
    assert view.turns == talk.conversations.turns(view.session.conversation)


def test_a_page_that_is_closed_keeps_what_has_come(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams.append([replace(answer, text="3 May"), answer])
    views = talk.chat.ask("When?", Session(), ALL)
    shown = [next(views) for _ in range(2)]
    views.close()
    (turn,) = talk.conversations.turns(shown[-1].session.conversation)
    assert turn.answer.text == "3 May"


def test_stopping_before_anything_came_gives_the_question_back(talk: Talk, answer: Answer) -> None:
    more = threading.Event()
    talk.assistant.streams.append([more, answer])
    views = talk.chat.ask("When?", Session(), ALL)
    next(views)
    talk.chat.stop()
    *_, view = views
    more.set()
    assert (view.unanswered, view.turns, view.busy) == ("When?", (), False)
    assert talk.conversations.search() == ()


def test_retrying_and_editing_replace_a_turn_in_its_place(
    talk: Talk, answer: Answer, refusal: Answer
) -> None:
    talk.assistant.streams += [[answer], [answer], [refusal], [answer]]
    view = talk.ask("First?")
    view = talk.ask("Second?", view.session)
    first = view.turns[0]

    *_, view = talk.chat.retry(first.id, view.session, ALL)
    assert questions(view) == ["First?", "Second?"]
    assert [turn.answer.refused for turn in view.turns] == [True, False]
    assert talk.assistant.asked[-1][:2] == ("First?", [])

    edited, question = talk.chat.edit(first.id, view.session)
    assert (question, edited.session.editing) == ("First?", first.id)
    view = talk.ask("First, I mean?", edited.session)
    assert questions(view) == ["First, I mean?", "Second?"]
    assert view.session.editing is None


def test_deleting_a_turn_leaves_the_others(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams += [[answer], [answer]]
    view = talk.ask("Second?", talk.ask("First?").session)
    view = talk.chat.delete(view.turns[0].id, view.session)
    assert questions(view) == ["Second?"]


def test_a_thumb_is_kept_commented_and_taken_back(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams.append([answer])
    view = talk.ask("When?")
    turn_id = view.turns[0].id
    view = talk.chat.judge(turn_id, -1, view.session)
    assert (view.turns[0].verdict, view.session.commenting) == (-1, turn_id)
    view = talk.chat.comment("The month is wrong.", view.session)
    assert (view.turns[0].comment, view.session.commenting) == ("The month is wrong.", None)
    view = talk.chat.judge(turn_id, -1, view.session)
    assert (view.turns[0].verdict, view.session.commenting) == (None, None)


def test_what_can_be_mended_is_said_and_nothing_is_kept(talk: Talk) -> None:
    talk.assistant.streams.append([FilterError("'x' is not a date.", hint="Write it otherwise.")])
    view = talk.ask("When?", filters=PageFilters(since="x"))
    assert view.asked is not None
    assert view.asked.failure is not None
    assert (view.asked.failure.message, view.asked.failure.hint) == (
        "'x' is not a date.",
        "Write it otherwise.",
    )
    assert not view.busy
    assert talk.conversations.search() == ()


def test_an_unexpected_error_is_logged_under_the_id_that_is_shown(
    talk: Talk, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    talk.assistant.streams.append([answer, RuntimeError("secret detail")])
    view = talk.ask("When?")
    assert view.asked is not None
    assert view.asked.failure is not None
    assert "secret" not in view.asked.failure.message
    (record,) = caplog.records
    identity = record.getMessage().split()[-1]
    assert f"(error {identity})" in view.asked.failure.message
    assert "secret detail" in caplog.text
    assert questions(view) == ["When?"], "what had come of the answer is kept"
    assert view.asked.place == 1


def test_filters_reach_the_assistant_and_stand_with_the_answer(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams.append([answer])
    view = talk.ask("When?", filters=PageFilters(("a1",), "1932-01-01", ""))
    assert talk.assistant.asked[0][2] == {
        "articles": ("a1",),
        "since": "1932-01-01",
        "until": None,
    }
    assert view.turns[0].scope.words() == "1 chosen article published from 1932-01-01 on"


def test_a_question_with_lone_surrogates_is_kept(talk: Talk, answer: Answer) -> None:
    talk.assistant.streams.append([answer])
    assert questions(talk.ask("When \ud83d?")) == ["When ??"]
