from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from dataclasses import replace

import pytest

from qa.answers import Answer
from qa.web.running import RunningAnswers


class Growing:
    """An answer that grows by a word whenever it is let."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.let = threading.Semaphore(0)
        self.closed = threading.Event()

    def answers(self) -> Generator[Answer, None, None]:
        try:
            for number in range(5):
                self.let.acquire(timeout=60)
                yield replace(self.answer, text=f"{number}")
        finally:
            self.closed.set()


@pytest.fixture
def growing(answer: Answer) -> Callable[[], Growing]:
    return lambda: Growing(answer)


def test_all_of_an_answer_comes_in_order(growing: Callable[[], Growing]) -> None:
    one = growing()
    one.let.release(5)
    with RunningAnswers().following("page", one.answers()) as coming:
        assert [answer.text for answer in coming] == ["0", "1", "2", "3", "4"]


def test_a_stopped_answer_ends_at_once_and_its_making_at_the_next_piece(
    growing: Callable[[], Growing],
) -> None:
    one, running = growing(), RunningAnswers()
    one.let.release(2)
    with running.following("page", one.answers()) as coming:
        assert [next(coming).text for _ in range(2)] == ["0", "1"]
        running.stop("page")
        assert list(coming) == []
    one.let.release()
    assert one.closed.wait(60)


def test_stopping_concerns_one_page_alone(growing: Callable[[], Growing]) -> None:
    one, other, running = growing(), growing(), RunningAnswers()
    with (
        running.following("one", one.answers()) as stopped,
        running.following("other", other.answers()) as going,
    ):
        one.let.release()
        other.let.release(5)
        next(stopped)
        running.stop("one")
        running.stop("nobody")
        assert list(stopped) == []
        assert len(list(going)) == 5
    one.let.release()


def test_an_error_is_raised_where_the_answer_is_waited_for() -> None:
    def failing() -> Generator[Answer, None, None]:
        raise ValueError("no answer")
        yield

    with (
        pytest.raises(ValueError, match="no answer"),
        RunningAnswers().following("page", failing()) as coming,
    ):
        next(coming)


def test_nobody_waits_any_longer_once_it_has_ended(growing: Callable[[], Growing]) -> None:
    one, running = growing(), RunningAnswers()
    with running.following("page", one.answers()):
        assert running.waits("page")
    assert not running.waits("page")
    one.let.release()
    assert one.closed.wait(60)
