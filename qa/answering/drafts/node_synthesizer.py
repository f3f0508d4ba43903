"""Base classes of the synthesizers, which answer from nodes and never from plain strings."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import closing
from typing import TYPE_CHECKING, Any

from llama_index.core.instrumentation import get_dispatcher  # type: ignore[attr-defined]
from llama_index.core.instrumentation.events.synthesis import (
    SynthesizeEndEvent,
    SynthesizeStartEvent,
)
from llama_index.core.response_synthesizers.base import BaseSynthesizer

from qa.answering.drafts.draft import Draft
from qa.retrieval import Question

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from llama_index.core.llms.llm import LLM
    from llama_index.core.schema import NodeWithScore, QueryBundle

__all__ = ["NodeSynthesizer", "StreamingSynthesizer"]

_DISPATCHER = get_dispatcher(__name__)


class NodeSynthesizer(BaseSynthesizer):
    """A LlamaIndex synthesizer whose drafts quote the nodes that it was given."""

    @property
    def llm(self) -> LLM:
        """The language model that writes; LlamaIndex's `MockLLM` if there is none."""
        return self._llm

    @abstractmethod
    def draft(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        """Draft an answer.

        Args:
            question: The question that the passages were found for.
            nodes: Passages, best first.

        Returns:
            A draft whose quotes have not been verified yet.
        """

    def synthesize(
        self,
        query: str | QueryBundle,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **response_kwargs: Any,
    ) -> Draft:
        """Do what `draft` does; the base class requires the further arguments."""
        del additional_source_nodes, response_kwargs
        question = Question.of(query)
        _DISPATCHER.event(SynthesizeStartEvent(query=question))
        draft = self.draft(question, nodes)
        _DISPATCHER.event(SynthesizeEndEvent(query=question, response=draft))
        return draft

    async def asynthesize(
        self,
        query: str | QueryBundle,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **response_kwargs: Any,
    ) -> Draft:
        """Do what `synthesize` does, in a thread."""
        return await asyncio.to_thread(
            self.synthesize, query, nodes, additional_source_nodes, **response_kwargs
        )

    def get_response(self, query_str: str, text_chunks: Sequence[str], **kwargs: Any) -> str:
        """Not supported: plain strings have no offsets that could be cited."""
        del query_str, text_chunks, kwargs
        raise TypeError(f"{type(self).__name__} answers from nodes: call synthesize().")

    async def aget_response(self, query_str: str, text_chunks: Sequence[str], **kwargs: Any) -> str:
        """Not supported; see `get_response`."""
        return self.get_response(query_str, text_chunks, **kwargs)

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts: dict[str, Any]) -> None:
        """Do nothing, because prompts are files; see `qa.answering.llm.prompts`."""


class StreamingSynthesizer(NodeSynthesizer):
    """A synthesizer that yields its draft step by step as it grows."""

    @abstractmethod
    def write(self, question: Question, nodes: list[NodeWithScore]) -> Generator[Draft, None, None]:
        """Yield the draft as it grows; closing the iterator ends the work.

        Args:
            question: The question that the passages were found for.
            nodes: Passages, best first.

        Yields:
            Drafts. The same draft is yielded again while nothing new comes. Only the last draft is
            complete.
        """

    def stream(
        self, query: str | QueryBundle, nodes: list[NodeWithScore], **known: Any
    ) -> Generator[Draft, None, None]:
        """Do what `write` does, and tell LlamaIndex's event handlers when it begins and ends.

        Args:
            query: The question that the passages were found for.
            nodes: Passages, best first.
            known: Further arguments of `write`.
        """
        question = Question.of(query)
        _DISPATCHER.event(SynthesizeStartEvent(query=question))
        draft = None
        with closing(self.write(question, nodes, **known)) as drafts:
            for draft in drafts:
                yield draft
        _DISPATCHER.event(SynthesizeEndEvent(query=question, response=draft or Draft(None)))

    def draft(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        """Return the last draft of `write`."""
        *_, draft = self.write(question, nodes)
        return draft
