"""An OpenAI-compatible endpoint, spoken to through LlamaIndex's `OpenAILike`."""

from __future__ import annotations

from typing import Any

from llama_index.llms.openai_like import OpenAILike

__all__ = ["Endpoint"]


class Endpoint(OpenAILike):
    """An endpoint that is asked as a chat, without randomness, and never again by itself.

    Repeating is `LanguageModel`'s: `OpenAILike` with its defaults takes 13 s to find that nobody
    listens.

    Args:
        url: Where the endpoint's API begins; ends with ``/v1`` as a rule.
        model: A model that it knows.
        key: Sent with each request.
        context: Context window in tokens.
        tokens: Longest answer in tokens.
        timeout: Seconds that a request may take.
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
        """Name under which LlamaIndex serialises the class."""
        return "Endpoint"

    async def aclose(self) -> None:
        """Close the connections."""
        if self._aclient is not None:
            await self._aclient.close()
            self._aclient = None
