"""Answers that are being made, each of which its page can stop at once."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from qa.answers import Answer

__all__ = ["RunningAnswers"]


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

    def waits(self, page: str) -> bool:
        """Whether a page waits for an answer."""
        return page in self._stops


def _pieces(arrived: queue.SimpleQueue[Answer | Exception | None]) -> Iterator[Answer]:
    while (piece := arrived.get()) is not None:
        if isinstance(piece, Exception):
            raise piece
        yield piece
