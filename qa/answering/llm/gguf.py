"""Runs a GGUF model file inside this process with llama.cpp."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import xllamacpp
from pydantic import PrivateAttr

from qa.answering.llm.endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from llama_index.core.base.llms.types import ChatMessage, ChatResponseAsyncGen

__all__ = ["GgufModel"]

_QUIET = -1
_PHYSICAL_CORES = -1


class GgufModel(Endpoint):
    """A llama.cpp server in this process, called like any other endpoint.

    It listens on a free port of the loopback address and requires a random key that is new at each
    start. The file is loaded when the first question is asked.

    Args:
        path: The model file.
        context: Size of the context window, in tokens.
        tokens: The greatest length of an answer, in tokens.
        timeout: How long a request may take, in seconds.
        threads: Number of threads; 0 means one for each physical core.
    """

    _path: Path = PrivateAttr()
    _threads: int = PrivateAttr()
    _server: Any = PrivateAttr(default=None)
    _loading: asyncio.Lock = PrivateAttr(default_factory=asyncio.Lock)

    def __init__(
        self, path: Path, *, context: int, tokens: int, timeout: float, threads: int = 0
    ) -> None:
        super().__init__(
            url="http://127.0.0.1",
            model=path.stem,
            key=secrets.token_hex(16),
            context=context,
            tokens=tokens,
            timeout=timeout,
        )
        self._path, self._threads = path, threads

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex serialises the class."""
        return "GgufModel"

    async def astream_chat(
        self, messages: Sequence[ChatMessage], **kwargs: Any
    ) -> ChatResponseAsyncGen:
        """Load the file if needed, then answer as `Endpoint` does."""
        async with self._loading:
            if self._server is None:
                self._server = await asyncio.to_thread(self._load)
                self.api_base = f"{self._server.listening_address}/v1"
        answer: ChatResponseAsyncGen = await super().astream_chat(messages, **kwargs)
        return answer

    async def aclose(self) -> None:
        """Close the connections and free the model."""
        await super().aclose()
        self._server = None

    def _load(self) -> Any:
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self._path)
        parameters.n_ctx = self.context_window
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = self._threads or _PHYSICAL_CORES
        parameters.api_keys = [self.api_key]
        parameters.cors_origins = "http://127.0.0.1"
        parameters.ui = False
        parameters.verbosity = _QUIET
        return xllamacpp.Server(parameters)
