"""Asks many questions at once, and streams answers without blocking an event loop."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator, Sequence

__all__ = ["in_threads", "stream_in_thread"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_threads(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    threads: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """Do a piece of work for each item, several at once.

    Args:
        work: Is called with an item, in one of the threads.
        items: The items.
        threads: How many threads, at least 1.
        progress: Is called in the caller's thread with the number of items done and their number.

    Returns:
        The results, in the order of the items.

    Raises:
        Exception: Whatever ``work`` raises first. Items that were not begun are then left out.
    """
    failed = threading.Event()

    def guarded(item: Item) -> Result:
        if failed.is_set():
            raise CancelledError
        try:
            return work(item)
        except BaseException:
            failed.set()
            raise

    pool = ThreadPoolExecutor(threads, thread_name_prefix="qa")
    try:
        futures = [pool.submit(guarded, item) for item in items]
        for done, _ in enumerate(as_completed(futures), start=1):
            if failed.is_set():
                break
            if progress:
                progress(done, len(futures))
        # Items are begun in their order, so an error comes before what was left out because of it.
        return [future.result() for future in futures]
    finally:
        failed.set()
        pool.shutdown(cancel_futures=True)


async def stream_in_thread(
    items: Generator[Item, None, None], stop: threading.Event | None = None
) -> AsyncGenerator[Item, None]:
    """Yield what a generator yields; the generator runs in a thread of its own.

    If the consumer stops or is cancelled, the generator is closed as soon as its present step ends.

    Args:
        items: The generator.
        stop: Is set when the consumer stops, so that the present step can end early.
    """
    # A generator cannot be closed by one thread while another one runs it.
    lock = threading.Lock()

    def step() -> Item | None:
        with lock:
            return next(items, None)

    def close() -> None:
        with lock:
            items.close()

    try:
        while (item := await asyncio.to_thread(step)) is not None:
            yield item
    finally:
        if stop is not None:
            stop.set()
        # Without waiting, since a step may take as long as a language model takes.
        threading.Thread(target=close, name="qa-close", daemon=True).start()
