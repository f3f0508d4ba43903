"""Answers that are being made: each can be stopped, and questions wait for their turn."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator

    from qa.answers import Answer

__all__ = ["Places", "RunningAnswers", "Turns"]

Item = TypeVar("Item")

# Callers who hung up and are remembered, in case that what they asked has not been begun yet.
_REMEMBERED = 1_000


class RunningAnswers:
    """The answers that are being made. It is safe to use from many threads.

    Each answer is made in its own thread, so that stopping need not wait for its next piece. Up to
    its first piece, which is in the articles' own words and keeps a core busy, it is made in the
    order of asking, a few answers at a time; what a language model writes then needs no core.

    Args:
        at_once: How many answers are made at the same time up to their first piece.
    """

    def __init__(self, at_once: int = 4) -> None:
        self._reading = Places(at_once)
        self._stops: dict[Callable[[], None], Collection[str]] = {}
        self._gone: deque[str] = deque(maxlen=_REMEMBERED)
        self._resting = threading.Condition()
        self._ended = False

    @contextlib.contextmanager
    def following(
        self,
        names: Collection[str],
        begin: Callable[[threading.Event], Generator[Answer, None, None]],
    ) -> Iterator[Iterator[Answer]]:
        """Give an answer as it grows, until it is complete or stopped.

        Args:
            names: Who waits for the answer, until the context manager exits: `stop` takes any of
                these names.
            begin: Returns the versions of the answer, given an event that is set once nobody waits
                for it. They are closed at the next version, but reading should end before.

        Raises:
            Exception: Any error from making the answer; it is raised when the next piece is asked
                for.
        """
        arrived: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()
        stopped = threading.Event()
        answers = begin(stopped)

        def make() -> None:
            try:
                with self._reading.taken():
                    # A question whose asker has gone before its turn costs nothing.
                    first = None if stopped.is_set() else next(answers, None)
                if first is not None:
                    arrived.put(first)
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

        self._stops[stop] = names
        if self._ended or not set(names).isdisjoint(list(self._gone)):
            stop()
        threading.Thread(target=make, name="answer", daemon=True).start()
        try:
            yield _pieces(arrived)
        finally:
            stopped.set()
            del self._stops[stop]
            with self._resting:
                self._resting.notify_all()

    def rest(self, seconds: float) -> bool:
        """Wait until no answer is being made, at most so long; return whether that is so."""
        with self._resting:
            return self._resting.wait_for(lambda: not self._stops or self._ended, seconds)

    def stop(self, name: str) -> None:
        """Stop the answers that somebody waits for under a name; do nothing if there are none."""
        for stop, names in list(self._stops.items()):
            if name in names:
                stop()

    def give_up(self, name: str) -> None:
        """Stop the answers of a name for good, also one that is only begun after this call.

        A caller may hang up before the server gets round to the question. A page, which keeps its
        name from one question to the next, is not given up: see `stop`.
        """
        self._gone.append(name)
        self.stop(name)

    def end(self) -> None:
        """Stop all answers, and every one that is begun from now on: the server stops.

        Python waits for the threads that wait for an answer before the process ends.
        """
        with self._resting:
            self._ended = True
            self._resting.notify_all()
        for stop in list(self._stops):
            stop()


class Places:
    """So many may do something at the same time; the others wait in the order of their coming.

    A semaphore of Python keeps no order: whoever comes just when a place becomes free takes it, and
    whoever has waited for it waits again, behind all others.

    Args:
        number: How many places there are.
    """

    def __init__(self, number: int) -> None:
        self._lock = threading.Lock()
        self._free = number
        self._waiting: deque[threading.Event] = deque()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a place, and keep it until the context manager exits."""
        given = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                given.set()
            else:
                self._waiting.append(given)
        given.wait()
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._free += 1


class Turns(Generic[Item]):
    """Processes each page's items one at a time; the others wait. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Item]] = {}

    def take(self, page: str, item: Item) -> Generator[Item, None, None] | None:
        """Process an item, or let it wait.

        Args:
            page: The page.
            item: The item to process.

        Returns:
            The item, then those that have arrived meanwhile, one after another. Closing the
            iterator drops them. None if another item is being processed and this one has to wait.
        """
        with self._lock:
            if page in self._waiting:
                self._waiting[page].append(item)
                return None
            waiting = self._waiting[page] = []
        return self._one_after_another(page, item, waiting)

    def busy(self, page: str) -> bool:
        """Whether an item of this page is being processed."""
        with self._lock:
            return page in self._waiting

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
