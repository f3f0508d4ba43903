from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from questions import DATED, WHEN, paths

from qa import Answer, Assistant
from qa.errors import StoppedError
from qa.models import Reading, SpanReader
from qa.models.weights import cores


def test_many_threads_get_the_same_answers(
    seeds: Assistant, seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    rows = seed_rows[:8]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda row: seeds.ask(row["question"]), rows))
    assert answers == [seed_answers[row["id"]] for row in rows]


def test_many_questions_are_answered_in_order_with_progress(
    seeds: Assistant, seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    rows = seed_rows[:6]
    done: list[tuple[int, int]] = []
    answers = seeds.ask_many(
        (row["question"] for row in rows), threads=3, progress=lambda *two: done.append(two)
    )
    assert answers == [seed_answers[row["id"]] for row in rows]
    assert done == [(number, 6) for number in range(1, 7)]
    assert seeds.ask_many(WHEN) == [seeds.ask(WHEN)]
    assert paths(seeds.ask_many([WHEN], articles=DATED)[0]) == {DATED}


def test_answers_can_be_awaited_while_the_event_loop_goes_on(seeds: Assistant) -> None:
    async def ask() -> tuple[Answer, list[Answer], int]:
        turns = 0

        async def turn() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0.001)

        turning = asyncio.create_task(turn())
        answer = await seeds.aask(WHEN, articles=DATED)
        grown = [one async for one in seeds.astream(WHEN)]
        turning.cancel()
        return answer, grown, turns

    answer, grown, turns = asyncio.run(ask())
    assert answer == seeds.ask(WHEN, articles=[DATED])
    assert grown[-1] == seeds.ask(WHEN)
    assert turns > 10


@pytest.mark.parametrize("way", ["ask", "stream"])
def test_a_stopped_question_is_given_up(way: str, seeds: Assistant) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError) as error:
        list(seeds.stream(WHEN, stop=stop)) if way == "stream" else seeds.ask(WHEN, stop=stop)
    assert "stopped" in str(error.value)
    assert not seeds.ask(WHEN, stop=threading.Event()).refused


@pytest.mark.parametrize("way", ["aask", "astream"])
def test_a_question_whose_task_is_cancelled_is_read_no_further(
    way: str, seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    begun, go_on = threading.Event(), threading.Event()
    whole = SpanReader._read

    def slowly(self: SpanReader, question: Any, passage: str, heading: str) -> Reading:
        read.append(passage)
        begun.set()
        assert go_on.wait(60)
        return whole(self, question, passage, heading)

    async def ask() -> None:
        if way == "aask":
            await seeds.aask(WHEN)
        else:
            [answer async for answer in seeds.astream(WHEN)]

    async def cancel() -> None:
        task = asyncio.create_task(ask())
        assert await asyncio.to_thread(begun.wait, 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()

    monkeypatch.setattr(SpanReader, "_read", slowly)
    asyncio.run(cancel())  # ends after the thread that answers
    assert len(read) <= cores(), "those that were being read when the task was cancelled"
