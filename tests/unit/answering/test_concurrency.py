from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator

import pytest

from qa.answering.concurrency import in_threads, stream_in_thread


def test_results_come_in_the_order_of_the_items_and_work_overlaps() -> None:
    both = threading.Barrier(2, timeout=10)  # breaks unless two threads work at the same time

    def work(item: int) -> int:
        both.wait()
        return item * item

    done: list[tuple[int, int]] = []
    assert in_threads(work, [3, 1, 2, 5], 2, lambda *so_far: done.append(so_far)) == [9, 1, 4, 25]
    assert done == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_first_error_is_raised_and_what_was_not_begun_is_left_out() -> None:
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        raise ValueError(f"item {item}")

    with pytest.raises(ValueError, match="item 0"):
        in_threads(work, list(range(1000)), 1)
    assert len(begun) < 1000


def test_nothing_to_do_is_done() -> None:
    assert in_threads(str, [], 4) == []


def test_event_loop_goes_on_while_an_item_is_made() -> None:
    turned = threading.Event()

    def items() -> Generator[int, None, None]:
        assert turned.wait(10)  # only the event loop sets it
        yield 1
        yield 2

    async def consume() -> list[int]:
        asyncio.get_running_loop().call_later(0.01, turned.set)
        return [item async for item in stream_in_thread(items())]

    assert asyncio.run(consume()) == [1, 2]


def test_generator_is_closed_when_its_consumer_is_cancelled() -> None:
    closed, waiting, go_on = threading.Event(), threading.Event(), threading.Event()

    def items() -> Generator[int, None, None]:
        try:
            yield 1
            waiting.set()
            assert go_on.wait(10)
            yield 2
        finally:
            closed.set()

    async def consume() -> None:
        async for _ in stream_in_thread(items()):
            pass

    async def cancel() -> None:
        task = asyncio.create_task(consume())
        assert await asyncio.to_thread(waiting.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task  # at once, although the step is still waiting
        assert not closed.is_set()
        go_on.set()

    asyncio.run(cancel())
    assert closed.wait(10)
