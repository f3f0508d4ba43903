from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from qa.answers import Answer
from qa.web.running import Places, RunningAnswers, Turns


class Growing:
    """An answer that grows by a word whenever it is let."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.let = threading.Semaphore(0)
        self.closed = threading.Event()
        self.begun = 0

    def answers(self, stop: threading.Event) -> Generator[Answer, None, None]:
        self.stop = stop
        self.begun += 1
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
    with RunningAnswers().following({"page"}, one.answers) as coming:
        assert [answer.text for answer in coming] == ["0", "1", "2", "3", "4"]


def test_a_stopped_answer_ends_at_once_and_its_making_at_the_next_piece(
    growing: Callable[[], Growing],
) -> None:
    one, running = growing(), RunningAnswers()
    one.let.release(2)
    with running.following({"page"}, one.answers) as coming:
        assert [next(coming).text for _ in range(2)] == ["0", "1"]
        running.stop("page")
        assert list(coming) == []
    one.let.release()
    assert one.closed.wait(60)


def test_the_making_of_a_stopped_answer_is_told_at_once(
    growing: Callable[[], Growing],
) -> None:
    one, running = growing(), RunningAnswers()
    with running.following({"session", "call"}, one.answers) as coming:
        running.stop("another")
        assert not one.stop.is_set()
        running.stop("call")
        assert one.stop.is_set()
        assert list(coming) == []
    with running.following({"session"}, one.answers):
        assert not one.stop.is_set()
    assert one.stop.is_set(), "nobody waits for it any more"
    one.let.release(2)


def test_a_call_given_up_before_its_answer_is_begun_costs_nothing(
    growing: Callable[[], Growing],
) -> None:
    one, running = growing(), RunningAnswers()
    running.give_up("call 1")
    with running.following({"session", "call 1"}, one.answers) as coming:
        assert list(coming) == []
    running.stop("session")
    one.let.release(5)
    with running.following({"session", "call 2"}, one.answers) as coming:
        assert len(list(coming)) == 5, "a session may ask again"
    assert one.begun == 1


def test_answers_with_the_same_name_are_stopped_together(growing: Callable[[], Growing]) -> None:
    one, other, running = growing(), growing(), RunningAnswers()
    with (
        running.following({"session", "call 1"}, one.answers) as first,
        running.following({"session", "call 2"}, other.answers) as second,
    ):
        running.stop("session")
        assert list(first) == list(second) == []
    one.let.release()
    other.let.release()


def test_first_pieces_are_made_in_turn_and_later_ones_at_the_same_time(
    growing: Callable[[], Growing],
) -> None:
    one, other, running = growing(), growing(), RunningAnswers(at_once=1)
    one.let.release(1)
    with running.following({"one"}, one.answers) as first:
        assert next(first).text == "0"
        other.let.release(5)
        with running.following({"other"}, other.answers) as second:
            assert len(list(second)) == 5, "one waits for its second piece, and other goes on"
        running.stop("one")


def test_a_question_that_is_stopped_before_its_turn_is_not_answered(
    growing: Callable[[], Growing],
) -> None:
    one, running = growing(), RunningAnswers(at_once=1)
    asked = threading.Event()

    def other(stop: threading.Event) -> Generator[Answer, None, None]:
        asked.set()
        yield one.answer

    with running.following({"one"}, one.answers) as first:
        with running.following({"other"}, other) as second:
            running.stop("other")
            assert list(second) == []
        one.let.release(5)
        assert len(list(first)) == 5
    with running.following({"third"}, one.answers) as third:  # takes its turn after the stopped one
        one.let.release(5)
        assert len(list(third)) == 5
    assert not asked.is_set()


def test_stopping_concerns_one_page_alone(growing: Callable[[], Growing]) -> None:
    one, other, running = growing(), growing(), RunningAnswers()
    with (
        running.following({"one"}, one.answers) as stopped,
        running.following({"other"}, other.answers) as going,
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
    def failing(stop: threading.Event) -> Generator[Answer, None, None]:
        raise ValueError("no answer")
        yield

    with (
        pytest.raises(ValueError, match="no answer"),
        RunningAnswers().following({"page"}, failing) as coming,
    ):
        next(coming)


def test_an_answer_that_has_ended_is_not_stopped_again(growing: Callable[[], Growing]) -> None:
    one, running = growing(), RunningAnswers()
    one.let.release()
    with running.following({"page"}, one.answers) as coming:
        next(coming)
    running.stop("page")
    one.let.release()
    assert one.closed.wait(60)


def test_when_the_server_ends_no_answer_is_waited_for(growing: Callable[[], Growing]) -> None:
    one, other, running = growing(), growing(), RunningAnswers()
    with running.following({"one"}, one.answers) as coming:
        running.end()
        assert list(coming) == []
        with running.following({"other"}, other.answers) as refused:
            assert list(refused) == []
        assert running.rest(60) is True
    one.let.release()
    other.let.release()


def test_items_of_a_page_wait_for_their_turn() -> None:
    turns: Turns[str] = Turns()
    first = turns.take("page", "a")
    assert first is not None
    assert next(first) == "a"
    assert turns.take("page", "b") is None
    assert turns.take("page", "c") is None
    other = turns.take("other", "x")
    assert other is not None
    assert list(other) == ["x"]
    assert turns.waiting("page") == ("b", "c")
    assert list(first) == ["b", "c"]
    again = turns.take("page", "d")
    assert again is not None
    assert list(again) == ["d"]


def test_a_page_that_is_closed_drops_what_waits() -> None:
    turns: Turns[str] = Turns()
    first = turns.take("page", "a")
    assert first is not None
    next(first)
    turns.take("page", "b")
    first.close()
    assert turns.waiting("page") == ()
    assert turns.take("page", "c") is not None


def test_places_are_taken_in_the_order_of_coming() -> None:
    places, order = Places(1), list[str]()

    def come(name: str) -> None:
        with places.taken():
            order.append(name)

    with places.taken():
        waiting = [threading.Thread(target=come, args=(name,)) for name in "abc"]
        for number, one in enumerate(waiting, start=1):
            one.start()
            while len(places._waiting) < number:
                time.sleep(0.001)
    come("whoever comes just when the place becomes free")
    for one in waiting:
        one.join(60)
    assert order == [*"abc", "whoever comes just when the place becomes free"]


def test_as_many_places_are_taken_at_once_as_there_are() -> None:
    places, together = Places(2), threading.Barrier(2, timeout=60)
    most, taken = 0, 0

    def come(_: int) -> None:
        nonlocal most, taken
        with places.taken():
            taken += 1
            most = max(most, taken)
            together.wait()
            taken -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(come, range(6)))
    assert most == 2
