"""Asking a language model: with time limits, again where it is busy, and no longer than needed."""

from __future__ import annotations

import asyncio
import logging
import queue
import random
import threading
import time
from typing import TYPE_CHECKING

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from qa.answering.llm.failures import explained, is_passing, retry_after
from qa.errors import LanguageModelError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator

    from llama_index.core.llms.llm import LLM

__all__ = ["LanguageModel"]

_LOG = logging.getLogger(__name__)

# First pause before a request is repeated, in seconds; doubled each time, give or take half.
_PAUSE = 0.5
# Longest pause that an endpoint's Retry-After is granted, in seconds.
_LONGEST_PAUSE = 20.0
_CLOSING_SECONDS = 5.0


class LanguageModel:
    """A LlamaIndex LLM that answers piece by piece. Safe for many threads.

    All requests run in one event loop of its own, so that a request whose listener has gone is
    cancelled at once, and its connection closed, even before the first word.

    Args:
        llm: Any LlamaIndex LLM.
        timeout: Seconds that an answer may take in whole.
        retries: How often a request is repeated that failed in passing (429, 5xx), before anything
            was answered.
        patience: Seconds without a word after which a sign of waiting is given.
    """

    def __init__(
        self, llm: LLM, *, timeout: float = 60.0, retries: int = 2, patience: float = 1.5
    ) -> None:
        self._llm = llm
        self._timeout = timeout
        self._retries = retries
        self._patience = patience
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def llm(self) -> LLM:
        """The LlamaIndex LLM."""
        return self._llm

    @property
    def name(self) -> str:
        """Class and model, to tell answers of different models apart."""
        return f"{self._llm.class_name()} {self._llm.metadata.model_name}"

    @property
    def context_window(self) -> int:
        """In tokens, question and answer together."""
        return self._llm.metadata.context_window

    def stream(self, system: str, user: str) -> Generator[str, None, None]:
        """Yield the pieces of an answer as they come; closing the iterator cancels the request.

        Args:
            system: What the model is and how it answers.
            user: What it is asked.

        Yields:
            Pieces of text. An empty one says that none has come for `patience` seconds.

        Raises:
            LanguageModelError: No answer could be had, or it broke off.
        """
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        deadline = time.monotonic() + self._timeout
        written = False
        _LOG.info("asking %s", self.name)
        task = asyncio.run_coroutine_threadsafe(
            self._answer(messages, pieces.put), self._running_loop()
        )
        try:
            while (left := deadline - time.monotonic()) > 0:
                try:
                    piece = pieces.get(timeout=min(left, self._patience))
                except queue.Empty:
                    yield ""
                    continue
                if piece is None and not written:
                    raise LanguageModelError(
                        "The language model wrote nothing.",
                        hint="Check QA_LLM_MODEL and QA_LLM_URL, and look at the endpoint's "
                        "own messages.",
                    )
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise explained(piece)
                written = written or bool(piece.strip())
                yield piece
            raise LanguageModelError(
                f"The language model was not done within {self._timeout:g} s.",
                hint="Set QA_LLM_TIMEOUT higher, or use a faster model.",
            )
        finally:
            task.cancel()

    def close(self) -> None:
        """Cancel what is under way and close the connections."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        closing = asyncio.run_coroutine_threadsafe(self._close(), loop)
        try:
            closing.result(_CLOSING_SECONDS)
        finally:
            loop.call_soon_threadsafe(loop.stop)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=_run, args=(self._loop,), name="language model", daemon=True
                ).start()
            return self._loop

    async def _answer(
        self, messages: list[ChatMessage], put: Callable[[str | Exception | None], None]
    ) -> None:
        """Put the pieces, then None, or what went wrong."""
        try:
            async for piece in self._pieces(messages):
                put(piece)
        except Exception as error:  # whatever an LLM class raises, in another thread
            put(error)
        else:
            put(None)

    async def _pieces(self, messages: list[ChatMessage]) -> AsyncIterator[str]:
        for attempt in range(self._retries + 1):
            begun = False
            try:
                async for response in await self._llm.astream_chat(messages):
                    begun = True
                    yield response.delta or ""
                    await asyncio.sleep(0)  # lets a model that never waits be cancelled
            except Exception as error:
                if begun or attempt == self._retries or not is_passing(error):
                    raise
                pause = _PAUSE * 2**attempt * random.uniform(0.5, 1.5)
                await asyncio.sleep(min(retry_after(error) or pause, _LONGEST_PAUSE))
            else:
                return

    async def _close(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        close = getattr(self._llm, "aclose", None)
        if close is not None:
            await close()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()
