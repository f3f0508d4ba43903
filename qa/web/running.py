"""Answers that are being made: each of them can be stopped, and questions wait for their turn."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from qa.answers import Answer

__all__ = ["RunningAnswers", "Turns"]

Item = TypeVar("Item")


class RunningAnswers:
    """The answers that are being made, by page; safe for many threads.

    An answer is made in a thread of its own, so that stopping need not wait for its next piece.
    """

    def __init__(self) -> None:
        self._stops: dict[str, Callable[[], None]] = {}

    @contextlib.contextmanager
    def following(
        self, page: str, answers: Generator[Answer, None, None]
    ) -> Iterator[Iterator[Answer]]:
        """Give an answer as it grows, until it is whole or is stopped.

        Args:
            page: The page that waits for it, from now until the context is left.
            answers: What the answer becomes; closed, at its next piece, once nobody waits for it.

        Raises:
            Exception: Whatever making the answer raises, where the next piece is asked for.
        """
        arrived: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()
        stopped = threading.Event()

        def make() -> None:
            try:
                for answer in answers:
                    if stopped.is_set():
                        break
                    arrived.put(answer)
            except Exception as error:  # raised where the answer is waited for
                arrived.put(error)
            else:
                arrived.put(None)
            finally:
                answers.close()

        def stop() -> None:
            stopped.set()
            arrived.put(None)

        self._stops[page] = stop
        threading.Thread(target=make, name="answer", daemon=True).start()
        try:
            yield _pieces(arrived)
        finally:
            stopped.set()
            if self._stops.get(page) is stop:
                del self._stops[page]

    def stop(self, page: str) -> None:
        """Stop the answer that a page waits for; nothing where it waits for none."""
        if (stop := self._stops.get(page)) is not None:
            stop()


class Turns(Generic[Item]):
    """Lets one item of each page be worked on at a time; the others wait. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Item]] = {}

    def take(self, page: str, item: Item) -> Generator[Item, None, None] | None:
        """Take an item's turn.

        Args:
            page: The page.
            item: What is to be worked on.

        Returns:
            The item, then those that have come meanwhile, one after another. Closing the iterator
            drops them. None: another item is worked on, and this one waits.
        """
        with self._lock:
            if page in self._waiting:
                self._waiting[page].append(item)
                return None
            waiting = self._waiting[page] = []
        return self._one_after_another(page, item, waiting)

    def waiting(self, page: str) -> tuple[Item, ...]:
        """List the items that wait."""
        with self._lock:
            return tuple(self._waiting.get(page, ()))

    def _one_after_another(
        self, page: str, item: Item, waiting: list[Item]
    ) -> Generator[Item, None, None]:
        try:
            yield item
            while True:
                with self._lock:
                    if not waiting:
                        del self._waiting[page]
                        return
                    item = waiting.pop(0)
                yield item
        finally:
            with self._lock:
                if self._waiting.get(page) is waiting:
                    del self._waiting[page]


def _pieces(arrived: queue.SimpleQueue[Answer | Exception | None]) -> Iterator[Answer]:
    while (piece := arrived.get()) is not None:
        if isinstance(piece, Exception):
            raise piece
        yield piece
