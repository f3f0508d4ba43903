"""An OpenAI-compatible endpoint, called through LlamaIndex's `OpenAILike`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.llms.callbacks import llm_chat_callback
from llama_index.llms.openai.utils import to_openai_message_dicts
from llama_index.llms.openai_like import OpenAILike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.base.llms.types import ChatResponseAsyncGen

__all__ = ["Endpoint"]


class Endpoint(OpenAILike):
    """A chat endpoint that is called at temperature 0 and never repeats a request by itself.

    `LanguageModel` repeats requests instead. With its default settings, `OpenAILike` takes 13 s to
    find out that the server is not running.

    Args:
        url: The base URL of the endpoint's API, which usually ends with ``/v1``.
        model: The name of a model that the endpoint offers.
        key: The API key that is sent with each request.
        context: Size of the context window, in tokens.
        tokens: The greatest length of an answer, in tokens.
        timeout: How long a request may take, in seconds.
    """

    def __init__(
        self,
        *,
        url: str,
        model: str,
        key: str,
        context: int,
        tokens: int,
        timeout: float,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            model=model,
            api_base=url,
            api_key=key,
            context_window=context,
            max_tokens=tokens,
            timeout=timeout,
            temperature=0.0,
            is_chat_model=True,
            max_retries=0,
            **kwargs,
        )

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex serialises the class."""
        return "Endpoint"

    @llm_chat_callback()
    async def astream_chat(
        self, messages: Sequence[ChatMessage], **kwargs: Any
    ) -> ChatResponseAsyncGen:
        """Yield the answer as it is written; closing the iterator closes the connection.

        The base class leaves the connection open if its iterator is closed between two pieces, and
        the endpoint goes on writing for nobody.
        """
        completions: Any = self._get_aclient().chat.completions
        chunks = await completions.create(
            messages=to_openai_message_dicts(messages, model=self.model),
            **self._get_model_kwargs(stream=True, **kwargs),
        )
        return _responses(chunks)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._aclient is not None:
            await self._aclient.close()
            self._aclient = None


async def _responses(chunks: Any) -> ChatResponseAsyncGen:
    """Yield the chunks of an answer, an `AsyncStream` of OpenAI's library, as LlamaIndex does."""
    text = ""
    async with chunks:
        async for chunk in chunks:
            delta = (chunk.choices[0].delta.content if chunk.choices else None) or ""
            text += delta
            message = ChatMessage(role=MessageRole.ASSISTANT, content=text)
            yield ChatResponse(message=message, delta=delta, raw=chunk)
