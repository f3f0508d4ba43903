"""An OpenAI-compatible endpoint, called through LlamaIndex's `OpenAILike`."""

from __future__ import annotations

from typing import Any

from llama_index.llms.openai_like import OpenAILike

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

    async def aclose(self) -> None:
        """Close the connections."""
        if self._aclient is not None:
            await self._aclient.close()
            self._aclient = None
