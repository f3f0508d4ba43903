"""Calls a language model with time limits, retries and cancellation."""

from __future__ import annotations

import asyncio
import logging
import queue
import random
import threading
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from qa.answering.llm.failures import explained, is_passing, retry_after
from qa.errors import LanguageModelError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from llama_index.core.llms.llm import LLM

__all__ = ["LanguageModel"]

_LOG = logging.getLogger(__name__)

# The first pause before a request is repeated, in seconds. It doubles each time and varies at
# random by up to half.
_PAUSE = 0.5
# The longest pause, in seconds, even if the endpoint asks for more with Retry-After.
_LONGEST_PAUSE = 20.0
_CLOSING_SECONDS = 5.0


class LanguageModel:
    """A LlamaIndex LLM that streams its answer. It is safe to use from many threads.

    All requests run in one separate event loop. If nobody waits for a request any more, it is
    therefore cancelled at once and its connection closed, even before the first word arrives.

    Args:
        llm: Any LlamaIndex LLM.
        timeout: How long the whole answer may take, in seconds.
        retries: How often a request is repeated after a temporary failure (429, 5xx). A request is
            only repeated if no part of the answer has arrived.
        patience: After this many seconds without a word, `stream` yields an empty piece.
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
        """The names of class and model, which tell the answers of different models apart."""
        return f"{self._llm.class_name()} {self._llm.metadata.model_name}"

    @property
    def context_window(self) -> int:
        """The size of the context window in tokens, for question and answer together."""
        return self._llm.metadata.context_window

    def stream(self, system: str, user: str) -> Generator[str, None, None]:
        """Yield the pieces of an answer as they arrive; closing the iterator cancels the request.

        Args:
            system: Tells the model its role and how to answer.
            user: Asks the model.

        Yields:
            Pieces of text. An empty one means that none has arrived for `patience` seconds.

        Raises:
            LanguageModelError: The model gave no answer, or the answer stopped early.
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
        """Cancel all running requests and close the connections."""
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
        """Put the pieces into the queue, and then None or the error."""
        try:
            async with aclosing(self._pieces(messages)) as pieces:
                async for piece in pieces:
                    put(piece)
        except Exception as error:  # whatever an LLM class raises, in another thread
            put(error)
        else:
            put(None)

    async def _pieces(self, messages: list[ChatMessage]) -> AsyncGenerator[str, None]:
        for attempt in range(self._retries + 1):
            begun = False
            try:
                async with aclosing(await self._llm.astream_chat(messages)) as responses:
                    async for response in responses:
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
